import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, requestsOf, seedingMs, until, type Tenant } from "../../../backend.js";
import { clear, type ProfilePage, showProfile } from "../../profile-page.js";

describe("the timeline, narrowed", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const choose = (field: HTMLInputElement | HTMLSelectElement, value: string) => {
    field.value = value;
    field.dispatchEvent(new Event("change"));
  };
  const day = (page: ProfilePage, index: number) => page.all<HTMLInputElement>(".activity-day input")[index];
  const lastAsked = async (by: string) =>
    (await requestsOf(tenant))
      .map(({ path }) => path)
      .findLast((path) => path.includes("/activities") && path.includes(by));
  const dates = (page: ProfilePage) => page.all<HTMLTimeElement>(".entry time").map(({ dateTime }) => dateTime);

  it("to days jumps there and shows nothing that is newer, by the days of the program", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const newest = dates(page)[0] ?? "";
    choose(day(page, 1) as HTMLInputElement, "2026-11-14");
    await until(() => (dates(page)[0] ?? newest) < "2026-11-15" && dates(page).length, "the entries up to that day");
    expect(dates(page)[0]).to.match(/^2026-11-14/);
    choose(day(page, 0) as HTMLInputElement, "2026-11-14");
    await until(
      () => dates(page).length && dates(page).every((at) => at.startsWith("2026-11-14")),
      "the entries of that day",
    );
    expect(await lastAsked("from=2026")).to.match(/from=2026-11-14T00%3A00.*to=2026-11-14T23%3A59/);
    choose(day(page, 0) as HTMLInputElement, "2031-01-01");
    await page.says("Nothing matches");
    (await page.button("Show everything")).click();
    await until(() => dates(page)[0] === newest, "everything again");
    expect(day(page, 0)?.value).to.equal("");
  });

  it("S3-18 to what an operator did shows the events that they added, with their name and source", async () => {
    const client = clientFor(tenant, "ari");
    await client.actions.addNote("m_1048", { note: "Prefers to be called after six" });
    const page = await showProfile(client, { "member-id": "m_1048", operator: "inline" }).ready();
    const select = await page.seen<HTMLSelectElement>('select[aria-label="Operator"]');
    const ari = await until(() => [...select.options].find(({ text }) => text.includes("Ari")), "the operator");
    choose(select, ari.value);
    const theirs = () => page.all(".entry").map((entry) => readable(entry.textContent));
    await until(() => theirs().length && theirs().every((text) => text.includes("by Ari")), "theirs");
    const entry = theirs().find((text) => text.includes("Note added"));
    expect(entry).to.contain("Manual").and.to.contain("by Ari");
    expect(await lastAsked("operator=")).to.contain(encodeURIComponent(ari.value));
  });
});
