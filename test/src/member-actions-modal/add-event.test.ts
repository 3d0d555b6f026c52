import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, requestsOf, seedingMs, until, type Tenant } from "../backend.js";
import { clear, stage, writesOf } from "./modal-page.js";

const field = (key: string) => `#field-properties\\.${key}`;
describe("an event that is added by hand, in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("S3-15 is chosen, asks for what its type says, and is not registered without what is required", async () => {
    const page = await stage(clientFor(tenant));
    const asked = async () => (await requestsOf(tenant)).filter(({ path }) => path.endsWith("/event-types")).length;
    expect(await asked(), "before its form is open").to.equal(0);
    await page.choose("add-event");
    await page.pressText("Workshop visited");
    await page.seen(field("topic"));
    expect(page.find(field("stars"))).to.equal(null);
    await page.pressText("Review written");
    await page.seen(field("stars"));
    expect(page.find(field("topic"))).to.equal(null);
    await page.type(field("text"), "Lovely");
    await page.submit();
    expect(page.find(`${field("stars")}-error`)?.textContent).to.contain("Fill this in.");
    expect(await writesOf(tenant)).to.have.length(0);
  });

  it("S3-17 shows what will be registered, and that rules react; it is in the history with what it earned", async () => {
    const client = clientFor(tenant);
    const page = await stage(client);
    await page.choose("add-event");
    await page.pressText("Review written");
    await page.type(field("stars"), "5");
    await page.type(field("text"), "Lovely");
    await page.previewed();
    await until(() => page.effects.length === 3, "what was told");
    expect(page.effects).to.deep.equal(["Event Review written", "Stars 5", "What it says Lovely"]);
    expect(page.text).to.contain("The program's rules react to it.");
    expect(page.text).not.to.contain("Can be undone");
    await page.submit();
    expect(await page.receipt()).to.contain("Event added");
    const { data } = await client.members.activities("m_1048").first();
    expect(data.slice(0, 3).map(({ action }) => action)).to.have.members(["add-event", "add", "send-asset"]);
  });

  it("is filled in by a page: its type, and what that asks for", async () => {
    const children = `<member-action name="add-event" type="review" stars="4" label="A good review"></member-action>`;
    const page = await stage(clientFor(tenant), { children });
    const errors: Event[] = [];
    page.modal.addEventListener("member-error", (event) => errors.push(event));
    await page.pressText("A good review");
    await page.seen(field("stars"));
    expect(page.value(field("stars"))).to.equal("4");
    await page.previewed();
    expect(page.effects).to.deep.equal(["Event Review written", "Stars 4"]);
    expect(errors).to.deep.equal([]);
  });

  it("says in Hebrew too what it means to name no last day: the rules' own, and not for ever", async () => {
    const page = await stage(clientFor(tenant));
    page.kit.locale = "he";
    await page.says("הוספת אירוע");
    await page.choose("add-event");
    await page.says("כרגיל");
    expect(page.text).not.to.contain("אף פעם");
  });

  it("S3-18 is told apart in the timeline, which launches it too", async () => {
    const client = clientFor(tenant);
    await client.actions.addEvent("m_1048", { type: "review", properties: { stars: 2, text: "Too cold" } });
    const page = await stage(client, { open: false });
    const profile = document.createElement("member-profile");
    profile.setAttribute("member-id", "m_1048");
    page.kit.append(profile);
    const entry = await until<Element>(() => profile.shadowRoot?.querySelector(".entry"), "the timeline");
    expect(readable(entry.querySelector(".t")?.textContent)).to.equal("Event: Review written");
    expect(readable(entry.querySelector(".m")?.textContent)).to.contain("Manual");
    entry.querySelector<HTMLElement>("[aria-expanded]")?.click();
    const details = await until<Element>(() => entry.querySelector(".more"), "who did it");
    expect(readable(details.textContent)).to.contain("Done by Ari Cohen");
    expect(readable(details.textContent)).to.contain("Too cold");
    profile.shadowRoot?.querySelector<HTMLElement>(".activity-panel [part~=panel-action]")?.click();
    const modal = () => profile.shadowRoot?.querySelector("member-actions-modal")?.shadowRoot;
    await until(
      () => readable(modal()?.querySelector("dialog[open]")?.textContent).includes("Workshop visited"),
      "the form",
    );
  });
});
