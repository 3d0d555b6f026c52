import { expect } from "@open-wc/testing";
import {
  breakNext,
  clientFor,
  newTenant,
  readable,
  release,
  requestsOf,
  seedingMs,
  type Tenant,
  until,
} from "../backend.js";
import { clear, showProfile, type ProfilePage } from "./profile-page.js";

describe("a profile warms the actions", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  const ahead = ["/actions", "/reason-codes", "/gifts?", "/templates"];
  const readsSince = async (count: number): Promise<string[]> =>
    (await requestsOf(tenant))
      .slice(count)
      .map(({ path }) => path)
      .filter((path) => ahead.some((each) => path.includes(each)) && !path.includes("/m_1048/gifts"));
  const inModal = (page: ProfilePage): string =>
    readable(page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog[open]")?.textContent);

  it("where the pointer rests on Actions: the menu and a form's lists are there while nothing more is answered", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    await until(() => page.find("[part=chat-button]"), "what comes later");
    const before = (await requestsOf(tenant)).length;
    const actions = await page.button("Actions");
    actions.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, composed: true, pointerType: "mouse" }));
    const end = performance.now() + 10_000;
    while ((await readsSince(before)).length < 6 && performance.now() < end);
    const asked = (await readsSince(before)).map((path) => path.replace(/.*\/v1|\/members\/m_1048|[?&]limit=100/g, ""));
    expect(asked.map((path) => path.replace("&", "?")).sort()).to.deep.equal([
      "/actions",
      "/gifts",
      "/reason-codes",
      "/templates?channel=email",
      "/templates?channel=push",
      "/templates?channel=sms",
    ]);
    await breakNext(tenant, {
      fault: { kind: "hold", at: "answer" },
      path: "gifts|reason-codes|templates|m_1048",
      times: 40,
    });
    actions.click();
    await until(() => inModal(page).includes("Send a gift") || inModal(page).includes("Add points"), "the menu");
    const tile = [...(page.find("member-actions-modal")?.shadowRoot?.querySelectorAll<HTMLElement>(".tile") ?? [])];
    tile.find(({ dataset }) => dataset.action === "send-asset")?.click();
    await until(() => inModal(page).includes("Free pastry"), "the gifts");
  });

  it("by focus, once where it was passed over before", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    await until(() => page.find("[part=chat-button]"), "what comes later");
    const before = (await requestsOf(tenant)).length;
    const actions = await page.button("Actions");
    const heading = page.find("h3") as HTMLElement;
    heading.tabIndex = -1;
    actions.focus();
    heading.focus();
    actions.focus();
    const end = performance.now() + 10_000;
    while ((await readsSince(before)).length < 6 && performance.now() < end);
    // Timers end in their order: what was passed over would have been read by then.
    expect(await readsSince(before)).to.have.length(6);
  });
});
