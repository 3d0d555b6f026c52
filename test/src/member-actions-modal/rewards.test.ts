import { expect } from "@open-wc/testing";
import { people } from "../../../server/seed/people.js";
import { clientFor, newTenant, readable, release, seedingMs, until, type Tenant } from "../backend.js";
import { clear, type ModalPage, stage, writesOf } from "./modal-page.js";

describe("rewards and coupons in member-actions-modal", function () {
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

  const opening = async (action: string, memberId: string = people.noa): Promise<ModalPage> => {
    const page = await stage(clientFor(tenant), { memberId });
    await page.choose(action);
    return page;
  };
  /** The option that shows this text. */
  const pick = (page: ModalPage, text: string): Promise<HTMLElement> =>
    until(() => page.all(".pick").find((each) => readable(each.textContent).includes(text)), text);
  const choosable = async (page: ModalPage, text: string): Promise<boolean> =>
    !(await pick(page, text)).querySelector("input")?.disabled;
  it("S3-7 S3-9 a reward is picked by its price, claimed as previewed, and the claim undone", async () => {
    const page = await opening("claim-reward");
    expect(readable((await pick(page, "Coffee for two")).textContent)).to.contain("400 points");
    await page.pressText("Coffee for two");
    await page.previewed();
    expect(page.effects).to.deep.equal([
      "To spend 1,240to840 −400 points",
      "Earned 1,640, unchanged",
      "Spent 280to680",
      "Coupon Coffee for two",
    ]);
    expect(readable(page.find("#submit")?.textContent)).to.contain("Claim Coffee for two");
    await page.submit();
    const receipt = await page.receipt();
    expect(receipt).to.contain("Coffee for two claimed").and.to.contain("You now have 840 points");
    await page.press("#undo");
    await page.says("Undone");
    expect(page.effects.at(-1)).to.equal("Coffee for two ActivetoNone");
  });

  it("S3-8 what the member may not claim says why and can't be chosen, until the claim is forced", async () => {
    const page = await opening("claim-reward");
    const roastery = await pick(page, "Morning at the roastery");
    expect(readable(roastery.textContent)).to.contain("It is for Gold and above.").and.to.contain("4 left");
    expect(await choosable(page, "Morning at the roastery")).to.equal(false);
    await page.press("#field-force");
    expect(await choosable(page, "Morning at the roastery")).to.equal(true);
    expect(readable((await pick(page, "Morning at the roastery")).textContent)).not.to.contain("Gold");
    await page.pressText("Morning at the roastery");
    await page.previewed();
    expect(page.find(".notes")?.textContent).to.contain("It is for Gold and above.");
    await page.press("#field-force");
    await until(() => page.find("#field-rewardId-error, .err"), "the refusal at the field");
    expect(page.text).to.contain("It is for Gold and above.");
    await page.submit();
    expect(await writesOf(tenant)).to.deep.equal([]);
  });

  it("S3-10 L08 a forced claim without enough says what is short, before and after", async () => {
    const page = await opening("claim-reward");
    await page.press("#field-force");
    await page.pressText("Espresso maker");
    await page.previewed();
    const short = "Asked for −3,200 1,960 points short";
    expect(page.effects).to.include.members(["To spend 1,240to0 −1,240 points", short]);
    expect(page.find(".notes")?.textContent).to.contain("There isn't that much to spend.");
    await page.submit();
    expect(await page.receipt()).to.contain("Espresso maker claimed");
    expect(page.effects).to.include(short);
  });

  it("S3-8 who may not force finds no box for it", async () => {
    const operator = async () => {
      const client = clientFor(tenant);
      const { operator: read, ...others } = client;
      return { ...others, operator: async () => ({ ...(await read()), permissions: ["rewards:claim"] }) };
    };
    const page = await stage(await operator());
    await page.choose("claim-reward");
    await pick(page, "Coffee for two");
    expect(page.find("#field-force")).to.equal(null);
  });

  it("S4-6 giving a reward asks whether the price is deducted, and asks no eligibility", async () => {
    const page = await opening("give-reward");
    expect(await choosable(page, "Morning at the roastery")).to.equal(true);
    await page.pressText("Morning at the roastery");
    await page.submit();
    expect(page.all("[aria-invalid=true]").map(({ id }) => id)).to.deep.equal(["field-deductPoints"]);
    const select = await page.seen<HTMLSelectElement>("#field-deductPoints");
    expect([...select.options].slice(1).map(({ text }) => text)).to.deep.equal([
      "Yes, it is paid for",
      "No, the coupon is free",
    ]);
    select.value = "false";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await until(() => page.effects.join() === "Coupon Morning at the roastery", "a preview without a price");
    await page.submit();
    expect(await page.receipt()).to.contain("Morning at the roastery given");
  });

  it("S4-10 a coupon is picked by its reward, last day and code, disabled with a word on what was paid, and not offered again", async () => {
    const page = await opening("revoke-reward");
    await page.says("What was paid for the coupon stays paid.");
    expect(page.find(".cases")).to.equal(null);
    const offered = () => page.all(".pick").map((each) => readable(each.textContent));
    await pick(page, "Coffee for two");
    expect(offered()).to.deep.equal(["Coffee for twoUntil 13 Jan 2027 · 7K3N-22QM-XPT4"]);
    await page.pressText("Coffee for two");
    await page.previewed();
    expect(page.effects).to.deep.equal(["Coffee for two ActivetoDisabled"]);
    await page.submit();
    expect(await page.receipt()).to.contain("Coffee for two disabled");
    await page.press("#another");
    await page.choose("revoke-reward");
    await page.says("There is no coupon in the wallet that can be used.");
  });

  it("S3-12 another currency is chosen of those that are not the member's own, and the prices that are shown follow", async () => {
    const page = await opening("change-currency");
    await page.says("Balances are not converted");
    const offered = page.all(".pick").map((each) => readable(each.textContent));
    expect(offered).to.deep.equal(["credits"]);
    await page.pressText("credits");
    await page.previewed();
    expect(page.effects).to.deep.equal(["Currency pointstocredits"]);
    await page.submit();
    expect(await page.receipt()).to.contain("Currency changed");
    await page.press("#another");
    await page.choose("claim-reward");
    expect(readable((await pick(page, "Coffee for two")).textContent)).to.contain("9.00 credits");
    expect(readable((await pick(page, "Canvas bag")).textContent)).to.contain("no price in the member's currency");
    expect(await choosable(page, "Canvas bag")).to.equal(false);
    await page.press("#field-force");
    expect(await choosable(page, "Canvas bag")).to.equal(false);
  });

  it("S3-7 without the module there is no button for rewards", async () => {
    const other = await newTenant({ modules: ["gifts", "punch-cards", "messages", "tags"] });
    const page = await stage(clientFor(other), {
      attributes: { actions: "claim-reward give-reward revoke-reward send-asset" },
    });
    expect(page.tiles).to.deep.equal(["Send asset"]);
  });
});
