import { expect } from "@open-wc/testing";
import { breakNext, clientFor, held, newTenant, readable, release, until, type Tenant, seedingMs } from "../backend.js";
import { clear, showProfile } from "./profile-page.js";

describe("member-profile when things arrive late", () => {
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("U02 an answer for A is never shown on B", async () => {
    await breakNext(tenant, { path: "/members/m_1048", times: 9, fault: { kind: "hold", at: "answer" } });
    const page = showProfile(clientFor(tenant));
    await held(tenant);
    page.profile.memberId = "m_1012";
    await page.ready();
    const name = page.find("[part=name]")?.textContent;
    await release(tenant);
    await page.profile.updateComplete;
    expect(name).not.to.equal("Noa Ben-David");
    expect(page.find("[part=name]")?.textContent).to.equal(name);
    expect(page.text).not.to.contain("m_1048");
  });

  it("U02 nothing of A stands there while B loads", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    await breakNext(tenant, { path: "/members/m_1012$", fault: { kind: "hold", at: "answer" } });
    page.profile.memberId = "m_1012";
    await page.profile.updateComplete;
    expect(page.text).not.to.contain("Noa").and.not.to.contain("1,240");
    await page.seen("[aria-busy=true] .sk");
    await held(tenant);
    await release(tenant);
    await page.seen("[part=name]");
  });

  it("U02 removed in mid-request it says nothing, and comes back whole", async () => {
    await breakNext(tenant, { path: "/members/m_1048", times: 9, fault: { kind: "hold", at: "answer" } });
    const page = showProfile(clientFor(tenant));
    const unexpected: unknown[] = [];
    const note = (event: Event) => unexpected.push(event);
    addEventListener("unhandledrejection", note);
    await held(tenant);
    page.profile.remove();
    await release(tenant);
    await page.profile.updateComplete;
    expect(page.text).to.equal("");
    page.kit.append(page.profile);
    await page.ready();
    removeEventListener("unhandledrejection", note);
    expect(unexpected).to.deep.equal([]);
  });

  it("a write elsewhere on the page reloads what is shown, and keeps the old meanwhile", async () => {
    const client = clientFor(tenant);
    const page = await showProfile(client).ready();
    let emptied = false;
    const watch = new MutationObserver(() => (emptied ||= !page.find("[part=name]")));
    watch.observe(page.root, { childList: true, subtree: true });
    await client.actions.add("m_1048", { currency: "points", amount: 60 });
    await until(() => page.find("[data-currency=points] .big")?.textContent === "1,300", "1,300");
    await until(() => readable(page.all(".entry")[0]?.textContent).includes("+60"), "the entry");
    watch.disconnect();
    expect(emptied).to.equal(false);
  });

  it("two providers on one page are two backends", async () => {
    const other = await newTenant();
    const one = await showProfile(clientFor(tenant)).ready();
    const two = await showProfile(clientFor(other)).ready();
    await one.kit.client?.actions.add("m_1048", { currency: "points", amount: 60 });
    await until(() => one.find("[data-currency=points] .big")?.textContent === "1,300", "1,300");
    expect(two.find("[data-currency=points] .big")?.textContent).to.equal("1,240");
  });
});
