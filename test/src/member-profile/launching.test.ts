import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, until, type Tenant, seedingMs } from "../backend.js";
import { clear, showProfile, type ProfilePage } from "./profile-page.js";

/** A member of whom nothing is known yet. */
const newcomer = "m_1201";

const launchers = (page: ProfilePage) =>
  page.all("[part=balance-action]").map((button) => readable(button.textContent));
const dialog = (page: ProfilePage) => page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog[open]");
const opened = (page: ProfilePage, text: string) =>
  until(() => readable(dialog(page)?.textContent).includes(text), `the modal at "${text}"`);

describe("panels that launch their own actions", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("a balance opens the modal at its own action, and the header at the menu", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    expect(launchers(page)).to.deep.equal(["Add: points", "Redeem: points", "Add: credits", "Redeem: credits"]);
    page.all("[part=balance-action]")[3]?.click();
    await opened(page, "Redeem credits");
    expect(page.find("member-actions-modal")).to.have.property("action", "redeem:credits");
  });

  it("offers only what the host's list holds, and nothing where nothing may be written", async () => {
    const some = await showProfile(clientFor(tenant), {
      "member-id": "m_1048",
      actions: "add:points redeem send-sms",
    }).ready();
    expect(launchers(some)).to.deep.equal(["Add: points", "Redeem: points", "Redeem: credits"]);
    clear();
    const none = await showProfile(clientFor(tenant), { "member-id": "m_1048", readonly: "" }).ready();
    expect(launchers(none)).to.deep.equal([]);
  });

  it("an empty timeline offers to add points", async () => {
    const page = await showProfile(clientFor(tenant), { "member-id": newcomer }).ready();
    (await page.button("Add points", await page.seen("[part~=activity] .empty"))).click();
    await opened(page, "Add points");
  });

  it("U02 the modal closes when another member is shown, and opens at its menu for them", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    page.all("[part=balance-action]")[0]?.click();
    await opened(page, "Add points");
    page.profile.memberId = newcomer;
    await until(() => !dialog(page), "the modal to close");
    await page.ready();
    expect(dialog(page)).to.equal(null);
    (await page.button("Actions")).click();
    await opened(page, (await page.seen("[part=name]")).textContent);
    expect(readable(dialog(page)?.textContent)).to.include("Redeem points");
  });
});
