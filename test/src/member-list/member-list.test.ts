import { expect } from "@open-wc/testing";
import type { MemberOpenEvent, MemberSelectionEvent } from "../../../src/events/list-events.js";
import {
  breakNext,
  clientFor,
  cursorExpired,
  held,
  newTenant,
  problem,
  readable,
  release,
  requestsOf,
  seedingMs,
  type Tenant,
  until,
} from "../backend.js";
import type { FilterGroup } from "../../../sdk/contract/bulk/filter.js";
import { network } from "../network.js";
import { ListPage, showList } from "./list-page.js";

/** More than a page of members, beside the people that tests know. */
const MEMBERS = 60;

const tagged = (tag: string) =>
  ({ combinator: "and", rules: [{ field: "tags", operator: "contains", value: tag }] }) as const;

describe("member-list", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant({}, MEMBERS);
  });
  afterEach(() => {
    document.body.replaceChildren();
    localStorage.clear();
  });

  const show = (given: Parameters<typeof showList>[1] = {}): ListPage => showList(clientFor(tenant), given);

  it("shows fifty members by name, and leads on and back, each member once", async () => {
    const page = show();
    const first = await page.names();
    expect(first).to.have.length(50);
    const found = await clientFor(tenant).members.search("", { limit: 50 }).first();
    expect(first).to.deep.equal(found.data.map(({ name }) => name));
    await page.says("1–50 of");
    await page.press("Next");
    const second = await page.otherNames(first);
    await page.hears("Members 51 to");
    await page.press("Previous");
    expect(await page.otherNames(second)).to.deep.equal(first);
    expect((await page.button("Previous")).ariaDisabled).to.equal("true");
    const count = Number(/of (\d+)/.exec(page.text)?.[1]);
    const ids = new Set([...first, ...second]);
    expect(ids.size).to.equal(count);
  });

  it("has as many nodes for all who match as for one page of them", async () => {
    const nodes = (root: Node): number => [...root.childNodes].reduce((sum, node) => sum + nodes(node), 1);
    const drawn = async (filter: FilterGroup | null): Promise<number> => {
      const page = show({ filter, columns: "name email" });
      expect(await page.names()).to.have.length(50);
      await page.says("1–50 of");
      const count = nodes(page.root);
      page.list.closest("member-kit")?.remove();
      return count;
    };
    const found = await clientFor(tenant).members.search("", { limit: 50 }).first();
    const next = await found.next?.();
    const onePage = [...found.data, ...(next?.data.slice(0, 1) ?? [])].map(({ id }) => id);
    expect(await drawn(null)).to.equal(
      await drawn({ combinator: "and", rules: [{ field: "id", operator: "in", value: onePage }] }),
    );
  });

  it("sorts by a column, either way, and says so", async () => {
    const page = show();
    const byName = await page.names();
    const header = () => page.find("th[aria-sort]:not(.name)");
    await page.press("Sort by Points balance");
    await page.hears("ascending");
    await page.otherNames(byName);
    expect(header()?.getAttribute("aria-sort")).to.equal("ascending");
    await page.press("Sort by Points balance");
    await until(() => header()?.getAttribute("aria-sort") === "descending");
    await page.names();
    const column = [...(page.find("thead tr")?.children ?? [])].indexOf(header() as Element);
    const points = page
      .all<HTMLTableRowElement>("tbody tr")
      .map((row) => Number(readable(row.children[column]?.textContent).replace(/,/g, "")));
    expect(points).to.deep.equal([...points].sort((a, b) => b - a));
  });

  it("takes a filter from its attribute, and says so where that is none", async () => {
    const page = show();
    page.list.setAttribute("filter", JSON.stringify(tagged("VIP")));
    await page.says("1–");
    const names = await page.otherNames(await page.names()).catch(() => page.names());
    expect(names.length).to.be.lessThan(50);
    page.list.setAttribute("filter", "{");
    await page.says("The members could not be loaded");
  });

  it("shows whom the filter that it is for finds, whoever changes that", async () => {
    const kit = Object.assign(document.createElement("member-kit"), { client: clientFor(tenant) });
    const filter = Object.assign(document.createElement("member-filter"), { id: "who", value: tagged("VIP") });
    const list = Object.assign(document.createElement("member-list"), { for: "who" });
    kit.append(filter, list);
    document.body.append(kit);
    const page = new ListPage(list);
    const count = () => Number(/of (\d+)/.exec(page.text)?.[1]);
    const matching = async (value: ReturnType<typeof tagged> | null) => {
      const query = { filter: value ?? { combinator: "and" as const, rules: [] }, limit: 0, count: true };
      return (await (await clientFor(tenant).bulk()).query(query)).count?.value;
    };
    const vip = await matching(tagged("VIP"));
    await until(() => count() === vip, "those of the filter");
    filter.value = tagged("weekend");
    const weekend = await matching(tagged("weekend"));
    await until(() => count() === weekend, "those of the filter that the host set");
  });

  it("S2-1 an erased member is in no list", async () => {
    const page = show();
    await page.search("m_1190");
    await page.enter();
    await page.says("Nobody matches");
  });

  it("U03 shows what was searched for last, whichever answer comes first", async () => {
    const page = show();
    const all = await page.names();
    await breakNext(tenant, { path: "audience-queries", fault: { kind: "hold", at: "answer" }, times: 2 });
    await page.search("Noa");
    await page.enter();
    await held(tenant, 1);
    await page.search("Mila Novak");
    await page.enter();
    expect(await page.otherNames(all)).to.deep.equal(["Mila Novak"]);
    await release(tenant);
    await page.says("1–1 of 1");
    expect(await page.names()).to.deep.equal(["Mila Novak"]);
  });

  it("keeps what is typed out of addresses and storage", async () => {
    const page = show();
    await page.search("Mila Novak");
    await page.enter();
    await page.says("1–1 of 1");
    const seen = (await requestsOf(tenant)).map(({ path }) => path).join();
    expect(`${seen} ${location.href} ${JSON.stringify([localStorage, sessionStorage])}`).not.to.include("Mila");
  });

  it("selects some across pages, a range by Shift, and all who match, not only who is seen", async () => {
    const page = show();
    const told: MemberSelectionEvent[] = [];
    page.list.addEventListener("member-selection", (event) => told.push(event));
    const names = await page.names();
    const boxes = page.all<HTMLInputElement>("tbody input");
    boxes[1]?.click();
    boxes[4]?.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true }));
    await page.says("4 selected");
    await page.press("Next");
    await page.otherNames(names);
    await page.says("4 selected");
    page.find<HTMLInputElement>("thead input")?.click();
    await page.press("Clear");
    await page.press("Previous");
    await until(() => page.find<HTMLInputElement>("tbody input")?.checked === false);
    await page.names();
    page.find<HTMLInputElement>("thead input")?.click();
    await page.says("50 selected");
    const all = await until(() =>
      page.all("button").find((each) => /^Select all \d+ that match$/.test(readable(each.textContent))),
    );
    all.click();
    await page.says("All ");
    const count = Number(/of (\d+)/.exec(page.text)?.[1]);
    expect(told.at(-1)?.count).to.equal(count);
    expect(told.at(-1)?.selected).to.have.property("filter");
    (await page.box("m_1048").catch(() => page.all<HTMLInputElement>("tbody input")[0] as HTMLInputElement)).click();
    await page.says(`${count - 1} selected`);
  });

  it("forgets the selection once others are shown", async () => {
    const page = show();
    const told: (number | null)[] = [];
    page.list.addEventListener("member-selection", ({ count }) => told.push(count));
    await page.names();
    page.find<HTMLInputElement>("thead input")?.click();
    await page.says("50 selected");
    page.list.filter = tagged("VIP");
    await page.seen("input[type=search]");
    expect(told.at(-1)).to.equal(0);
  });

  it("S2-2 a row opens the profile at the host's address, and its modal acts on that member", async () => {
    const page = show({ memberHref: "/customers/{id}" });
    await page.search("m_1048");
    await page.says("1–1 of 1");
    const opened: MemberOpenEvent[] = [];
    page.list.addEventListener("member-open", (event) => {
      event.preventDefault();
      opened.push(event);
    });
    const link = await page.seen<HTMLAnchorElement>("a.open");
    expect(new URL(link.href).pathname).to.equal("/customers/m_1048");
    link.click();
    expect(opened.map(({ memberId }) => memberId)).to.include("m_1048");
    const name = readable(link.textContent);
    const modal = async () => {
      const dialog = await until(() => page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog[open]"));
      await until(() => readable(dialog.textContent).includes(name), "the member's modal");
      return dialog;
    };
    await page.press(`Message ${name}`);
    const written = await modal();
    await until(() => written.querySelector("form textarea"), "the form of a message");
    (await modal()).querySelector<HTMLButtonElement>("#close")?.click();
    await until(() => !page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog[open]"), "it to close");
    await page.press(`Actions for ${name}`);
    expect(readable((await modal()).textContent)).to.include("Add points");
  });

  it("S1-6 hands who is shown over to the host's campaign wizard, by an id and nothing else", async () => {
    const page = show({ filter: tagged("VIP") });
    await page.names();
    const handed = new Promise<string>((resolve) =>
      page.list.addEventListener("audience-handoff", (event) => {
        event.preventDefault();
        resolve(event.url);
      }),
    );
    await page.press("Campaign");
    const url = await handed;
    expect(url).to.match(/^\/campaigns\/new\?audience=[\w-]+$/);
    const id = url.split("=")[1] ?? "";
    const audience = await (await clientFor(tenant).bulk()).audience(id);
    expect(audience.filter).to.deep.equal(tagged("VIP"));
  });

  it("says that a campaign could not be begun", async () => {
    const page = show();
    await page.names();
    await breakNext(tenant, { path: "audience-handoffs", fault: problem(403, "forbidden"), times: 5 });
    await page.press("Campaign");
    await page.says("The campaign could not be begun");
    await release(tenant);
  });

  it("follows no address that is none of the web", async () => {
    const page = show({ memberHref: "javascript:alert('{id}')" });
    await page.names();
    expect(page.all("a.open")).to.have.length(0);
    expect(page.all("button.open")).to.have.length(50);
  });

  it("Enter opens the only one who is found, and none of several", async () => {
    const page = show();
    const opened: string[] = [];
    page.list.addEventListener("member-open", ({ memberId }) => opened.push(memberId));
    const all = await page.names();
    await page.search("Mila Novak");
    await page.enter();
    await until(() => opened.length > 0, "the only one to be opened");
    expect(opened).to.deep.equal(["m_1012"]);
    await page.search("");
    await page.enter();
    await page.otherNames(["Mila Novak"]);
    expect(opened).to.have.length(1);
    expect(all).to.have.length(50);
  });

  it("is shown as it was left: the search, the order, the page, the focus on who was opened", async () => {
    const page = show();
    const first = await page.names();
    await page.press("Next");
    const second = await page.otherNames(first);
    page.all(".open")[2]?.click();
    const { state } = page.list;
    document.body.replaceChildren();
    const again = show({ state: JSON.parse(JSON.stringify(state)) as typeof state });
    expect(await again.names()).to.deep.equal(second);
    await until(() => again.root.activeElement === again.all(".open")[2], "the focus on who was opened");
  });

  it("shows the columns that are chosen, in their order, and keeps them", async () => {
    const page = show({ columns: "tier tags" });
    await page.names();
    const heads = () => page.all("thead .extra").map((each) => readable(each.textContent));
    expect(heads()).to.deep.equal(["Tier", "Tags"]);
    await page.press("Columns");
    (await page.button("Move Tags before Tier")).click();
    await until(() => heads().join() === "Tags,Tier");
    const status = page
      .all<HTMLLabelElement>(".column-line label")
      .find((each) => readable(each.textContent) === "Status");
    status?.querySelector("input")?.click();
    await until(() => heads().join() === "Tags,Tier,Status");
    document.body.replaceChildren();
    const again = show();
    await again.names();
    expect(again.all("thead .extra").map((each) => readable(each.textContent))).to.deep.equal([
      "Tags",
      "Tier",
      "Status",
    ]);
  });

  it("reads anew once a member it may show has changed", async () => {
    const client = clientFor(tenant);
    const page = showList(client);
    await page.search("Mila Novak");
    await page.says("1–1 of 1");
    await page.press("Columns");
    await client.actions.addTag("m_1012", { tag: "just now" });
    await page.says("just now");
  });

  it("says what went wrong, and is there again at one press", async () => {
    await breakNext(tenant, { path: "audience-queries", fault: problem(422, "validation"), times: 100 });
    const page = show();
    await page.says("The members could not be loaded");
    await release(tenant);
    await page.press("Try again");
    expect(await page.names()).to.have.length(50);
  });

  it("says that the role may not see lists", async () => {
    await breakNext(tenant, { path: "audience-queries", fault: problem(403, "forbidden"), times: 100 });
    await show().says("Your role can't see lists of members");
    await release(tenant);
  });

  it("shows what it has while there is no connection, and says as of when", async () => {
    const page = show();
    await page.names();
    network(false);
    await page.says("You're offline. The list is as of");
    network(true);
    await until(() => !page.text.includes("You're offline"), "the words to go");
  });

  it("starts over where the list has moved on", async () => {
    const page = show();
    const first = await page.names();
    await until(() => /of \d/.test(page.text), "the count");
    await breakNext(tenant, { path: "audience-queries", fault: cursorExpired });
    await page.press("Next");
    await page.hears("The list has moved on");
    expect(await page.names()).to.deep.equal(first);
  });
});
