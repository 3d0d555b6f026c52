import { expect } from "@open-wc/testing";
import { panels } from "../../../src/member-profile/panels/index.js";
import {
  breakNext,
  clientFor,
  newTenant,
  problem,
  release,
  requestsOf,
  seedingMs,
  until,
  type Tenant,
} from "../backend.js";
import { clear, showProfile } from "./profile-page.js";

interface Manifest {
  modules: { declarations: { tagName: string; attributes: { name: string; description: string }[] }[] }[];
}

describe("the panels of member-profile", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("of the first view read at once, without waiting for the member or the capabilities", async () => {
    const mine = await newTenant();
    const fault = { kind: "hold", at: "answer" } as const;
    await breakNext(mine, { path: "/members/[^/]+$", fault }, { path: "/capabilities$", fault });
    const page = showProfile(clientFor(mine));
    while (!(await requestsOf(mine)).some(({ path }) => path.endsWith("/activities")))
      await page.profile.updateComplete;
    expect(page.find("[part=name]")).to.equal(null);
    await release(mine);
    await page.ready();
  });

  it("fail alone, and are tried again alone", async () => {
    await breakNext(tenant, { path: "/gifts", fault: problem(400, "odd", { detail: "Odd." }) });
    const page = await showProfile(clientFor(tenant)).ready();
    await until(() => page.panel("wallet").includes("Couldn't load the wallet"), "the failure");
    const wallet = page.find("[part~=wallet]") as HTMLElement;
    // What is under way is not asked for a second time.
    const isAnswered = async (end: string) =>
      (await requestsOf(tenant)).some(({ path, status }) => path.includes(end) && status !== null);
    while (!(await isAnswered("/punch-cards")) || !(await isAnswered("/coupons"))) await page.profile.updateComplete;
    const before = (await requestsOf(tenant)).length;
    (await page.button("Try again", wallet)).click();
    await until(() => page.panel("wallet").includes("Free pastry"), "the gifts");
    const asked = (await requestsOf(tenant)).slice(before).map(({ path }) => path.replace(/^.*\/|\?.*$/g, ""));
    // Who is signed in is asked by the tag editor, once the page is idle.
    expect(asked.filter((path) => path !== "operator").sort()).to.deep.equal(["coupons", "gifts", "punch-cards"]);
  });

  it("are absent where the backend has none of the modules that they show", async () => {
    await breakNext(tenant, { path: "/capabilities", fault: { kind: "mutate", pointer: "/modules", value: ["tags"] } });
    const page = await showProfile(clientFor(tenant)).ready();
    expect(page.find("[part~=wallet]")).to.equal(null);
    expect(page.find("[part~=activity]")).not.to.equal(null);
  });

  it("are all named, in their order, where the `panels` attribute is described", async () => {
    const { modules } = (await (await fetch("/custom-elements.json")).json()) as Manifest;
    const profile = modules
      .flatMap(({ declarations }) => declarations)
      .find(({ tagName }) => tagName === "member-profile");
    const description = profile?.attributes.find(({ name }) => name === "panels")?.description;
    expect(description).to.contain(`\`${panels.map(({ name }) => name).join(" ")}\``);
  });
});
