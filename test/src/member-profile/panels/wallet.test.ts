import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, release, seedingMs, until, type Tenant } from "../../backend.js";
import { clear, showProfile } from "../profile-page.js";

describe("coupons in member-profile", function () {
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

  it("S4-10 the wallet shows coupons: the code of one that counts can be copied, of any other it says what became of it", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    await until(() => page.panel("wallet").includes("Coupons"), "the coupons");
    const coupons = page
      .all("[part~=wallet] li")
      .map((each) => readable(each.textContent))
      .filter((text) => /Coffee for two|Breakfast/.test(text));
    expect(coupons).to.deep.equal([
      "Coffee for twoUntil 13 Jan 2027 7K3N-22QM-XPT4",
      "BreakfastUntil 29 Nov 2026 Used",
    ]);
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => void copied.push(text) };
    Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
    try {
      (await page.button("Copy coupon code: 7K3N-22QM-XPT4")).click();
      await until(() => page.announced === "Copied 7K3N-22QM-XPT4", "the announcement");
      expect(copied).to.deep.equal(["7K3N-22QM-XPT4"]);
    } finally {
      Reflect.deleteProperty(navigator, "clipboard");
    }
  });

  it("S3-7 without the module no coupons are asked for, and none drawn", async () => {
    const other = await newTenant({ modules: ["gifts", "punch-cards", "messages", "tags"] });
    const page = await showProfile(clientFor(other)).ready();
    await until(() => page.panel("wallet").includes("Free pastry"), "the gifts");
    expect(page.panel("wallet")).not.to.contain("oupon");
    expect(page.text).not.to.match(/couldn't|try again/i);
  });

  it("L08 the timeline tells in words what a forced claim could not take", async () => {
    const client = clientFor(tenant);
    await client.actions.claimReward("m_1012", { rewardId: "reward_machine", force: true });
    const page = await showProfile(client, { "member-id": "m_1012" }).ready();
    const entry = page.entry("Reward claimed: Espresso maker");
    entry?.querySelector<HTMLElement>("[aria-expanded]")?.click();
    await until(() => readable(entry?.textContent).includes("Asked for"), "the details");
    expect(readable(entry?.textContent)).to.match(/Asked for 3,200 points, [\d,]+ points short/);
  });
});
