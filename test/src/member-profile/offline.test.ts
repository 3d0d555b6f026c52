import { expect } from "@open-wc/testing";
import { clientFor, newTenant, requestsOf, seedingMs, until, type Tenant } from "../backend.js";
import { network } from "../network.js";
import { clear, showProfile } from "./profile-page.js";

/** All that a profile reads by itself: while one is under way, it would be counted as asked for without a network. */
const ownReads = ["operator", "gifts", "punch-cards", "coupons", "activities"];

/** The requests that reached the proxy once the profile has read all of its own. */
const requestsOnceRead = async (tenant: Tenant): Promise<number> => {
  for (;;) {
    const answered = (await requestsOf(tenant)).filter(({ status }) => status !== null);
    if (ownReads.every((name) => answered.some(({ path }) => path.split("?")[0]?.endsWith(`/${name}`))))
      return answered.length;
  }
};

describe("member-profile offline", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(() => {
    network(true);
    clear();
  });

  it("keeps what it shows, bars what writes, asks for nothing, and reads anew when the connection is back", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    await page.button("Undo: Points added");
    for (const seen of [".wallet-panel .body", ".consent", ".purchases-row", ".cards-row"]) await page.seen(seen);
    const asked = await requestsOnceRead(tenant);
    network(false);
    await page.says("You're offline.");
    const barred = [...page.all("[part=actions-button], [part=balance-action]")];
    expect(barred.length).to.be.greaterThan(4);
    for (const button of barred) {
      expect(button.getAttribute("aria-disabled"), button.textContent).to.equal("true");
      button.click();
    }
    await page.profile.updateComplete;
    expect(page.find("member-actions-modal")).to.equal(null);
    expect(page.all(".entry [data-undo]")).to.deep.equal([]);
    expect((await requestsOf(tenant)).length).to.equal(asked);
    network(true);
    await until(() => !page.text.includes("You're offline."), "the words to go");
    for (let again = 0; again === 0;) again = (await requestsOf(tenant)).length - asked;
  });
});
