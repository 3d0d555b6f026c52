import { expect } from "@open-wc/testing";
import type { Capabilities } from "../../../sdk/index.js";
import { coreOnly, narrowed, sayingOf } from "../../support/narrowed.js";
import { breakNext, clientFor, newTenant, release, requestsOf, seedingMs, until, type Tenant } from "../backend.js";
import { clear, showProfile } from "./profile-page.js";

describe("what the backend says that it has, in member-profile", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const clientOf = (narrow: (capabilities: Capabilities) => Capabilities) =>
    clientFor(tenant, "ari", { fetch: narrowed(narrow)((request) => fetch(request)) });
  const undosOf = (root: ParentNode) => [...root.querySelectorAll<HTMLButtonElement>(".entry button.link")];

  it("an entry that the backend can't undo has no Undo; one that it takes back otherwise says so first", async () => {
    await clientFor(tenant).actions.add("m_1048", { currency: "points", amount: 5, note: "to be undone" });
    const none = await showProfile(clientOf(sayingOf("add", { undo: "none" }))).ready();
    expect(none.entry("Points added")).not.to.equal(undefined);
    expect(undosOf(none.entry("Points added") as HTMLElement)).to.deep.equal([]);
    clear();
    const page = await showProfile(clientOf(sayingOf("add", { undo: "compensating" }))).ready();
    undosOf(page.entry("Points added") as HTMLElement)[0]?.click();
    await page.says("This books the opposite of “Points added”. It may not restore everything.");
  });

  it("a balance launches only what the backend does in its currency", async () => {
    const page = await showProfile(clientOf(sayingOf("add", { currencies: ["credits"] }))).ready();
    const acts = (code: string) =>
      [...page.root.querySelectorAll(`[data-currency=${code}] [part=balance-action]`)].map((each) =>
        each.textContent.replace(/\s+/g, " ").trim(),
      );
    await until(() => acts("credits").length, "the buttons");
    expect(acts("points")).to.deep.equal(["Redeem: points"]);
    expect(acts("credits")).to.deep.equal(["Add: credits", "Redeem: credits"]);
  });

  const asked = async () =>
    (await requestsOf(tenant)).map(({ path }) => path.replace(/\?.*$/, "").replace(/^.*\//, ""));

  it("U09 of a backend of the smallest level nothing is drawn that it lacks", async () => {
    const page = await showProfile(clientOf(coreOnly)).ready();
    await until(() => page.find("[part~=wallet]") === null, "the wallet to go");
    for (const panel of ["wallet", "tags"]) expect(page.find(`[part~="${panel}"]`)).to.equal(null);
    for (const panel of ["balance", "details", "consents", "activity"])
      expect(page.find(`[part~="${panel}"]`)).not.to.equal(null);
    expect(page.text).not.to.match(/couldn't|try again/i);
  });

  it("U09 once it is known what the backend has, no more than that is asked for", async () => {
    const page = await showProfile(clientOf((all) => ({ ...all, modules: ["gifts"] }))).ready();
    await until(() => page.panel("wallet").includes("Free pastry"), "the gifts");
    const before = (await asked()).length;
    page.kit.client?.markStale("m_1048");
    let again: string[] = [];
    while (!["gifts", "activities", "m_1048"].every((end) => again.includes(end)))
      again = (await asked()).slice(before);
    expect(again).not.to.include("punch-cards");
    expect(page.panel("wallet")).not.to.match(/of 10|punch card yet/);
  });

  it("U09 a panel whose route is not there vanishes, whatever the modules say", async () => {
    const body = "not here";
    for (const path of ["/gifts", "/punch-cards", "/coupons", "/activities"])
      await breakNext(tenant, { path, times: 2, fault: { kind: "status", status: 501, body } });
    const page = showProfile(clientFor(tenant));
    await page.seen("[part=name]");
    await until(() => !page.find("[part~=wallet], [part~=activity]"), "the panels to go");
    await until(() => page.panel("consents").includes("SMS"), "the consents");
    expect(page.text).not.to.match(/couldn't|try again/i);
    await release(tenant);
  });

  it("U09 a tag that the backend can't take off has no button for it", async () => {
    const without = (all: Capabilities) => ({ ...all, actions: all.actions.filter(({ id }) => id !== "remove-tag") });
    const page = await showProfile(clientOf(without)).ready();
    const root = await until(() => page.tagEditor.shadowRoot, "the editor");
    await until(() => root.querySelector(".tagadd"), "the button to add");
    expect(root.querySelectorAll("[part=tag]").length).to.be.greaterThan(0);
    expect(root.querySelectorAll("[part=tag] button").length).to.equal(0);
  });

  it("U09 suggestions are asked for only where the backend keeps tags", async () => {
    const typeInto = async (modules: string[]) => {
      const editor = document.createElement("tag-editor");
      const kit = document.createElement("member-kit");
      kit.client = clientOf((all) => ({ ...all, modules }));
      await kit.client.capabilities();
      kit.append(editor);
      document.body.append(kit);
      const input = await until(() => editor.shadowRoot?.querySelector("input"), "the input");
      input.value = "v";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const before = (await asked()).length;
    await typeInto([]);
    await typeInto(["tags"]);
    let seen: string[] = [];
    while (!seen.includes("tag-searches")) seen = (await asked()).slice(before);
    expect(seen.filter((path) => path === "tag-searches")).to.have.length(1);
  });
});
