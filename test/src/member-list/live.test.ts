import { expect } from "@open-wc/testing";
import { people } from "../../../server/seed/people.js";
import type { MemberList } from "../../../src/member-list/member-list.js";
import {
  breakNext,
  clientFor,
  cursorExpired,
  held,
  newTenant,
  problem,
  readable,
  release,
  seedingMs,
  type Tenant,
  until,
} from "../backend.js";
import { seen } from "../visibility.js";
import { type ListPage, showList } from "./list-page.js";

/** More than a page of members, beside the people that tests know. */
const MEMBERS = 60;
const POINTS = "accounts.points.spendable";

const tagged = (tag: string) =>
  ({ combinator: "and", rules: [{ field: "tags", operator: "contains", value: tag }] }) as const;

describe("a list while others change its members", () => {
  let tenant: Tenant;
  let tags = 0;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant({}, MEMBERS);
  });
  afterEach(async () => {
    document.body.replaceChildren();
    localStorage.clear();
    seen(true);
    await release(tenant);
  });

  /** Another operator, on another page. */
  const other = () => clientFor(tenant, "ari").actions;
  const add = (memberId: string, amount: number) => other().add(memberId, { currency: "points", amount });
  /** Members who are listed by themselves, by a tag that nobody else has. */
  const listed = async (...ids: readonly string[]) => {
    const tag = `live ${++tags}`;
    for (const id of ids) await other().addTag(id, { tag });
    return { ids, filter: tagged(tag) };
  };
  const three = () => listed(people.noa, people.mila, people.layla);
  const row = (page: ListPage, memberId: string) => page.find(`.open[data-member="${memberId}"]`)?.closest("tr");
  const cell = (page: ListPage, memberId: string, column: string): HTMLElement | null =>
    row(page, memberId)?.querySelector<HTMLElement>(`td[data-column="${column}"]`) ?? null;
  const points = (page: ListPage, memberId: string): string => readable(cell(page, memberId, POINTS)?.textContent);
  const order = (page: ListPage) => page.all(".open").map(({ dataset }) => dataset.member);

  /** A list that is told of what changes from now on: what came before it was told already. */
  const listening = async ({ ids, filter }: Awaited<ReturnType<typeof listed>>, given: Partial<MemberList> = {}) => {
    let reads = 0;
    const client = clientFor(tenant, "dana", {
      fetch: (request) => {
        if (request.url.endsWith("/audience-queries")) reads++;
        return fetch(request);
      },
    });
    const changes = await client.changes();
    const told = new Set<string | null>();
    const stop = client.onStale((id) => void told.add(id));
    const end = changes.watchAll(ids);
    await until(() => ids.every((id) => told.has(id)), "what came before");
    const page = showList(client, { filter, ...given });
    await page.says(`1–${ids.length} of ${ids.length}`);
    end();
    stop();
    await until(() => changes.isLive && ids.every((id) => changes.watches(id)), "the list's own watch");
    return { page, client, changes, reads: () => reads };
  };

  it("shows what another operator did, marks what moved, and says and dims nothing", async () => {
    const { page } = await listening(await three());
    const said = page.announced;
    const busy: (string | null)[] = [];
    const watcher = new MutationObserver(() => busy.push(page.find("table")?.ariaBusy ?? null));
    watcher.observe(page.root, { subtree: true, attributeFilter: ["aria-busy"] });
    const before = points(page, people.noa);
    await add(people.noa, 100);
    await until(() => points(page, people.noa) !== before, "another balance");
    await until(() => cell(page, people.noa, POINTS)?.classList.contains("moved"), "a mark");
    expect(page.all(".moved").map((each) => each.closest("tr"))).to.deep.equal([row(page, people.noa)]);
    expect(busy).to.deep.equal([]);
    expect(page.announced).to.equal(said);
    watcher.disconnect();
  });

  it("a mark goes by itself, and what is shown anew for another order or other columns has none", async () => {
    const { page } = await listening(await three());
    await add(people.noa, 10);
    await until(() => page.find(".moved"), "a mark");
    await until(() => !page.find(".moved"), "the mark to go");
    await page.press("Sort by Points balance");
    await page.hears("ascending");
    await page.names();
    expect(page.find(".moved")).to.equal(null);
  });

  it("reads the page once for many who change at a time, and counts nothing anew", async () => {
    const { page, client, reads } = await listening(await three());
    const [noa, mila, layla] = [people.noa, people.mila, people.layla].map((id) => points(page, id));
    const before = reads();
    const stale = new Set<string | null>();
    client.onStale((id) => void stale.add(id));
    await breakNext(tenant, { path: "audience-queries", fault: { kind: "hold", at: "answer" } });
    await add(people.noa, 1);
    await held(tenant);
    // These are told while the page is read, which may have been before them.
    await Promise.all([add(people.mila, 2), add(people.layla, 3), add(people.noa, 4)]);
    await until(() => [people.mila, people.layla].every((id) => stale.has(id)), "all to be told");
    expect(reads()).to.equal(before + 1);
    await release(tenant);
    await until(() => points(page, people.layla) !== layla && points(page, people.mila) !== mila, "the others");
    expect(points(page, people.noa)).not.to.equal(noa);
    expect(reads()).to.equal(before + 2);
  });

  it("keeps the focus on a row that moves, the selection, what is typed and an open menu", async () => {
    const { page } = await listening(await three(), {
      state: { q: "", sort: { field: POINTS, direction: "ascending" }, cursors: [], opened: null },
    });
    const [first = "", , last = ""] = order(page);
    const amount = (id: string) => Number(points(page, id).replace(/\D/g, ""));
    await page.press("Columns");
    const menu = page.find("#columns");
    expect(menu?.matches(":popover-open")).to.equal(true);
    const opener = row(page, first)?.querySelector<HTMLElement>(".acts .btn:last-child");
    opener?.focus();
    await add(first, amount(last) - amount(first) + 1);
    await until(() => order(page).at(-1) === first, "the row to move");
    expect(page.root.activeElement).to.equal(opener);
    expect(menu?.matches(":popover-open")).to.equal(true);
    menu?.hidePopover();

    const input = await page.seen<HTMLInputElement>("input[type=search]");
    input.focus();
    await page.search("N");
    const typed = input.value;
    await page.otherNames([]);
    expect([input.value, page.root.activeElement]).to.deep.equal([typed, input]);
    await page.search("");
    await page.enter();
    await until(() => order(page).length === 3, "all three");
    (await page.box(first)).click();
    await page.says("1 selected");
    const before = points(page, first);
    await add(first, 1);
    await until(() => points(page, first) !== before, "another balance");
    expect((await page.box(first)).checked).to.equal(true);
    await page.says("1 selected");
  });

  it("who is erased leaves, without the focus where it is elsewhere, and the row behind has it where it was theirs", async () => {
    const admin = clientFor(tenant, "ari");
    const [first, second] = [people.scratch, people.scratchTwin];
    const erase = async (id: string) => {
      const { etag } = await admin.members.get(id);
      await admin.actions.delete(id, { confirmation: id }, { key: `erase-${id}`, ...(etag && { ifMatch: etag }) });
    };
    const { page } = await listening(await listed(people.noa, first, second));
    const input = await page.seen<HTMLInputElement>("input[type=search]");
    input.focus();
    await erase(first);
    await page.says("1–2 of 2");
    expect(page.root.activeElement).to.equal(input);
    row(page, second)?.querySelector<HTMLElement>(".open")?.focus();
    await erase(second);
    await page.says("1–1 of 1");
    expect(page.root.activeElement).to.equal(row(page, people.noa)?.querySelector(".open"));
  });

  it("reads nothing while nobody sees the page, and once when it is seen again", async () => {
    const { page, changes, reads } = await listening(await three());
    const before = reads();
    const [noa, mila] = [points(page, people.noa), points(page, people.mila)];
    seen(false);
    await until(() => !changes.isLive, "the stream to end");
    await add(people.noa, 5);
    await add(people.mila, 6);
    seen(true);
    await until(() => points(page, people.noa) !== noa && points(page, people.mila) !== mila, "both");
    expect(reads()).to.equal(before + 1);
  });

  /** All members, of whom the first fifty are shown. */
  const everybody = async () => {
    const client = clientFor(tenant, "dana");
    const page = showList(client);
    await page.names();
    const first = order(page).flatMap((id) => id ?? []);
    expect(first).to.have.length(50);
    return { page, changes: await client.changes(), first };
  };

  it("watches whom a page shows, by the stream that is there already, and nobody once it has left", async () => {
    const { page, changes, first } = await everybody();
    await until(() => first.every((id) => changes.watches(id)), "the first page");
    const names = await page.names();
    await page.press("Next");
    await page.otherNames(names);
    await until(() => order(page).every((id) => id && changes.watches(id)), "the other page");
    expect(first.some((id) => changes.watches(id))).to.equal(false);
    const [next = ""] = order(page);
    const before = points(page, next);
    await add(next, 1);
    await until(() => points(page, next) !== before, "another balance");
    expect(page.announced).to.contain("Members 51 to");
    page.list.remove();
    await until(() => !changes.isLive, "the stream to end");
  });

  it("watches nobody and asks for nothing more where the backend tells of no changes", async () => {
    const client = clientFor(tenant);
    let asked = 0;
    const page = showList({
      ...client,
      capabilities: async (options) => {
        const capabilities = await client.capabilities(options);
        return { ...capabilities, modules: capabilities.modules.filter((module) => module !== "changes") };
      },
      changes: () => {
        asked++;
        return client.changes();
      },
    });
    await page.names();
    await page.says("1–50 of");
    expect(asked).to.equal(0);
  });

  it("a page that can't be read anew stays, says as of when it is, and is read with the next change", async () => {
    const { page } = await listening(await three());
    const before = points(page, people.noa);
    await breakNext(tenant, { path: "audience-queries", fault: problem(422, "validation") });
    await add(people.noa, 1);
    await page.says("Couldn't read the list anew. It is as of");
    expect(points(page, people.noa)).to.equal(before);
    await add(people.noa, 1);
    await until(() => points(page, people.noa) !== before, "another balance");
    expect(page.text).not.to.contain("Couldn't read the list anew");
  });

  it("does not lead away from a page whose place is lost, unless the operator asks", async () => {
    const { page, changes } = await everybody();
    const first = await page.names();
    await page.press("Next");
    const second = await page.otherNames(first);
    await until(() => order(page).every((id) => id && changes.watches(id)), "the other page");
    await breakNext(tenant, { path: "audience-queries", fault: cursorExpired });
    await add(order(page)[0] ?? "", 1);
    await page.says("Couldn't read the list anew.");
    expect(await page.names()).to.deep.equal(second);
    await breakNext(tenant, { path: "audience-queries", fault: cursorExpired });
    await page.press("Try again");
    await page.hears("The list has moved on");
    expect(await page.names()).to.deep.equal(first);
  });
});
