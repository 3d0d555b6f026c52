import { expect } from "@open-wc/testing";
import { breakNext, clientFor, newTenant, readable, release, seedingMs, until, type Tenant } from "../../backend.js";
import { clear, type ProfilePage, showProfile } from "../profile-page.js";

describe("a member's shopping habits", function () {
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

  const signals = async (page: ProfilePage): Promise<string[][]> => {
    const panel = await page.seen(".behaviour-panel");
    await until(() => panel.querySelector("dt"), "the signals");
    return [...panel.querySelectorAll("dt")].map((term) => [
      readable(term.textContent),
      (term.nextElementSibling as HTMLElement).innerText,
    ]);
  };

  it("S1-2 the profile shows the favourite branch and items, visits, average basket and last purchase", async () => {
    expect(await signals(showProfile(clientFor(tenant)))).to.deep.equal([
      ["Favourite branch", "Harbour"],
      ["Favourite items", "House beans, 250 g\nChai\nFlat white"],
      ["Visits", "2 in the last year"],
      ["Average basket", "€274.50"],
      ["Last purchase", "20 Nov 2026"],
    ]);
  });

  it("leave out what the purchases don't tell, and say where more were made than were counted", async () => {
    const value = {
      lastPurchaseAt: null,
      visits: { value: 200, precision: "at_least" },
      averageBasket: null,
      favouriteBranch: null,
      favouriteItems: [],
    };
    await breakNext(tenant, { path: "/members/[^/]+$", fault: { kind: "mutate", pointer: "/behaviour", value } });
    expect(await signals(showProfile(clientFor(tenant)))).to.deep.equal([["Visits", "200 or more in the last year"]]);
  });

  it("are none yet where nothing was bought", async () => {
    const page = showProfile(clientFor(tenant), { "member-id": "m_1201" });
    await page.says("No purchases yet.");
    expect(page.panel("behaviour")).to.equal("Shopping habits No purchases yet.");
  });

  it("are absent where the backend tells of none, or has no purchases", async () => {
    await breakNext(tenant, { path: "/members/[^/]+$", fault: { kind: "mutate", pointer: "/behaviour" } });
    const page = await showProfile(clientFor(tenant)).ready();
    await until(() => !page.find(".behaviour-panel"), "the panel to go");
    clear();
    const without = await newTenant({ modules: ["gifts", "tags"] });
    const other = await showProfile(clientFor(without)).ready();
    expect(other.find(".behaviour-panel")).to.equal(null);
  });
});
