import { expect } from "@open-wc/testing";
import type { Capabilities } from "../../../sdk/index.js";
import { narrowed, sayingOf } from "../../support/narrowed.js";
import { clientFor, newTenant, seedingMs, until, type Tenant } from "../backend.js";
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
});
