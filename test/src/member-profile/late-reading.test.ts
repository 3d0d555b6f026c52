import { expect } from "@open-wc/testing";
import {
  breakNext,
  clientFor,
  held,
  newTenant,
  problem,
  release,
  requestsOf,
  seedingMs,
  until,
  type Tenant,
} from "../backend.js";
import { clear, type ProfilePage, showProfile } from "./profile-page.js";

describe("panels of member-profile that are not in the first view", function () {
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

  const walletReads = async () => (await requestsOf(tenant)).filter(({ path }) => path.includes("/gifts")).length;

  /** A profile far below what is in view. */
  const showBelow = (attributes?: Record<string, string>): ProfilePage => {
    const page = showProfile(clientFor(tenant), attributes);
    const above = document.createElement("div");
    above.setAttribute("style", "block-size: 20000px");
    document.body.prepend(above);
    return page;
  };

  it("keep their places, and are neither loaded nor read until they come into view", async () => {
    const before = await walletReads();
    const page = showBelow();
    const frame = await page.seen(".wallet-panel");
    await until(() => page.tagEditor, "what is loaded once the page is idle");
    expect(page.panel("wallet")).to.equal("Wallet");
    expect(frame.offsetHeight).to.be.greaterThan(80);
    expect(await walletReads()).to.equal(before);
    frame.scrollIntoView();
    await until(() => page.panel("wallet").includes("Free pastry"), "the gifts");
    expect(await walletReads()).to.equal(before + 1);
  });

  it("U02 of the next member they wait anew, and show nothing of the last", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    await until(() => page.panel("wallet").includes("Free pastry"), "the gifts");
    await breakNext(tenant, { path: "/m_1012/gifts", fault: { kind: "hold", at: "answer" } });
    page.profile.memberId = "m_1012";
    await held(tenant);
    expect(page.panel("wallet")).to.equal("Wallet");
    await release(tenant);
    await until(() => page.panel("wallet").includes("Gifts"), "their wallet");
  });

  it("say what went wrong, and are tried again alone", async () => {
    await breakNext(tenant, { path: "/punch-cards", fault: problem(400, "odd") });
    const page = await showProfile(clientFor(tenant)).ready();
    await until(() => page.panel("wallet").includes("Couldn't load the wallet"), "the failure");
    (await page.button("Try again", page.find(".wallet-panel") as HTMLElement)).click();
    await until(() => page.panel("wallet").includes("Free pastry"), "the gifts");
  });

  it("are busy for a screen reader only while they load", async () => {
    await breakNext(tenant, { path: "/gifts", fault: { kind: "hold", at: "answer" } });
    const page = await showProfile(clientFor(tenant)).ready();
    const busy = () => page.find(".wallet-panel")?.getAttribute("aria-busy");
    await until(() => busy() === "true" && page.find(".wallet-panel .sk"), "the skeleton");
    await release(tenant);
    await until(() => busy() === "false" && page.panel("wallet").includes("Free pastry"), "the gifts");
  });
});
