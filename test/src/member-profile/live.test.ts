import { expect } from "@open-wc/testing";
import { people } from "../../../server/seed/people.js";
import { clientFor, newTenant, requestsOf, seedingMs, type Tenant, until } from "../backend.js";
import { clear, type ProfilePage, showProfile } from "./profile-page.js";

describe("a profile while others change its member", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });

  afterEach(clear);

  /** Another operator, on another page. */
  const add = (memberId: string, amount: number) =>
    clientFor(tenant, "dana").actions.add(memberId, { currency: "points", amount });

  const spendable = (page: ProfilePage): string => page.find(".balance .big")?.textContent?.trim() ?? "";

  it("shows what another operator did, marks the figures, and says so once", async () => {
    const client = clientFor(tenant);
    const page = showProfile(client, { "member-id": people.noa });
    await page.seen(".entry");
    await until(() => page.find("[part=actions-button]"));
    const changes = await client.changes();
    await until(() => changes.isLive, "a stream");
    const before = spendable(page);
    await add(people.noa, 100);
    await until(() => spendable(page) !== before, "another balance");
    await until(() => page.find(".balance .big.moved"), "a mark");
    expect(page.find('.balance[data-currency="credits"] .big')?.className).not.to.contain("moved");
    await until(() => /Updated at .*: somebody else changed this member\./.test(page.news), "the announcement");
    await until(() => page.entry("100"), "the entry");
  });

  it("reads nothing twice for what this page did itself", async () => {
    const client = clientFor(tenant);
    const page = showProfile(client, { "member-id": people.mila });
    const changes = await client.changes();
    await until(() => changes.isLive, "a stream");
    await page.seen(".entry");
    const before = spendable(page);
    await client.actions.add(people.mila, { currency: "points", amount: 7 });
    const reads = async () => (await requestsOf(tenant)).filter(({ path }) => path.endsWith(people.mila)).length;
    await until(() => page.entry("7"), "the entry");
    await until(() => spendable(page) !== before, "another balance");
    const read = await reads();
    // Somebody else's change comes behind it on the same stream.
    await add(people.mila, 9);
    await until(() => page.entry("9"), "the other entry");
    // It is told once all that it changed is read: the timeline may be there before the member is.
    await until(() => page.news.includes("somebody else"), "the announcement");
    expect(await reads()).to.equal(read + 1);
  });

  it("tells the operator's own other window from somebody else", async () => {
    const page = showProfile(clientFor(tenant), { "member-id": people.layla });
    const changes = await page.kit.client?.changes();
    await until(() => changes?.isLive, "a stream");
    await page.seen(".entry");
    await until(() => page.find("[part=chat-button]"), "what comes later");
    await clientFor(tenant).actions.add(people.layla, { currency: "points", amount: 11 });
    await until(() => page.news.includes("you changed this member in another window"), "the announcement");
  });

  it("says nothing of what was there when the profile was drawn, whatever the operator does next", async () => {
    await add(people.mila, 4);
    const client = clientFor(tenant);
    const page = await showProfile(client, { "member-id": people.mila }).ready();
    await page.seen(".news");
    const changes = await client.changes();
    let told = 0;
    const stop = changes.watch(people.mila, () => told++);
    await until(() => told > 0, "what came before");
    await until(() => !page.find("[aria-busy=true]"), "what is read");
    (await page.seen<HTMLButtonElement>(".entry button[aria-expanded]")).click();
    await page.seen(".entry button[aria-expanded=true]");
    await page.profile.updateComplete;
    expect(page.news).to.equal("");
    stop();
  });

  it("takes the place of nothing that answers the operator", async () => {
    const client = clientFor(tenant);
    const page = await showProfile(client, { "member-id": people.mila }).ready();
    const changes = await client.changes();
    await until(() => changes.isLive, "a stream");
    page.profile.renderRoot
      .querySelector(".profile")
      ?.dispatchEvent(new CustomEvent("copied", { detail: people.mila, bubbles: true }));
    await until(() => page.announced === `Copied ${people.mila}`, "the answer");
    await add(people.mila, 2);
    await until(() => page.news.includes("somebody else"), "the news");
    expect(page.announced).to.equal(`Copied ${people.mila}`);
  });

  it("keeps the focus, what is open and where the page stands", async () => {
    const client = clientFor(tenant);
    const page = showProfile(client, { "member-id": people.noa });
    const changes = await client.changes();
    await until(() => changes.isLive, "a stream");
    const button = await page.seen<HTMLButtonElement>(".entry button[aria-expanded]");
    button.click();
    button.focus();
    await until(() => button.getAttribute("aria-expanded") === "true", "the details");
    const name = button.getAttribute("aria-label");
    const before = spendable(page);
    await add(people.noa, 5);
    await until(() => spendable(page) !== before, "another balance");
    expect(page.root.activeElement).to.equal(button);
    expect([button.getAttribute("aria-expanded"), button.getAttribute("aria-label")]).to.deep.equal(["true", name]);
  });

  it("marks nothing where another member is shown, and listens to that one alone", async () => {
    const client = clientFor(tenant);
    const page = showProfile(client, { "member-id": people.noa });
    const changes = await client.changes();
    await until(() => changes.isLive, "a stream");
    page.profile.memberId = people.layla;
    await page.says(people.layla);
    await until(() => changes.isLive, "a stream");
    expect(page.find(".moved")).to.equal(null);
    const before = spendable(page);
    await add(people.noa, 1);
    await add(people.layla, 3);
    await until(() => spendable(page) !== before, "another balance");
  });
});
