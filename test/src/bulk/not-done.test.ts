import { expect } from "@open-wc/testing";
import { clientFor, doDueWork, newTenant, readable, requestsOf, seedingMs, type Tenant, until } from "../backend.js";
import { type ListPage, showList } from "../member-list/list-page.js";
import { catchDownloads } from "./downloads.js";

const vips = { combinator: "and", rules: [{ field: "tags", operator: "contains", value: "VIP" }] } as const;

describe("those to whom a job was not done", () => {
  let tenant: Tenant;
  let downloads: ReturnType<typeof catchDownloads>;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant({}, 30);
    downloads = catchDownloads();
  });
  afterEach(() => {
    downloads.release();
    document.body.replaceChildren();
  });

  const lines = (page: ListPage): string[] => page.all(".not-done tbody tr").map((each) => readable(each.textContent));
  /** Chooses some of them, and waits until those are read. */
  const choose = async (page: ListPage, option: RegExp, are: (lines: readonly string[]) => boolean): Promise<void> => {
    const select = await page.seen<HTMLSelectElement>(".not-done select");
    select.value = [...select.options].find(({ text }) => option.test(text))?.value ?? "";
    select.dispatchEvent(new Event("change"));
    await until(() => are(lines(page)), `other lines than ${lines(page).join("; ")}`);
  };
  const chooseFailed = (page: ListPage): Promise<void> => choose(page, /^Failed/, ({ length }) => length === 1);
  const type = async (page: ListPage, selector: string, text: string): Promise<void> => {
    const input = await page.seen<HTMLInputElement>(selector);
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  /** Has points taken of members: of one of them they are gone before it starts, another one is blocked. */
  const run = async (): Promise<{ page: ListPage; poor: string; blocked: string }> => {
    const client = clientFor(tenant);
    const page = showList(client, { filter: vips });
    await page.names();
    const ids = page.all(".open").map((each) => each.dataset.member ?? "");
    const members = await Promise.all(ids.map(async (id) => (await client.members.get(id)).value));
    const able = members.filter(
      ({ status, accounts }) =>
        status === "active" && accounts.some(({ currency, spendable }) => currency === "points" && spendable >= 10),
    );
    const [poor, blocked] = able;
    if (!poor || !blocked) throw new Error("Two members with points are among those tagged VIP");
    page.find<HTMLInputElement>("thead input")?.click();
    await page.press("One-time action");
    await page.seen(".once .tile");
    page
      .all(".once .tile")
      .find((each) => readable(each.querySelector("b")?.textContent) === "Redeem points")
      ?.click();
    await type(page, ".once .form input.amountin", "10");
    await page.press("Check");
    await page.says("Nothing is done yet");
    const { spendable = 0 } = poor.accounts.find(({ currency }) => currency === "points") ?? {};
    await client.actions.redeem(poor.id, { currency: "points", amount: spendable });
    await client.actions.block(blocked.id, {}, { ifMatch: (await client.members.get(blocked.id)).etag ?? "" });
    (await page.seen("#go")).click();
    await page.says("You can close this");
    await doDueWork();
    await page.hears("Finished:");
    await page.press("To whom it was not done");
    await until(() => lines(page).length >= 3, "who failed, was skipped and was left out");
    return { page, poor: poor.id, blocked: blocked.id };
  };

  it("are listed with why, all of them or those for one reason", async () => {
    const { page } = await run();
    const all = lines(page);
    expect(all.some((line) => line.includes("that much to spend"))).to.equal(true);
    await chooseFailed(page);
    expect(lines(page)[0]).not.to.include("blocked");
    await choose(page, /blocked/, (some) => some.length > 0 && some.every((line) => line.includes("blocked")));
    await choose(page, /^All/, ({ length }) => length === all.length);
  });

  it("S1-5 are downloaded as a file, by an address that is good once", async () => {
    const { page, poor } = await run();
    await chooseFailed(page);
    await page.press("Download");
    await page.says("The download has begun");
    const [address = ""] = downloads.addresses;
    const file = await (await fetch(address)).text();
    expect(file.trim().split("\r\n")).to.have.length(2);
    expect(file).to.include(poor);
    expect((await fetch(address)).ok).to.equal(false);
  });

  it("are saved as an audience of the members that they are; a name that is taken is said at the name", async () => {
    const { page, poor } = await run();
    await chooseFailed(page);
    await page.press("Save as an audience…");
    await type(page, "#not-done-name", "No points left");
    await page.press("Save");
    await page.says("Saved as “No points left”.");
    const { data } = await (await clientFor(tenant).bulk()).audiences().first();
    const saved = data.find(({ name }) => name === "No points left");
    expect(JSON.stringify(saved?.filter)).to.include(poor);
    await choose(page, /^All/, ({ length }) => length > 1);
    await page.press("Save as an audience…");
    await type(page, "#not-done-name", "No points left");
    await page.press("Save");
    await page.says("Another audience has this name.");
    expect(page.find(".once .callout[role=alert]")).to.equal(null);
  });

  it("are acted on: the one-time action opens for them", async () => {
    const { page, poor } = await run();
    await chooseFailed(page);
    await page.press("Act on these…");
    await page.says("1 member");
    page
      .all(".once .tile")
      .find((each) => readable(each.querySelector("b")?.textContent) === "Add points")
      ?.click();
    await type(page, ".once .form input.amountin", "25");
    await page.press("Check");
    await page.says("Do it to 1 member");
    (await page.seen("#go")).click();
    await page.says("You can close this");
    await doDueWork();
    await until(() => page.find(".once .callout.success"), "it to be done");
    const { value } = await clientFor(tenant).members.get(poor);
    expect(value.accounts.find(({ currency }) => currency === "points")?.spendable).to.equal(25);
    expect((await requestsOf(tenant)).filter(({ path }) => path.endsWith("/bulk-previews"))).to.have.length(2);
  });
});
