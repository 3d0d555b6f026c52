import { expect } from "@open-wc/testing";
import { catalogue, type ActionDeclaration } from "../../../sdk/contract/index.js";
import { people } from "../../../server/seed/people.js";
import type { MemberErrorEvent } from "../../../src/events/member-events.js";
import { clientFor, newTenant, readable, type Tenant, seedingMs, until } from "../backend.js";
import { clear, stage, writesOf } from "./modal-page.js";

/** S0's buttons in its order: currencies first, then add and redeem of each. Other actions may stand between them. */
const buttonsOfS0 = [
  "Add points",
  "Redeem points",
  "Add credits",
  "Redeem credits",
  "Send asset",
  "Punch a punch card",
  "Send SMS",
  "Send email",
  "Send notification",
  "Delete member",
];
const sectionsOfS0 = ["Assets", "Communication", "Delete member"];

describe("the menu of member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("S0-3 shows Assets, Communication and Delete member, stacked, with Cancel at the bottom", async () => {
    const page = await stage(clientFor(tenant));
    const sections = page.all(".section h3").map((title) => readable(title.textContent));
    expect(sections.filter((title) => sectionsOfS0.includes(title))).to.deep.equal(sectionsOfS0);
    expect(page.all(".dfoot button").map((button) => button.textContent.trim())).to.deep.equal(["Cancel"]);
  });

  it("what was done last stands once more on top of the usual menu, latest first, until something is searched for", async () => {
    const own = await newTenant();
    const page = await stage(clientFor(own));
    expect(page.find("#section-recent")).to.equal(null);
    for (const action of ["add:credits", "redeem:points"]) {
      await page.choose(action);
      await page.type("#field-amount", "5");
      await page.previewed();
      await page.submit();
      await page.receipt();
      await page.press("#another");
      await page.seen("#section-recent");
    }
    const recent = () => page.all("[aria-labelledby=section-recent] b").map((title) => readable(title.textContent));
    expect(recent()).to.deep.equal(["Redeem points", "Add credits"]);
    await page.type("#search", "points");
    expect(page.find("#section-recent")).to.equal(null);
    clear();
    const other = await stage(clientFor(own));
    expect(other.find("#section-recent")).to.equal(null);
  });

  it("S0-4 S0-5 S0-6 has S0's buttons in its order", async () => {
    const page = await stage(clientFor(tenant));
    expect(page.tiles.filter((title) => buttonsOfS0.includes(title))).to.deep.equal(buttonsOfS0);
  });

  for (const [status, memberId] of [
    ["active", people.noa],
    ["blocked", people.blocked],
    ["pending", people.pending],
  ] as const)
    it(`has a button for each action, the program's own too, that is not launched from a panel and is meant for a member who is ${status}`, async () => {
      const page = await stage(clientFor(tenant), { memberId });
      const shown = new Set(page.all(".tile").map(({ dataset }) => dataset.action?.split(":")[0]));
      const menu = (Object.values(catalogue) as ActionDeclaration[])
        .filter(({ placement }) => placement !== "panel")
        .filter(({ onlyWhen = status }) => onlyWhen === status)
        // Of these, only Noa has something pending.
        .filter(({ fields }) => memberId === people.noa || fields.lotId === undefined);
      expect([...shown]).to.have.members([...menu.map(({ id }) => id), "issue-parking-pass"]);
    });

  it("S3-1 S3-11 the buttons are those of the program's modules: tiers and hidden tiers have theirs", async () => {
    const shown = async (modules: string[]) => {
      const page = await stage(clientFor(await newTenant({ modules })));
      const offered = page.all(".tile").map(({ dataset }) => dataset.action);
      clear();
      return ["send-asset", "punch-card", "send-email", "change-tier", "change-hidden-tier", "opt-out"].filter((id) =>
        offered.includes(id),
      );
    };
    expect(await shown([])).to.deep.equal(["opt-out"]);
    expect(await shown(["tiers"])).to.deep.equal(["change-tier", "opt-out"]);
    expect(await shown(["hidden-tiers", "gifts"])).to.deep.equal(["send-asset", "change-hidden-tier", "opt-out"]);
    expect(await shown(["punch-cards", "messages"])).to.deep.equal(["punch-card", "send-email", "opt-out"]);
  });

  it("S3-2 opting out is always shown: whatever the member's status, the program's modules, and who may do it", async () => {
    const bare = await newTenant({ modules: [] });
    const shown = async (of: Tenant, memberId: string, operator: "ari" | "dana") => {
      const page = await stage(clientFor(of, operator), { memberId });
      const tile = page.find('[data-action="opt-out"]');
      const answer = [tile?.ariaDisabled, readable(tile?.textContent).includes("Your role can't")];
      clear();
      return answer;
    };
    for (const memberId of [people.noa, people.blocked, people.pending, people.empty])
      expect(await shown(tenant, memberId, "ari"), memberId).to.deep.equal(["false", false]);
    expect(await shown(bare, people.noa, "ari")).to.deep.equal(["false", false]);
    expect(await shown(tenant, people.noa, "dana")).to.deep.equal(["true", true]);
  });

  it("S2-15 verify, anonymize, block and unblock stand together for administrators; other operators see why they may not", async () => {
    const actions = "verify block unblock anonymize";
    const page = await stage(clientFor(tenant, "dana"), { attributes: { actions } });
    expect(page.all(".section h3").map((title) => readable(title.textContent))).to.deep.equal(["Manage membership"]);
    const tiles = page.all(".tile").map((tile) => [tile.dataset.action, tile.ariaDisabled, readable(tile.textContent)]);
    for (const [action, disabled, text] of tiles) {
      expect(disabled, action ?? "").to.equal("true");
      expect(text).to.contain("Your role can't");
    }
    expect(tiles.map(([action]) => action)).to.deep.equal(actions.split(" "));
    clear();
    const admin = await stage(clientFor(tenant, "ari"), { attributes: { actions } });
    const reasons = admin.all(".tile").map(({ ariaDisabled }) => ariaDisabled);
    expect(reasons).to.deep.equal(["true", "false", "true", "false"]);
    expect(admin.text).to.contain("This membership isn't blocked.");
  });

  it("S0-7 Cancel closes it, and nothing was sent", async () => {
    const page = await stage(clientFor(tenant));
    let closed = 0;
    page.modal.addEventListener("member-actions-close", () => (closed += 1));
    await page.press("#cancel");
    expect(page.modal.open).to.equal(false);
    expect(page.modal.hasAttribute("open")).to.equal(false);
    expect(page.dialog.open).to.equal(false);
    expect(closed).to.equal(1);
    expect(await writesOf(tenant)).to.deep.equal([]);
  });

  it("member-actions-cancel can be prevented, and does not bubble", async () => {
    const page = await stage(clientFor(tenant));
    let bubbled = false;
    document.body.addEventListener("member-actions-cancel", () => (bubbled = true), { once: true });
    page.modal.addEventListener("member-actions-cancel", (event) => event.preventDefault(), { once: true });
    await page.press("#cancel");
    expect(page.modal.open).to.equal(true);
    expect(bubbled).to.equal(false);
  });

  it("member-actions-cancel is told where nothing was sent, and not by Done", async () => {
    const page = await stage(clientFor(tenant));
    const told: string[] = [];
    for (const type of ["member-actions-cancel", "member-actions-close"])
      page.modal.addEventListener(type, () => told.push(type));
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    await page.submit();
    await page.receipt();
    await page.press("#done");
    await until(() => told.length > 0, "the close");
    expect(told).to.deep.equal(["member-actions-close"]);
  });

  it("attributes choose and order, and a token without a currency gives a button for each", async () => {
    const page = await stage(clientFor(tenant), { attributes: { actions: "send-sms redeem:points add add-tag" } });
    expect(page.tiles).to.deep.equal(["Redeem points", "Add points", "Add credits", "Send SMS", "Add a tag"]);
  });

  it("S1-7 tagging is in the menu where a host asks for it", async () => {
    const page = await stage(clientFor(tenant), { attributes: { actions: "add-tag" } });
    await page.choose("add-tag");
    await page.type("#field-tag", "test-user");
    await page.submit();
    expect(await page.receipt()).to.include("test-user");
  });

  it("an unknown token is reported once and leaves the others alone", async () => {
    const reports: string[] = [];
    const listen = (event: MemberErrorEvent) => reports.push(event.message);
    const warned: unknown[] = [];
    const { warn } = console;
    console.warn = (text) => warned.push(text);
    document.body.addEventListener("member-error", listen);
    const page = await stage(clientFor(tenant), { attributes: { actions: "add:points ad:points add:gold" } });
    await until(() => reports.length > 1, "both");
    page.modal.requestUpdate();
    await page.modal.updateComplete;
    document.body.removeEventListener("member-error", listen);
    console.warn = warn;
    expect(page.tiles).to.deep.equal(["Add points"]);
    expect(reports).to.have.length(2);
    expect(reports.join()).to.include("ad:points").and.to.include("add:gold");
    expect(warned).to.have.length(2);
  });

  it("what the operator may not do is disabled, focusable, with the reason in words", async () => {
    const page = await stage(clientFor(tenant, "dana"));
    const tile = await page.seen('[data-action="redeem:credits"]');
    expect(tile.getAttribute("aria-disabled")).to.equal("true");
    expect(tile.textContent).to.match(/can't|can’t|may not/);
    tile.focus();
    expect(page.focused).to.equal(tile);
    tile.click();
    await page.modal.updateComplete;
    expect(page.find("#submit")).to.equal(null);
  });

  it("warns beforehand in the tile: no consent, and how full a card is", async () => {
    const page = await stage(clientFor(tenant));
    expect((await page.seen('[data-action="send-sms"]')).textContent).to.include("No consent: would be blocked");
    expect((await page.seen('[data-action="punch-card"]')).textContent).to.match(/7 of 10/);
  });

  it("is searched without regard to accents; Enter opens the best hit, which is the one so named", async () => {
    const page = await stage(clientFor(tenant));
    const enter = () =>
      page
        .find("#search")
        ?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    const all = page.tiles;
    await page.type("#search", "crédits ADD");
    expect(page.tiles).to.deep.equal(["Add credits"]);
    enter();
    await page.seen("#field-amount");
    await page.press("#back");
    await page.type("#search", "points spends");
    expect(page.tiles.length).to.equal(1);
    await page.type("#search", "add p");
    expect(page.tiles).to.include.members(["Add points", "Add credits"]);
    enter();
    await page.seen("#field-amount");
    expect(page.text).to.include("Add points");
    await page.press("#back");
    await page.type("#search", "zebra");
    expect(page.text).to.include("No action matches “zebra”");
    await page.pressText("Show all actions");
    expect(page.tiles).to.deep.equal(all);
  });
});
