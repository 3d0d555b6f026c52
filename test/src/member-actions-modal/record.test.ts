import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, release, seedingMs, until, type Tenant } from "../backend.js";
import { clear, stage, writesOf } from "./modal-page.js";

describe("what a member holds and has agreed to, in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  it("a gift of the wallet is picked by its name and last day, used, and not offered again", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("use-gift");
    await page.says("€5 off any order");
    const offered = () => page.all(".pick").map((each) => readable(each.textContent));
    expect(offered()).to.deep.equal(["Free pastryUntil 31 Dec 2026", "€5 off any order"]);
    await page.pressText("Free pastry");
    await until(() => page.find("#submit")?.textContent.includes("Use Free pastry"), "the button's words");
    await page.submit();
    expect(await page.receipt()).to.contain("Free pastry used");
    await page.press("#another");
    await page.choose("use-gift");
    await until(() => offered().join() === "€5 off any order", "what is left");
  });

  it("revoking a gift promises no undo, and its receipt offers none", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("revoke-gift");
    await page.pressText("Free pastry");
    await until(() => page.find("#submit")?.textContent.includes("Revoke Free pastry"), "the button's words");
    expect(page.text).not.to.contain("Can be undone");
    await page.submit();
    expect(await page.receipt()).to.contain("Free pastry revoked");
    expect(page.find("#undo")).to.equal(null);
  });

  it("a consent needs its channel, what was said and how, is previewed, recorded and undone", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("set-consent");
    await page.submit();
    expect(page.all("[aria-invalid=true]").map(({ id }) => id)).to.have.members([
      "field-channel",
      "field-granted",
      "field-evidence",
    ]);
    const select = async (id: string, value: string) => {
      const field = await page.seen<HTMLSelectElement>(id);
      field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    await select("#field-channel", "sms");
    await select("#field-granted", "true");
    await page.type("#field-evidence", "Said so at the counter");
    await page.previewed();
    const rows = page.effects;
    expect(rows).to.deep.equal(["SMS Not agreedtoAgreed"]);
    await page.submit();
    expect(await page.receipt()).to.contain("Consent recorded");
    await page.press("#undo");
    await page.says("Undone");
    expect(await writesOf(tenant)).to.have.length(2);
  });

  it("a tier above the member's own is given, and no other is offered", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("change-tier");
    const offered = () => page.all(".pick").map((each) => readable(each.textContent));
    await until(() => offered().includes("Gold"), "the tiers");
    expect(offered()).not.to.include.members(["Bronze"]);
    expect(offered()).not.to.include.members(["Silver"]);
    await page.pressText("Gold");
    await page.previewed();
    expect(page.effects[0]).to.contain("Silverto Gold");
    await page.submit();
    expect(await page.receipt()).to.contain("Tier given");
  });

  it("S3-11 a tier is given until a day, which the preview says; a hidden one is picked from a ladder of its own", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("change-tier");
    await page.pressText("Gold");
    expect(page.text).to.contain("For good");
    await page.press("input[name=field-until-when][value=dated]");
    await page.type("#field-until", "2026-12-24");
    await page.previewed();
    const rows = () => page.effects;
    expect(rows()[0]).to.equal("Tier Silverto Gold Until 24 Dec 2026");
    await page.press("#back");
    await page.choose("change-hidden-tier");
    const offered = () => page.all(".pick").map((each) => readable(each.textContent));
    await until(() => offered().includes("Ambassador"), "the hidden tiers");
    expect(offered()).to.deep.equal(["Regular", "Friend of the house", "Ambassador"]);
    await page.pressText("Friend of the house");
    await page.previewed();
    expect(rows()[0]).to.equal("Hidden tier Noneto Friend of the house");
    await page.submit();
    expect(await page.receipt()).to.contain("Hidden tier given");
  });

  it("a note is added without a preview of anything that would change", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("add-note");
    await page.type("#field-note", "Prefers to be called after six");
    await page.submit();
    expect(await page.receipt()).to.contain("Note added");
    expect(page.find("#undo")).to.equal(null);
  });
});
