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
import { showProfile } from "../member-profile/profile-page.js";
import { type ListPage, showList } from "./list-page.js";

const noa = "m_1048";

describe("a list warms whom the operator is about to open", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    await release(tenant);
    document.body.replaceChildren();
  });

  const shown = async (given = {}): Promise<ListPage> => {
    const page = showList(clientFor(tenant), given);
    await page.names();
    return page;
  };
  const opener = (page: ListPage, memberId = noa): HTMLElement =>
    page.find(`.open[data-member="${memberId}"]`) as HTMLElement;
  const over = (target: Element, pointerType = "mouse"): boolean =>
    target.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, composed: true, pointerType }));
  /** What was read of members since. */
  const readsSince = async (count: number): Promise<string[]> =>
    (await requestsOf(tenant))
      .slice(count)
      .map(({ path }) => path.replace("/v1/members/", ""))
      .filter((path) => path.startsWith("m_"));
  const untilRead = async (count: number, reads: number): Promise<string[]> => {
    const end = performance.now() + 10_000;
    for (;;) {
      const found = await readsSince(count);
      if (found.length >= reads || performance.now() > end) return found;
    }
  };

  /** A backend that tells of no changes. */
  const untold = (request: Request): Promise<Response> =>
    new URL(request.url).pathname.endsWith("/changes")
      ? Promise.resolve(new Response(null, { status: 404 }))
      : fetch(request);

  it("by two reads once the pointer rests: the profile is there while nothing more is answered, and then read anew", async () => {
    const client = clientFor(tenant, "ari", { fetch: untold });
    const page = showList(client);
    await page.names();
    const before = (await requestsOf(tenant)).length;
    over(opener(page));
    over(opener(page));
    expect(await untilRead(before, 2)).to.have.members([noa, `${noa}/activities`]);
    // Both have come, and are kept: nothing more is asked for.
    await client.members.get(noa, { ahead: true });
    await client.members.activities(noa).first({ ahead: true });
    await breakNext(tenant, { fault: { kind: "hold", at: "answer" }, path: noa, times: 40 });
    const opened = (await requestsOf(tenant)).length;
    const profile = showProfile(client, { "member-id": noa });
    await profile.says("Noa Ben-David");
    await profile.seen(".entry");
    await until(() => profile.find("[part~=activity]")?.ariaBusy === "true", "that it is read anew");
    expect((await untilRead(opened, 2)).slice(0, 2)).to.have.members([noa, `${noa}/activities`]);
  });

  it("once where whatever changes them is told: what was read beforehand is as they are", async () => {
    const client = clientFor(tenant);
    const page = showList(client);
    await page.names();
    const changes = await client.changes();
    await until(() => changes.watches(noa), "a stream");
    const before = (await requestsOf(tenant)).length;
    over(opener(page));
    await untilRead(before, 2);
    await client.members.get(noa, { ahead: true });
    await client.members.activities(noa).first({ ahead: true });
    const profile = await showProfile(client, { "member-id": noa }).ready();
    await profile.seen("[part=chat-button]");
    const [again = ""] = (await readsSince(before))
      .slice(2)
      .filter((path) => path === noa || path.endsWith("activities"));
    expect(again).to.equal("");
  });

  it("not by what is passed over, nor by touch", async () => {
    const page = await shown();
    const before = (await requestsOf(tenant)).length;
    over(opener(page));
    over(opener(page, "m_1012"));
    over(page.find("caption") as HTMLElement);
    over(opener(page), "touch");
    over(opener(page, "m_1035"));
    // Timers end in their order: what was passed over would have been read by then.
    expect(await untilRead(before, 2)).to.have.members(["m_1035", "m_1035/activities"]);
  });

  it("as well where the keyboard rests, and the actions of a row for its dialog", async () => {
    const page = await shown();
    const before = (await requestsOf(tenant)).length;
    opener(page).focus();
    expect(await untilRead(before, 2)).to.have.members([noa, `${noa}/activities`]);
    const later = (await requestsOf(tenant)).length;
    page.find(`[data-warm=actions][data-member="${noa}"]`)?.focus();
    expect(await untilRead(later, 1)).to.deep.equal([`${noa}/actions`]);
    await breakNext(tenant, { fault: { kind: "hold", at: "answer" }, path: `${noa}/actions`, times: 9 });
    const labelled = page.all("[data-warm=actions]").filter(({ dataset }) => dataset.member === noa);
    labelled.at(-1)?.click();
    const modal = await page.seen("member-actions-modal");
    await until(() => readable(modal.shadowRoot?.textContent).includes("Add points"), "the menu");
  });

  it("not where rows lead to another page, which has none of it, until the host keeps the page", async () => {
    const page = await shown({ memberHref: "/customers/{id}" });
    const before = (await requestsOf(tenant)).length;
    over(opener(page, "m_1035"));
    page.list.addEventListener("member-open", (event) => event.preventDefault());
    opener(page, "m_1012").click();
    page.list.requestUpdate();
    await page.list.updateComplete;
    over(opener(page));
    expect(await untilRead(before, 2)).to.have.members([noa, `${noa}/activities`]);
  });
});
