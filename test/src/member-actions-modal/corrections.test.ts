import { expect } from "@open-wc/testing";
import { people } from "../../../server/seed/people.js";
import { clientFor, newTenant, readable, release, seedingMs, until, type Tenant } from "../backend.js";
import { clear, type ModalPage, stage } from "./modal-page.js";

describe("putting a balance right in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  const adjusting = async (actions?: string): Promise<ModalPage> => {
    const page = await stage(clientFor(tenant), actions === undefined ? {} : { attributes: { actions } });
    await page.choose("adjust:points");
    return page;
  };
  const cases = (page: ModalPage) => page.all(".cases li").map((each) => readable(each.textContent));

  it("S4-1 S4-4 S4-9 the adjust form says what it brings about, and which action is right in each of the four cases", async () => {
    const page = await adjusting();
    await page.says("The balance and the total earned both move, so the tier may change.");
    expect(cases(page)).to.deep.equal([
      "Something was booked by mistake This one",
      "You want to reward the member Add points",
      "A coupon was used and nothing was taken for it Give a reward",
      "A redemption failed and is to be made good Claim a reward",
    ]);
  });

  it("S4-4 S4-9 where rewards are not offered, the same cases lead to what comes next to them", async () => {
    const page = await adjusting("adjust:points add:points redeem:points refund:points");
    expect(page.all("[data-case]").map(({ dataset }) => dataset.case)).to.deep.equal(["add", "redeem", "refund"]);
  });

  it("S4-4 a case leads to its action, in the same currency where it has one, and what was typed is kept for the way back", async () => {
    const page = await adjusting();
    await page.type("#field-amount", "-5");
    await page.press("[data-case=add]");
    await until(() => page.find("#title")?.textContent.includes("Add points"), "the other form");
    await page.press("#back");
    await page.choose("adjust:points");
    await page.press("[data-case=give-reward]");
    await until(() => page.find("#title")?.textContent.includes("Give a reward"), "the form without a currency");
    expect(page.find("#caution")).to.equal(null);
    await page.press("#back");
    await page.choose("adjust:points");
    expect(page.value("#field-amount")).to.equal("-5");
  });

  it("a case whose action the host does not offer is told without a link", async () => {
    const page = await adjusting("adjust:points add:points");
    expect(page.all("[data-case]").map(({ dataset }) => dataset.case)).to.deep.equal(["add"]);
    expect(cases(page)).to.have.length(4);
  });

  it("S4-7 an amount below 0 takes away: the preview and the button say so; 0 is refused at the field", async () => {
    const page = await adjusting();
    await page.type("#field-amount", "0");
    page.find("#field-amount")?.dispatchEvent(new FocusEvent("blur"));
    await page.says("Type an amount other than 0.");
    await page.type("#field-amount", "-40");
    await page.previewed();
    expect(page.text).to.contain("1,200");
    expect(readable(page.find("#submit")?.textContent)).to.contain("Adjust by −40 points");
    await page.submit();
    expect(readable(await page.receipt())).to.contain("Adjusted by −40 points");
  });

  it("S3-19 S2-13 S3-26 points are added, subtracted or spent, each with its effect on the balances before it is saved", async () => {
    for (const [action, earned] of [
      ["add", true],
      ["subtract", true],
      ["redeem", false],
    ] as const) {
      const page = await stage(clientFor(tenant), {
        memberId: people.mila,
        attributes: { actions: "add:points subtract:points redeem:points" },
      });
      expect(page.tiles).to.deep.equal(["Add points", "Redeem points", "Subtract points"]);
      await page.choose(`${action}:points`);
      await page.type("#field-amount", "10");
      await page.previewed();
      const rows = page.effects;
      expect(
        rows.find((row) => row.startsWith("To spend")),
        action,
      ).to.contain(action === "add" ? "+10" : "−10");
      expect(rows.find((row) => row.startsWith("Earned"))?.includes("unchanged"), action).to.equal(!earned);
      clear();
    }
  });

  it("what is pending is picked by its amount and its day, released before it, and is gone from the menu then", async () => {
    const page = await stage(clientFor(tenant), { memberId: people.noa });
    await page.choose("release-pending");
    expect(page.all(".pick").map((each) => readable(each.textContent))).to.deep.equal(["186 pointsFrom 4 Dec 2026"]);
    await page.pressText("186 points");
    await page.previewed();
    const rows = page.effects;
    expect(rows[0]).to.match(/^To spend .* \+186 points$/);
    expect(rows[1]).to.equal("Pending 186to0");
    await page.submit();
    expect(await page.receipt()).to.contain("Released");
    await page.press("#another");
    await page.seen('[data-action="add-note"]');
    await until(() => page.find('[data-action="cancel-pending"]') === null, "a menu without it");
  });

  it("adding says at once, or from a day on, and what is pending then leads the preview", async () => {
    const page = await stage(clientFor(tenant), { memberId: people.mila });
    await page.choose("add:points");
    await page.type("#field-amount", "10");
    expect(page.text).to.contain("At once");
    await page.press("input[name=field-availableAt-when][value=dated]");
    await page.type("#field-availableAt", "2026-12-24");
    await page.previewed();
    const rows = page.effects;
    expect(rows[0]).to.equal("Pending 140to150 +10 points");
    expect(page.text).to.contain("Available 24 Dec 2026.");
  });

  it("more than has expired says how much that is, with a press that takes it", async () => {
    const page = await stage(clientFor(tenant), { memberId: people.noa });
    await page.choose("reinstate:points");
    await page.type("#field-amount", "1000");
    await page.type("#field-expiresAt", "2027-01-31");
    await page.says("Noa has 120 points that expired.");
    await page.press(".remedy");
    await page.previewed();
    expect(page.value("#field-amount")).to.equal("120");
  });

  it("a refund of more than was spent says how much that is, with a press that takes it", async () => {
    const page = await stage(clientFor(tenant), { memberId: people.mila });
    await page.choose("refund:points");
    await page.type("#field-amount", "100000");
    await page.says("Mila has spent");
    await page.press(".remedy");
    await page.previewed();
    expect(page.value("#field-amount")).to.equal("440");
  });
});
