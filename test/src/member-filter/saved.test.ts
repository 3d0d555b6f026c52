import { expect } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import {
  breakNext,
  clientFor,
  held,
  newTenant,
  release,
  requestsOf,
  seedingMs,
  until,
  type Tenant,
} from "../backend.js";
import { all, clear, showFilter, silver, vip } from "./filter-page.js";

describe("the saved audiences of a filter", () => {
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const save = async (name: string, filter = all(vip)) =>
    (await clientFor(tenant).bulk()).saveAudience({ name, filter });
  const options = (page: ReturnType<typeof showFilter>) =>
    [...(page.find<HTMLSelectElement>("#saved")?.options ?? [])].map(({ label }) => label);

  it("saves the rows under a name that all operators see, and tells the host its id", async () => {
    const page = await showFilter(clientFor(tenant), all(vip)).ready();
    await page.press("Save as");
    await until(() => page.root.activeElement?.id === "saved-name", "the focus in the name");
    await sendKeys({ press: "Enter" });
    await page.says("Give it a name.");
    await sendKeys({ type: "Regulars" });
    await sendKeys({ press: "Enter" });
    await page.says("Saved by Ari Cohen on");
    expect(page.announced).to.equal("Saved as “Regulars”");
    await until(() => page.root.activeElement?.id === "saved", "the focus on the audience");
    const { audienceId } = page.filter;
    expect(page.filter.getAttribute("audience-id")).to.equal(audienceId);
    expect(page.changes.at(-1)?.audienceId).to.equal(audienceId);
    clear();
    const other = await showFilter(clientFor(tenant, "dana"), null, { "audience-id": audienceId ?? "" }).ready();
    await other.says("Saved by Ari Cohen");
    expect(other.filter.value).to.deep.equal(all(vip));
    expect(other.changes.map(({ value }) => value)).to.deep.equal([all(vip)]);
    expect(options(other)).to.include("Regulars · Ari Cohen");
    const renaming = await other.button("Rename");
    expect(renaming.getAttribute("aria-disabled")).to.equal("true");
    expect(renaming.title).to.equal("Your role can't save audiences.");
  });

  it("says that it was changed, saves that, renames it, and deletes it once that is confirmed", async () => {
    const { id } = await save("Regulars");
    const page = await showFilter(clientFor(tenant), null, { "audience-id": id }).ready();
    expect((await page.button("Save")).title).to.equal("Nothing was changed since it was saved.");
    await page.type("input.t", "weekend");
    await page.says("Changed since it was saved");
    await page.press("Save");
    await until(() => page.announced === "Saved as “Regulars”", "the news");
    const kept = await (await clientFor(tenant).bulk()).audience(id);
    expect(kept.filter).to.deep.equal(all({ ...vip, value: "weekend" }));
    expect(page.text).not.to.contain("Changed since");
    await page.press("Rename");
    await page.type("#saved-name", "Weekenders");
    await page.press("Rename");
    await until(() => options(page).includes("Weekenders · Ari Cohen"), "the new name");
    await page.press("Delete");
    await page.says("Delete “Weekenders”? Its members stay as they are.");
    expect(page.root.activeElement?.id).to.equal("saved-cancel");
    await page.press("Keep it");
    await page.press("Delete");
    page.find("#saved-confirm")?.click();
    await until(() => page.announced === "Deleted “Weekenders”", "the news");
    expect(page.filter.audienceId).to.equal(null);
    expect(page.filter.value).to.deep.equal(all({ ...vip, value: "weekend" }));
    const { data } = await (await clientFor(tenant).bulk()).audiences().first();
    expect(data.map(({ name }) => name)).to.deep.equal(["Big spenders", "Own team"]);
  });

  it("S2-16 makes a segment of the own team: profiles show it, and filters can name it at once", async () => {
    const page = await showFilter(clientFor(tenant), all(vip)).ready();
    await page.press("Save as");
    await page.type("#saved-name", "Testers");
    const box = await page.seen<HTMLInputElement>("#saved-segment");
    expect(box.checked).to.equal(false);
    box.click();
    await page.press("Save");
    await page.says("a segment, on profiles");
    const segments = async () =>
      (await (await clientFor(tenant).bulk()).segments().first()).data.map(({ name }) => name);
    expect(await segments()).to.deep.equal(["Big spenders", "Own team", "Testers"]);
    await page.press("Add a condition");
    await page.choose(".rule:nth-child(2) select[id$=-field]", "Segments");
    const named = () => [...(page.find<HTMLSelectElement>(".rule:nth-child(2) select[id$=-value-0]")?.options ?? [])];
    await until(() => named().some(({ label }) => label === "Testers"), "the new segment");
    await page.choose(".rule:nth-child(2) select[id$=-value-0]", "Testers");
    await page.says("in the segment Testers");
    await page.press("Rename");
    expect((await page.seen<HTMLInputElement>("#saved-segment")).checked).to.equal(true);
    page.find("#saved-segment")?.click();
    await page.press("Rename");
    await until(() => page.announced === "Renamed to “Testers”", "the news");
    expect(await segments()).to.deep.equal(["Big spenders", "Own team"]);
  });

  it("says that a name is taken, and keeps what was typed", async () => {
    await save("Regulars");
    const page = await showFilter(clientFor(tenant), all(silver)).ready();
    await page.press("Save as");
    await page.type("#saved-name", "Regulars");
    await sendKeys({ press: "Enter" });
    await page.says("Another audience has this name. Choose another one.");
    expect(page.find<HTMLInputElement>("#saved-name")?.value).to.equal("Regulars");
    await sendKeys({ press: "Escape" });
    await until(() => !page.find("#saved-name"), "the end of naming");
    await until(() => page.root.activeElement?.id === "save-as", "the focus back");
  });

  it("opens another by the picker, and starts anew", async () => {
    const one = await save("One", all(vip));
    const two = await save("Two", all(silver));
    const page = await showFilter(clientFor(tenant), null, { "audience-id": one.id }).ready();
    await until(() => options(page).some((label) => label.startsWith("Two")), "both");
    await page.choose("#saved", "Two · Ari Cohen");
    await until(() => page.filter.value.rules[0] && page.sentence.includes("Silver"), "the other rows");
    expect(page.filter.audienceId).to.equal(two.id);
    await page.choose("#saved", "None: start anew");
    await until(() => page.sentence === "All members.", "no rows");
    expect(page.filter.hasAttribute("audience-id")).to.equal(false);
    await page.choose("#saved", "Two · Ari Cohen");
    await until(() => page.sentence.includes("Silver"), "its rows again");
  });

  it("U02 shows the audience that is asked for last, however late another arrives", async () => {
    const one = await save("One", all(vip));
    const two = await save("Two", all(silver));
    const page = await showFilter(clientFor(tenant)).ready();
    await breakNext(tenant, { path: `audiences/${one.id}`, fault: { kind: "hold", at: "answer" } });
    page.filter.audienceId = one.id;
    await held(tenant);
    page.filter.audienceId = two.id;
    await until(() => page.sentence.includes("Silver"), "the second");
    await release(tenant);
    await page.ready();
    expect(page.filter.value).to.deep.equal(all(silver));
  });

  it("keeps rows that were edited when what was saved is read anew", async () => {
    const { id } = await save("Regulars");
    const client = clientFor(tenant);
    const page = await showFilter(client, null, { "audience-id": id }).ready();
    await page.type("input.t", "weekend");
    const before = (await requestsOf(tenant)).length;
    client.markStale(null);
    await until(async () => (await requestsOf(tenant)).length > before, "a reading");
    await page.ready();
    expect(page.filter.value).to.deep.equal(all({ ...vip, value: "weekend" }));
  });

  it("says that an audience is gone, and draws the rows all the same", async () => {
    const page = await showFilter(clientFor(tenant), all(vip), { "audience-id": "aud_nobody" }).ready();
    await page.says("This audience is not there any more.");
    expect(page.filter.value).to.deep.equal(all(vip));
  });

  it("what was pasted is kept as members, never as addresses", async () => {
    const { value } = await clientFor(tenant).members.get("m_1048");
    const email = value.details.find(({ id }) => id === "email")?.value;
    const list = { field: "email", operator: "in", value: [String(email)] } as const;
    const page = await showFilter(clientFor(tenant), all(list)).ready();
    expect(page.count).to.equal("1");
    await page.press("Save as");
    await page.type("#saved-name", "Pasted");
    page.find("#saved-confirm")?.click();
    await page.says("Saved by Ari Cohen");
    expect(JSON.stringify(page.filter.value)).not.to.contain(String(email));
    expect(page.filter.value).to.deep.equal(all({ field: "id", operator: "in", value: ["m_1048"] }));
    await page.counted("1");
  });
});
