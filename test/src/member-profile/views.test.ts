import { expect } from "@open-wc/testing";
import {
  breakNext,
  clientFor,
  held,
  newTenant,
  release,
  requestsOf,
  until,
  type Tenant,
  seedingMs,
} from "../backend.js";
import { clear, ProfilePage, showProfile } from "./profile-page.js";

describe("member-profile where the backend has views", () => {
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant({}, 60);
  });
  afterEach(clear);

  const viewing = () => clientFor(tenant, "ari", { views: true });
  const paths = async () => (await requestsOf(tenant)).map(({ path }) => path);

  it("shows the first view of a profile by one request", async () => {
    const page = await showProfile(viewing()).ready();
    await page.seen("[part~=wallet]");
    const asked = await paths();
    expect(asked[0]).to.equal("/v1/member-views");
    expect(asked.filter((path) => /\/members\/m_1048(\/activities)?$/.test(path))).to.deep.equal([]);
  });

  it("shows fifty profiles by one request", async function () {
    this.timeout(seedingMs);
    const client = viewing();
    const found = (await client.members.search("", { limit: 50 }).first()).data;
    const first = showProfile(client, { "member-id": found[0]?.id ?? "" });
    const others = found.slice(1).map(({ id }) => {
      const profile = document.createElement("member-profile");
      profile.setAttribute("member-id", id);
      first.kit.append(profile);
      return new ProfilePage(first.kit, profile);
    });
    for (const page of [first, ...others]) await page.seen("[part=name]");
    const asked = (await paths()).filter((path) => !/member-searches|operator/.test(path));
    expect(asked).to.deep.equal(["/v1/member-views"]);
  });

  it("U02 a view of A is never shown on B", async () => {
    await breakNext(tenant, { path: "/member-views", fault: { kind: "hold", at: "answer" } });
    const client = viewing();
    await client.capabilities();
    const page = showProfile(client);
    await held(tenant);
    page.profile.memberId = "m_1012";
    await page.ready();
    const name = page.find("[part=name]")?.textContent;
    await release(tenant);
    await page.profile.updateComplete;
    expect(name).not.to.equal("Noa Ben-David");
    expect(page.find("[part=name]")?.textContent).to.equal(name);
  });

  it("shows the rest where one part fails, and reads everything anew in one request after a write", async () => {
    await breakNext(tenant, {
      path: "/member-views",
      fault: { kind: "mutate", pointer: "/data/1/activities/value", value: 7 },
    });
    const client = viewing();
    const page = showProfile(client);
    await page.seen("[part=name]");
    await page.says("Noa");
    await page.button("Try again");
    await until(() => page.panel("wallet").includes("Free pastry"), "the wallet");
    const before = (await paths()).filter((path) => path.endsWith("/member-views")).length;
    await client.actions.add("m_1048", { currency: "points", amount: 60 });
    await until(() => page.find("[data-currency=points] .big")?.textContent === "1,300", "1,300");
    await page.seen(".entry");
    const asked = await paths();
    expect(asked.filter((path) => path.endsWith("/member-views")).length).to.equal(before + 1);
    expect(asked.filter((path) => /\/members\/m_1048(\/(activities$|gifts|punch-cards).*)?$/.test(path))).to.deep.equal(
      [],
    );
  });
});
