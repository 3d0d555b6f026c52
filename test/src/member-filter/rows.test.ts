import { expect } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import {
  breakNext,
  clientFor,
  held,
  newTenant,
  problem,
  readable,
  release,
  requestsOf,
  seedingMs,
  until,
  type Tenant,
} from "../backend.js";
import { all, clear, showFilter, silver, vip } from "./filter-page.js";

const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await sendKeys({ press: key });
};
const type = (text: string) => sendKeys({ type: text });

describe("member-filter", () => {
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("S1-4 S1-10 stacks rows by keyboard alone, says what they mean, and counts them", async () => {
    const client = clientFor(tenant);
    await client.actions.addTag("m_1048", { tag: "loves oat milk" });
    const page = await showFilter(client).ready();
    expect(page.sentence).to.equal("All members.");
    const everybody = page.count;
    (await page.button("Add a condition")).focus();
    await press("Enter");
    await until(() => page.root.activeElement?.id.endsWith("-field"), "the focus in the new row");
    await type("Tags");
    await press("Tab", "Tab");
    await type("loves oat milk");
    await page.counted("1");
    expect(page.sentence).to.equal("Members tagged loves oat milk.");
    await press("Enter");
    await until(() => page.rows.length === 2 && page.root.activeElement?.id.endsWith("-field"), "a second row");
    await page.says("Not counted yet. Choose a field.");
    expect(page.changes.at(-1)?.isComplete).to.equal(false);
    await type("Credits");
    await press("Tab");
    await type("is between");
    await press("Tab");
    await type("0");
    await press("Tab");
    await type("1000.50");
    await until(() => page.changes.at(-1)?.isComplete, "a whole filter");
    expect(page.filter.value).to.deep.equal({
      combinator: "and",
      rules: [
        { field: "tags", operator: "contains", value: "loves oat milk" },
        { field: "accounts.credits.spendable", operator: "between", value: [0, 100_050] },
      ],
    });
    await page.counted("1");
    expect(page.announced).to.equal("1 member matches");
    expect(page.changes.at(-1)?.sentence.replaceAll(/[\u2066-\u2069]/g, "")).to.equal(page.sentence);
    // Past the two buttons that move it.
    await press("Tab", "Tab", "Tab");
    expect(page.root.activeElement?.matches(".remove")).to.equal(true);
    await press("Delete");
    await until(() => page.rows.length === 1, "one row");
    expect(page.root.activeElement?.matches(".remove")).to.equal(true);
    await press("Backspace");
    await until(() => page.filter.value.rules.length === 0, "no row");
    expect(page.root.activeElement?.id).to.contain("add-condition");
    await page.counted(everybody);
    (await page.seen("#undo")).focus();
    await press("Enter");
    await until(() => page.filter.value.rules.length === 1, "the row that was removed");
    await page.counted("1");
  });

  it("counts each change, tells the host, and says whom each channel reaches at which cost", async () => {
    const page = await showFilter(clientFor(tenant), all(vip)).ready();
    const { count, everybody, reach } = page.counts.at(-1) ?? {};
    expect(page.count).to.equal(String(count?.value));
    await page.says(`of ${everybody?.value} members · counted just now`);
    const sms = reach?.find(({ channel }) => channel === "sms");
    await page.says(`SMS ${sms?.members}`);
    await page.says("Push");
    await page.choose("select[id$=-match]", "none");
    await until(() => page.counts.at(-1)?.count?.value !== count?.value, "another count");
    expect(page.filter.value).to.deep.equal({ combinator: "or", not: true, rules: [vip] });
    expect(page.sentence).to.equal("All members except those tagged VIP.");
    expect((count?.value ?? 0) + (page.counts.at(-1)?.count?.value ?? 0)).to.equal(everybody?.value);
  });

  it("S1-4 filters by events of the program's own, and by what was told of each", async () => {
    const page = await showFilter(clientFor(tenant)).ready();
    await page.press("Add an event");
    await page.choose("select[id$=-event]", "Review written");
    expect(page.sentence).to.equal("Members with “Review written” at least once.");
    await page.counted("1");
    expect(page.find("select[id$=-total-operator]")).to.equal(null);
    await page.choose("select[id$=-count-operator]", "at least");
    await page.type(".n[id$=-count]", "2");
    await page.press("Add a condition on each");
    await page.choose(".inner select[id$=-field]", "Stars");
    await page.choose(".inner select[id$=-operator]", "is at most");
    await page.type(".inner input[id$=-value-0]", "2");
    expect(page.filter.value).to.deep.equal(
      all({
        event: "review",
        occurred: true,
        count: { operator: ">=", value: 2 },
        where: all({ field: "stars", operator: "<=", value: 2 }),
      }),
    );
    await page.counted("0");
    await page.choose("select[id$=-count-operator]", "at least once");
    await page.counted("1");
  });

  it("S1-4 filters by purchases made and not made: how often, for how much, when, and what was bought", async () => {
    const page = await showFilter(clientFor(tenant)).ready();
    const everybody = Number(page.count);
    await page.press("Add an event");
    expect(page.filter.value).to.deep.equal(all({ event: "purchase", occurred: true }));
    expect(page.sentence).to.equal("Members who made a purchase.");
    await until(() => /^\d+$/.test(page.count) && Number(page.count) < everybody, "fewer than all");
    const buyers = Number(page.count);
    await page.choose("select[id$=-count-operator]", "at least");
    await page.type(".n[id$=-count]", "2");
    await page.choose("select[id$=-when]", "between");
    await page.type("input[id$=-from]", "2026-01-01");
    await page.type("input[id$=-to]", "2026-11-30");
    await page.choose("select[id$=-total-operator]", "for at least");
    await page.type(".n[id$=-total]", "4.50");
    await page.press("Add a condition on each");
    await page.choose(".inner select[id$=-field]", "Items");
    await page.choose(".inner select[id$=-value-0]", "Flat white");
    expect(page.filter.value).to.deep.equal(
      all({
        event: "purchase",
        occurred: true,
        count: { operator: ">=", value: 2 },
        total: { operator: ">=", value: 450 },
        between: ["2026-01-01", "2026-11-30"],
        where: all({ field: "item", operator: "contains", value: "item_flat_white" }),
      }),
    );
    expect(page.sentence).to.equal(
      "Members who made at least 2 purchases between 1 Jan 2026 and 30 Nov 2026 for at least 4.50 in all, each with Flat white among items.",
    );
    await until(() => /^[1-9]\d*$/.test(page.count), "those who did");
    clear();
    const never = await showFilter(clientFor(tenant), all({ event: "purchase", occurred: false })).ready();
    expect(never.sentence).to.equal("Members who made no purchase.");
    expect(Number(never.count)).to.equal(everybody - buyers);
  });

  it("U03 aborts the count of what was changed since, and shows the last one's only", async () => {
    const page = await showFilter(clientFor(tenant), all(vip)).ready();
    await breakNext(tenant, { path: "audience-queries", fault: { kind: "hold", at: "answer" } });
    await page.type("input.t", "weekend");
    await held(tenant);
    await page.type("input.t", "no one has this");
    await page.counted("0");
    expect((await requestsOf(tenant)).filter(({ path }) => path.endsWith("/audience-queries"))).to.have.length(3);
    await release(tenant);
    await page.says("Nobody matches");
    expect(page.counts.map(({ count }) => count?.value)).to.deep.equal([page.counts[0]?.count?.value, 0]);
  });

  it("says at its row what the backend refuses, and counts once it is mended", async () => {
    const fault = problem(422, "validation", {
      errors: [{ pointer: "/filter/rules/1/value", code: "wrong", detail: "There is no tier of that name." }],
    });
    await breakNext(tenant, { path: "audience-queries", fault });
    const page = showFilter(clientFor(tenant), all(vip, silver));
    await page.says("There is no tier of that name.");
    const [, wrong] = page.all(".rule");
    expect(readable(wrong?.querySelector(".err")?.textContent)).to.equal("There is no tier of that name.");
    expect(wrong?.querySelector("[aria-invalid=true]")?.getAttribute("aria-describedby")).to.equal(
      wrong?.querySelector(".err")?.id,
    );
    await page.says("Couldn't count. Mend what is marked, and it is counted.");
    await page.choose(".rule:nth-child(2) select[id$=-value-0]", "Gold");
    await until(() => /^\d+$/.test(page.count), "a count");
    expect(page.find(".err")).to.equal(null);
  });

  it("says what is wrong with what is typed once the operator leaves it, and leaves the row out until then", async () => {
    const page = await showFilter(clientFor(tenant), all(vip)).ready();
    await page.press("Add a condition");
    await page.choose(".rule:nth-child(2) select[id$=-field]", "Birthday");
    await page.choose(".rule:nth-child(2) select[id$=-operator]", "is in the next");
    await page.type(".rule:nth-child(2) .n", "soon");
    expect(page.find(".err")).to.equal(null);
    expect(page.filter.value).to.deep.equal(all(vip));
    page.find(".rule:nth-child(2) .n")?.blur();
    await page.says("Type a whole number of days, from 1 to 36,500.");
    await page.says("1 unfinished condition is not counted.");
    await page.type(".rule:nth-child(2) .n", "30");
    await until(() => page.filter.value.rules.length === 2, "the row");
    expect(page.find(".err")).to.equal(null);
  });

  it("keeps what the backend does not know, does not count it, and lets go of it when it is removed", async () => {
    const unknown = { field: "shoe-size", operator: "=", value: 42 } as const;
    const page = showFilter(clientFor(tenant), all(vip, unknown));
    await page.says("The loyalty system does not know this condition.");
    expect(page.filter.value).to.deep.equal(all(vip, unknown));
    expect(page.count).to.equal("–");
    await page.choose(".rule select[id$=-operator]", "do not include");
    expect(page.filter.value.rules[1]).to.deep.equal(unknown);
    await page.press("Remove: with shoe-size = 42, which is not known here");
    await until(() => /^\d+$/.test(page.count), "a count");
    expect(page.filter.value.rules).to.have.length(1);
    await page.press("Undo, put back: with shoe-size = 42, which is not known here");
    expect(page.filter.value.rules[1]).to.deep.equal(unknown);
    const queries = (await requestsOf(tenant)).filter(({ path }) => path.endsWith("/audience-queries"));
    expect(queries.map(({ status }) => status)).to.deep.equal([200]);
  });

  it("takes a pasted list apart, and lists what was not found", async () => {
    const page = await showFilter(clientFor(tenant)).ready();
    await page.press("Add a condition");
    await page.choose("select[id$=-field]", "Member id");
    await page.type("textarea", "m_1048, m_1012;nobody\tm_1048\nsomebody");
    await page.says("4 in the list");
    await page.says("2 were not found");
    const missing = page.find<HTMLTextAreaElement>(".missing textarea");
    expect(missing?.value).to.equal("nobody\nsomebody");
    await page.counted("2");
    expect(page.sentence).to.equal("Members on a list of 4 by member id.");
    await page.type("textarea", "m_1048");
    await page.says("All of them were found");
  });

  it("nests groups as deep as the backend takes them, and as many rows", async () => {
    const client = clientFor(tenant);
    const wrapped: typeof client = {
      ...client,
      bulk: async () => {
        const bulk = await client.bulk();
        const filterSchema: typeof bulk.filterSchema = async (options) => ({
          ...(await bulk.filterSchema(options)),
          greatestDepth: 2,
          mostRules: 2,
        });
        return { ...bulk, filterSchema };
      },
    };
    const page = await showFilter(wrapped, all(vip)).ready();
    await page.press("Add a group of conditions");
    await until(() => page.find(".nest"), "a group");
    expect(page.all("[id$=add-group]")).to.have.length(1);
    const full = await page.button("Add a condition");
    expect(full.getAttribute("aria-disabled")).to.equal("true");
    expect(full.title).to.equal("There can be 2 conditions at most.");
    full.click();
    await page.filter.updateComplete;
    expect(page.rows).to.have.length(2);
    await page.choose(".nest select[id$=-field]", "Tier");
    await page.choose(".nest select[id$=-value-0]", "Silver");
    await page.choose(".nest select[id$=-match]", "none");
    expect(page.filter.value).to.deep.equal(all(vip, { combinator: "or", not: true, rules: [silver] }));
    await page.press("Remove: this group");
    expect(page.filter.value).to.deep.equal(all(vip));
  });

  it("S1-4 rows are moved by keyboard, past others, into groups and out of them, and it is said where they stand then", async () => {
    const inner = { combinator: "or", rules: [silver] } as const;
    const page = await showFilter(clientFor(tenant), all(vip, inner)).ready();
    const fields = () => page.filter.value;
    const up = await page.button("Move up: tagged VIP");
    expect(up.ariaDisabled).to.equal("true");
    (await page.button("Move down: tagged VIP")).focus();
    await press("Enter");
    await until(() => page.root.activeElement?.ariaLabel === "Move down: tagged VIP", "the focus with its row");
    expect(fields()).to.deep.equal(all({ ...inner, rules: [vip, silver] }));
    expect(page.announced).to.equal("tagged VIP: 1 of 2 in this group");
    await press("Enter");
    await press("Enter");
    await until(() => page.announced === "tagged VIP: 2 of 2", "where it stands");
    expect(fields()).to.deep.equal(all(inner, vip));
    await press("Enter");
    expect(fields()).to.deep.equal(all(inner, vip));
    expect(page.changes.at(-1)?.value).to.deep.equal(all(inner, vip));
    page.filter.readonly = true;
    await until(() => page.find(".mover") === null, "no buttons in a filter that can't be changed");
  });

  it("takes several values as chips, and suggests the tags in use", async () => {
    const page = await showFilter(clientFor(tenant), all({ ...vip, operator: "in", value: ["VIP"] })).ready();
    const input = await page.seen<HTMLInputElement>("input.bare");
    input.focus();
    await type("test");
    await until(() => page.find("datalist option"), "a suggestion");
    await type("-user");
    await press("Enter");
    await until(() => page.all(".tag").length === 2, "two chips");
    expect(page.filter.value).to.deep.equal(all({ ...vip, operator: "in", value: ["VIP", "test-user"] }));
    await press("Backspace");
    await until(() => page.all(".tag").length === 1, "one chip");
    await page.press("Remove VIP");
    await page.says("The list is empty.");
    expect(page.filter.value).to.deep.equal(all());
  });

  it("S1-15 an empty filter says which need belongs here, and which elsewhere", async () => {
    const page = await showFilter(clientFor(tenant)).ready();
    await page.says("Many members, once: describe them here");
    await page.says("One member: open their profile and press Actions.");
    await page.says("Again and again, or whenever something happens: that is a campaign.");
    await page.press("Add a condition");
    expect(page.text).not.to.contain("campaign");
  });

  it("U08 nothing that is typed is a shortcut of the page, and only its own events leave it", async () => {
    const page = await showFilter(clientFor(tenant), all(vip)).ready();
    const heard: string[] = [];
    for (const name of ["keydown", "input", "change", "submit", "member-filter-change"])
      document.body.addEventListener(name, () => heard.push(name), { once: true });
    page.find("input.t")?.focus();
    await type("s");
    await press("Enter");
    await until(() => page.rows.length === 2, "the next row");
    expect([...new Set(heard)]).to.deep.equal(["member-filter-change"]);
  });
});
