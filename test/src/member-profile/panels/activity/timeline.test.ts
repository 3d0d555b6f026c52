import { expect, nextFrame } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import {
  breakNext,
  clientFor,
  cursorExpired,
  doDueWork,
  held,
  newTenant,
  problem,
  readable,
  release,
  requestsOf,
  until,
  type Tenant,
  seedingMs,
} from "../../../backend.js";
import { RejectedError, UnknownOutcomeError, type Client } from "../../../../../sdk/index.js";
import { clear, showProfile, type ProfilePage } from "../../profile-page.js";

const shape = (entry: HTMLElement | undefined): string[] =>
  [...(entry?.children ?? [])].map(({ localName, className }) => `${localName}.${className.replace(/\s.*/, "")}`);

const reversals = async (tenant: Tenant) => (await requestsOf(tenant)).filter(({ path }) => path.endsWith("/reversal"));

describe("the timeline", () => {
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const undoOf = async (page: ProfilePage) => {
    (await page.button("Undo: Points added")).click();
    return page.seen<HTMLButtonElement>("[data-focus]:not([aria-disabled])");
  };

  it("S0-26 a manual action stands beside rule-driven ones and looks the same", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const manual = page
      .all(".entry")
      .find((entry) => readable(entry.textContent).includes("Manual") && entry.querySelector(".amount"));
    const byRule = page.all(".entry").find((entry) => readable(entry.textContent).includes("Rule “1 point per €1”"));
    expect(shape(manual)).to.have.length.above(3);
    expect(shape(manual)).to.deep.equal(shape(byRule));
    expect(readable(manual?.textContent)).not.to.contain("Dana");
  });

  it("S0-25 what was done to many at once says of which job it is part, in the operator's language, and asks for no more", async () => {
    const client = clientFor(tenant, "ari");
    const { jobs } = await client.bulk();
    const target = { memberIds: ["m_1048", "m_1012"] };
    const job = await jobs.preview({ target, action: "add", input: { currency: "points", amount: 25 } });
    await jobs.start(job);
    await doDueWork();
    const page = await showProfile(client).ready();
    await until(() => page.entry("Part of “Add 25 points”"), "the entry of the job");
    expect((await requestsOf(tenant)).filter(({ path }) => path.includes("/jobs"))).to.have.length(0);
    page.kit.locale = "he";
    await until(() => page.entry("חלק מ„Add 25 points”"), "the same in Hebrew");
  });

  it("what arrives on top moves the entries below: their rows stay, opened, with the focus where it was", async () => {
    const client = clientFor(tenant);
    await client.actions.add("m_1048", { currency: "points", amount: 11 });
    const page = await showProfile(client).ready();
    const [row] = page.all(".entry");
    const toggle = row?.querySelector<HTMLButtonElement>("button[aria-expanded]");
    toggle?.click();
    await until(() => toggle?.getAttribute("aria-expanded") === "true" || null);
    toggle?.focus();
    const before = page.all(".entry").length;
    await client.actions.add("m_1048", { currency: "points", amount: 12 });
    await until(() => readable(page.all(".entry")[0]?.textContent).includes("+12") || null);
    expect(page.all(".entry")[1] === row, "the row is the same").to.equal(true);
    expect(page.all(".entry")).to.have.length.within(before, before + 1);
    expect(page.root.activeElement === toggle, "the focus stays").to.equal(true);
  });

  const outcomes = [
    { status: "pending", words: "Being carried out", look: "soon" },
    { status: "awaiting_approval", words: "Waiting for approval", look: "soon" },
    { status: "unknown", words: "Outcome unknown", look: "soon" },
    { status: "half-done", words: "Outcome unknown", look: "soon" },
    { status: "rejected", words: "Not done", look: "off" },
    { status: "failed", words: "Not done", look: "off" },
  ];
  for (const { status, words, look } of outcomes)
    it(`an entry that is ${status} says so, claims nothing and can't be undone`, async () => {
      const client = clientFor(tenant);
      const { id } = await client.actions.add("m_1048", { currency: "points", amount: 12 });
      await breakNext(tenant, {
        path: "/activities",
        fault: { kind: "mutate", pointer: "/data/0/status", value: status },
      });
      const page = await showProfile(client).ready();
      const entry = await until(() => page.find(`[data-id="${id}"]`), "the entry");
      expect(readable(entry.querySelector(".t")?.textContent)).to.equal(`Add points ${words}`);
      expect(readable(entry.querySelector(".amt")?.textContent)).to.equal("+12 points");
      expect(entry.querySelector(".amount")?.className).to.equal(`amount ${look}`);
      expect(entry.querySelector('[aria-label^="Undo"]')).to.equal(null);
      (await page.button("Show who did it", entry)).click();
      await page.says("Requested by");
    });

  it("an entry of a backend that tells no balance has none, and is not taken for pending", async () => {
    const client = clientFor(tenant);
    const { id } = await client.actions.add("m_1048", { currency: "points", amount: 12 });
    await breakNext(tenant, {
      path: "/activities",
      fault: { kind: "mutate", pointer: "/data/0/changes/0/spendable", value: null },
    });
    const page = await showProfile(client).ready();
    const entry = await until(() => page.find(`[data-id="${id}"]`), "the entry");
    expect(readable(entry.querySelector(".amt")?.textContent)).to.equal("+12 points");
    expect(entry.querySelector(".amount")?.className).to.equal("amount up");
  });

  it("an entry whose time for an undo is over offers none", async () => {
    const client = clientFor(tenant);
    const { id } = await client.actions.add("m_1048", { currency: "points", amount: 12 });
    const value = { until: "2026-01-01T00:00:00Z" };
    await breakNext(tenant, { path: "/activities", fault: { kind: "mutate", pointer: "/data/0/reversible", value } });
    const page = await showProfile(client).ready();
    const entry = await until(() => page.find(`[data-id="${id}"]`), "the entry");
    (await page.button("Show who did it", entry)).click();
    await page.says("Ari Cohen");
    expect(entry.querySelector("[data-undo]")).to.equal(null);
  });

  it("an undo asks why, where the program wants to know, and is held back until it is told", async () => {
    const own = await newTenant({ reason: { reasonCode: "required", note: "required" } });
    const client = clientFor(own);
    const why = { reasonCode: "goodwill", note: "Sorry" };
    const { id } = await client.actions.add("m_1048", { currency: "points", amount: 12, ...why });
    const page = await showProfile(client).ready();
    const entry = await until(() => page.find(`[data-id="${id}"]`), "the entry");
    entry.querySelector<HTMLElement>("[data-undo]")?.click();
    const run = await until(() => entry.querySelector<HTMLElement>(".undoing [data-focus]"), "the question");
    await until(() => entry.querySelectorAll(".why option").length > 1, "the reasons");
    run.click();
    expect(await reversals(own)).to.deep.equal([]);
    const fill = (selector: string, value: string, type: string) => {
      const input = entry.querySelector(selector) as HTMLInputElement;
      input.value = value;
      input.dispatchEvent(new Event(type, { bubbles: true }));
    };
    fill(".why select", "correction", "change");
    fill(".why input", "Typed twice", "input");
    await until(() => run.getAttribute("aria-disabled") === null, "the button");
    run.click();
    await until(() => page.find(`[data-id="${id}"]`)?.textContent.includes("Undone"), "the undo");
    const { data } = await client.members.activities("m_1048").first();
    expect([data[0]?.reverses, data[0]?.reasonCode, data[0]?.note]).to.deep.equal([id, "correction", "Typed twice"]);
  });

  it("an undo offers the reasons for one, and asks for the note that the chosen one asks for", async () => {
    const own = await newTenant({ reason: { reasonCode: "required", note: "optional" } });
    const client = clientFor(own);
    const { id } = await client.actions.add("m_1048", { currency: "points", amount: 12, reasonCode: "goodwill" });
    const page = await showProfile(client).ready();
    const entry = await until(() => page.find(`[data-id="${id}"]`), "the entry");
    entry.querySelector<HTMLElement>("[data-undo]")?.click();
    const select = await until(() => entry.querySelector<HTMLSelectElement>(".why select"), "the reasons");
    await until(() => select.options.length > 1, "the reasons");
    expect([...select.options].map(({ value }) => value)).to.deep.equal([
      ...["", "goodwill", "correction", "wrong_member", "service_failure"],
    ]);
    expect(entry.querySelector(".why input")).to.equal(null);
    select.value = "service_failure";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await until(() => entry.querySelector(".why input"), "the note");
    const run = entry.querySelector<HTMLElement>(".undoing [data-focus]");
    expect(run?.getAttribute("aria-disabled")).to.equal("true");
  });

  it("an undo that is not final is no undo yet, and one that comes to nothing says so", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const done: string[] = [];
    page.profile.addEventListener("member-action-done", ({ operation }) => done.push(operation.status));
    const failed: unknown[] = [];
    page.profile.addEventListener("member-action-failed", ({ error }) => failed.push(error));
    const status = (value: string) => ({ kind: "mutate", pointer: "/status", value }) as const;
    await breakNext(
      tenant,
      { method: "POST", path: "/reversal$", fault: status("awaiting_approval") },
      { method: "GET", path: "/operations/", fault: status("rejected") },
    );
    (await undoOf(page)).click();
    await page.says("This is not undone yet. The activity shows the outcome.");
    expect(done).to.deep.equal([]);
    await page.says("Couldn't undo this.");
    await until(() => page.announced === "Couldn't undo this: Points added", "the announcement");
    expect(failed[0]).to.be.instanceOf(RejectedError);
    expect(done).to.deep.equal([]);
  });

  it("an undo that comes to nothing while another entry is asked about says so at its own entry", async () => {
    const client = clientFor(tenant);
    const { id } = await client.actions.add("m_1048", { currency: "points", amount: 7, note: "another" });
    const page = await showProfile(client).ready();
    const status = (value: string) => ({ kind: "mutate", pointer: "/status", value }) as const;
    await breakNext(
      tenant,
      { method: "POST", path: "/reversal$", fault: status("pending") },
      { method: "GET", path: "/operations/", fault: status("pending") },
      { method: "GET", path: "/operations/", fault: status("failed") },
    );
    const entry = await until(() => page.find(`[data-id="${id}"]`), "the entry");
    (await page.button("Undo: Points added", entry)).click();
    (
      await until(() => entry.querySelector<HTMLButtonElement>("[data-focus]:not([aria-disabled])"), "the question")
    ).click();
    await until(() => entry.textContent.includes("This is not undone yet."), "the wait");
    const other = await until(
      () => page.all(".entry").find((each) => each !== entry && each.querySelector(".btn.link")),
      "",
    );
    other.querySelector<HTMLButtonElement>(".btn.link")?.click();
    await until(() => other.querySelector(".undoing"), "the other question");
    const asked = other.dataset.id;
    await until(() => page.announced === "Couldn't undo this: Points added", "the announcement");
    // The list is read anew after that: an entry is found by its id.
    const lineOf = (entryId: string | undefined) => readable(page.find(`[data-id="${entryId}"] .undoing`)?.textContent);
    expect(lineOf(id)).to.include("Couldn't undo this.");
    expect(lineOf(asked)).to.include("This takes");
  });

  it("a list that has moved on starts over by itself, and what is shown stays until it is there", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const first = page.all(".entry").map(({ dataset }) => dataset.id);
    await breakNext(
      tenant,
      { path: "/activities\\?.*cursor=", fault: cursorExpired },
      { path: "/activities$", fault: { kind: "hold", at: "answer" } },
    );
    (await page.button("Show 25 more")).click();
    await held(tenant);
    expect(page.all(".entry").map(({ dataset }) => dataset.id)).to.deep.equal(first);
    await release(tenant);
    await until(() => page.all(".entry").length > first.length, "a page more");
    const all = page.all(".entry").map(({ dataset }) => dataset.id);
    expect(all.slice(0, first.length)).to.deep.equal(first);
    expect(new Set(all).size).to.equal(all.length);
    expect(page.announced).to.equal(`${all.length} entries shown`);
    expect(page.find(".pfoot .err")).to.equal(null);
  });

  it("U02 a further page of A is never put below B", async () => {
    let further: Promise<string> | undefined;
    const client = clientFor(tenant, "ari", {
      fetch: (request) => {
        const answer = fetch(request);
        if (request.url.includes("cursor=")) further = answer.then((response) => response.clone().text());
        return answer;
      },
    });
    const page = await showProfile(client).ready();
    const shown = () => page.all(".entry").map(({ dataset }) => dataset.id);
    const ofA = shown();
    await breakNext(tenant, { path: "/activities\\?.*cursor=", fault: { kind: "hold", at: "answer" } });
    (await page.button("Show 25 more")).click();
    await held(tenant);
    page.profile.memberId = "m_1012";
    await until(() => shown().length > 0 && !shown().some((id) => ofA.includes(id)), "B");
    const ofB = shown();
    await release(tenant);
    await further;
    await nextFrame();
    expect(shown()).to.deep.equal(ofB);
  });

  it("after the last page the focus goes to the first new entry, unless the operator has gone elsewhere", async () => {
    for (const elsewhere of [null, "[part=actions-button]"]) {
      const page = await showProfile(clientFor(tenant)).ready();
      const before = page.all(".entry").length;
      await breakNext(tenant, { path: "/activities\\?.*cursor=", fault: { kind: "hold", at: "answer" } });
      const more = await page.button("Show 25 more");
      more.focus();
      more.click();
      await held(tenant);
      if (elsewhere) page.find(elsewhere)?.focus();
      await release(tenant);
      await until(() => page.announced === `${page.all(".entry").length} entries shown`, "the announcement");
      await nextFrame();
      const first = () => page.all(".entry")[before]?.querySelector(".acts button");
      await until(() => page.root.activeElement === (elsewhere ? page.find(elsewhere) : first()), "the focus");
      clear();
    }
  });

  it("a day of one moment bears its date in the line, and 25 entries stay below 1,800 pixels", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    page.profile.style.inlineSize = "1100px";
    const dated = page.all(".entry.dated");
    expect(dated.length).to.be.greaterThan(8);
    for (const entry of dated) {
      expect(readable(entry.querySelector("time")?.textContent)).to.match(/^\d{1,2} [A-Z][a-z]+( \d{4})?$/);
      expect(readable(entry.querySelector(".m")?.textContent)).to.match(/\d\d:\d\d/);
      expect(entry.parentElement?.previousElementSibling?.matches("h4")).to.equal(false);
    }
    expect(page.all(".entry")).to.have.length(25);
    expect(page.find(".activity-panel")?.clientHeight).to.be.lessThan(1800);
  });

  it("a purchase stands before what it brought, as one group", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const entries = page.all(".entry");
    const first = entries.findIndex((entry) => readable(entry.textContent).includes("Purchase €186.00"));
    const brought = entries.slice(first + 1, first + 4).map((entry) => ({
      title: readable(entry.querySelector(".t")?.textContent),
      isPart: entry.matches(".part"),
    }));
    expect(entries[first]?.matches(".part")).to.equal(false);
    expect(brought).to.deep.equal([
      { title: "Points added", isPart: true },
      { title: "Coffee card punched", isPart: true },
      { title: "Undo of “Points added”", isPart: false },
    ]);
  });

  it("a message's line has its first words and its state, delivered too", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    expect(readable(page.entry("SMS “Winter warmers”")?.textContent)).to.match(
      /Blocked: no SMS consent.*Hi Noa, winter warmers are here.*…/,
    );
    clear();
    const mutate = { kind: "mutate", pointer: "/data/1/message/status", value: "delivered" } as const;
    await breakNext(tenant, { path: "/activities", fault: mutate });
    const again = await showProfile(clientFor(tenant)).ready();
    expect(readable(again.entry("SMS “Winter warmers”")?.textContent)).to.include("Delivered");
  });

  it("types are chosen by the words of their entries", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const words = page.all(".filters select:first-child option").map((option) => readable(option.textContent));
    for (const type of ["Points or credits added", "Gift received: …", "SMS", "Purchase", "Points or credits expired"])
      expect(words).to.include(type);
    expect(words.filter((each) => /^(Add|Redeem|Send)/.test(each))).to.deep.equal([]);
    expect(new Set(words).size).to.equal(words.length);
  });

  it("S0-27 hides the operator until the info button is pressed", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    expect(page.text).not.to.contain("dana@northwind.example");
    const button = await page.button("Show who did it: Points added");
    button.click();
    await page.says("dana@northwind.example");
    expect(button.getAttribute("aria-expanded")).to.equal("true");
    button.click();
    await until(() => !page.text.includes("dana@northwind.example"), "the operator hidden again");
  });

  it("S1-12 what was done is in the audit log, under the id that its receipt carries", async () => {
    const client = clientFor(tenant);
    const receipt = await client.actions.add("m_1048", { currency: "points", amount: 12, note: "Sorry for the wait" });
    const page = await showProfile(client).ready();
    const entry = await until(() => page.find(`[data-id="${receipt.id}"]`), "the entry of the receipt");
    (await page.button("Show who did it", entry)).click();
    const details = await page.seen("[part=entry-details]");
    expect(readable(details.textContent)).to.contain("Recorded").and.to.contain("In the audit log, for good");
    expect(readable(details.querySelector(".copy")?.textContent)).to.equal(receipt.id);
    expect((await client.operation(receipt.id)).id).to.equal(receipt.id);
  });

  it("operator=inline names them in the line", async () => {
    const page = await showProfile(clientFor(tenant), { "member-id": "m_1048", operator: "inline" }).ready();
    expect(page.text).to.contain("by Dana Levi");
  });

  it("shows balances before and after behind the info button", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    (await page.button("Show who did it: Points added")).click();
    await page.says("To spend");
    expect([...page.all(".more .delta")].map((delta) => readable(delta.textContent))).to.deep.equal([
      "1,140to1,240",
      "1,540to1,640",
    ]);
  });

  it("narrows by type and by source, and back", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const choose = async (label: string, value: string) => {
      const select = await page.seen<HTMLSelectElement>(`select[aria-label="${label}"]`);
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    };
    await choose("Type", "purchase");
    await until(
      () => page.all(".entry").length > 0 && page.all(".t").every((title) => title.textContent.includes("Purchase")),
      "purchases",
    );
    await choose("Source", "manual");
    await page.says("Nothing matches");
    (await page.button("Show everything")).click();
    await until(() => page.entry("Points added"), "all of it");
  });

  it("undoes an entry once, however often it is pressed, and says so", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const confirm = await undoOf(page);
    expect(page.root.activeElement).to.equal(confirm);
    for (let click = 0; click < 32; click++) confirm.click();
    await until(() => page.announced === "Undone: Points added", "the announcement");
    await until(
      () => page.entry("Undo of “Points added”") && page.find("[data-currency=points] .big")?.textContent === "1,140",
      "1,140",
    );
    expect(await reversals(tenant)).to.have.length(1);
  });

  it("U07 Escape answers no, before a host's dialog around it hears of it; the next one is the host's", async () => {
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent) => heard.push(key);
    document.addEventListener("keydown", hear, { capture: true });
    try {
      const page = await showProfile(clientFor(tenant)).ready();
      await undoOf(page);
      await sendKeys({ press: "Escape" });
      await until(() => page.root.activeElement?.matches("[data-undo]"), "the focus back");
      expect(page.find(".undoing")).to.equal(null);
      expect(heard).to.deep.equal([]);
      await sendKeys({ press: "Escape" });
      expect(heard).to.deep.equal(["Escape"]);
    } finally {
      document.removeEventListener("keydown", hear, { capture: true });
    }
  });

  it("the details say from which tier to which, until when, and which hidden one", async () => {
    const client = clientFor(tenant);
    const etag = async () => ({ ifMatch: (await client.members.get("m_1048")).etag ?? "" });
    await client.actions.changeTier("m_1048", { tierId: "gold", until: "2026-12-24" }, await etag());
    await client.actions.changeHiddenTier("m_1048", { hiddenTierId: "friend" }, await etag());
    const page = await showProfile(client).ready();
    (await page.button("Show who did it: Tier given")).click();
    expect(readable((await page.seen(".more")).textContent)).to.include("Silverto Gold until 24 Dec 2026");
    (await page.button("Show who did it: Hidden tier given")).click();
    await page.says("–to Friend of the house");
  });

  it("shows beforehand what an undo makes pending again", async () => {
    await clientFor(tenant).actions.releasePending("m_1048", { lotId: "points.2026-12-04.never" });
    const page = await showProfile(clientFor(tenant)).ready();
    (await page.button("Undo: Points released")).click();
    const takes = readable((await page.seen(".takes")).textContent);
    expect(takes).to.include("Points · Pending 0to186");
  });

  it("keeps it where the operator thinks better of it, with the focus where it was", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    await undoOf(page);
    (await page.button("Keep it")).click();
    await until(
      () => (page.root.activeElement as HTMLElement | null)?.ariaLabel === "Undo: Points added",
      "the focus back",
    );
    expect(await reversals(tenant)).to.deep.equal([]);
  });

  it("shows a refusal at the entry, as text, and can be tried again", async () => {
    const fault = problem(409, "insufficient-balance", { detail: "<b>There isn't enough</b>" });
    await breakNext(tenant, { method: "POST", path: "/reversal$", fault });
    const page = await showProfile(clientFor(tenant)).ready();
    (await undoOf(page)).click();
    await page.says("<b>There isn't enough</b>");
    expect(page.find(".undoing b")).to.equal(null);
    (await page.button("Try again")).click();
    await until(() => page.announced === "Undone: Points added", "the announcement");
  });

  it("N01 a lost answer is not a failure: the same key finds out, and it is undone once", async () => {
    await breakNext(tenant, { method: "POST", path: "/reversal$", fault: { kind: "drop" } });
    const page = await showProfile(clientFor(tenant)).ready();
    (await undoOf(page)).click();
    await until(() => page.announced === "Undone: Points added", "the announcement");
    const keys = new Set((await reversals(tenant)).map(({ key }) => key));
    expect(keys.size).to.equal(1);
    await until(() => page.find("[data-currency=points] .big")?.textContent === "1,140", "1,140");
  });

  it("N19 pressing again after an unknown outcome asks with the same key, and it is undone once", async () => {
    const client = clientFor(tenant);
    const keys: unknown[] = [];
    const undo: Client["undo"] = (operation, input, options) => {
      keys.push(options?.key);
      return keys.length < 3
        ? Promise.reject(new UnknownOutcomeError(String(options?.key)))
        : client.undo(operation, input, options);
    };
    const page = await showProfile({ ...client, undo }).ready();
    (await undoOf(page)).click();
    (await page.button("Check now")).click();
    await until(() => keys.length === 2, "the second try");
    (await page.button("Check now")).click();
    await until(() => page.announced === "Undone: Points added", "the announcement");
    expect(keys.length).to.equal(3);
    expect(new Set(keys).size).to.equal(1);
  });

  it("an undo shows before and after, and the tier, before it is done", async () => {
    const client = clientFor(tenant);
    const { changes, tier } = await client.actions.add("m_1048", { currency: "points", amount: 5000 });
    const page = await showProfile(client).ready();
    await undoOf(page);
    const { before = 0, after = 0 } = changes[0]?.spendable ?? {};
    const format = (value: number) => value.toLocaleString("en-US");
    const takes = readable((await page.seen(".takes")).textContent);
    expect(takes).to.include(`Points ${format(after)} to ${format(before)}`.replace(" to ", "to"));
    expect(tier).not.to.equal(null);
    expect(takes).to.include("Tier");
    await until(() => page.announced.startsWith(`Points: ${format(after)} to ${format(before)}`), "the announcement");
    expect(await reversals(tenant)).to.deep.equal([]);
  });

  it("an undo that would be refused says why before it is tried, and offers nothing to try again", async () => {
    const client = clientFor(tenant);
    const { accounts } = (await client.members.get("m_1048")).value;
    const spendable = accounts.find(({ currency }) => currency === "points")?.spendable ?? 0;
    await client.actions.add("m_1048", { currency: "points", amount: 5 });
    await client.actions.redeem("m_1048", { currency: "points", amount: spendable + 5 });
    const page = await showProfile(client).ready();
    (await page.button("Undo: Points added")).click();
    await until(() => page.find(".undoing > svg"), "the refusal");
    const line = page.find(".undoing") as HTMLElement;
    expect([...line.querySelectorAll("button")].map((each) => readable(each.textContent))).to.deep.equal(["Keep it"]);
    expect(await reversals(tenant)).to.deep.equal([]);
  });

  it("U09 a backend that can't preview an undo is asked without figures, and undoes all the same", async () => {
    await clientFor(tenant).actions.add("m_1048", { currency: "points", amount: 5 });
    await breakNext(tenant, { path: "/reversal-preview$", fault: { kind: "status", status: 404, body: "no route" } });
    const page = await showProfile(clientFor(tenant)).ready();
    const confirm = await undoOf(page);
    expect(page.find(".takes")).to.equal(null);
    confirm.click();
    await until(() => page.announced === "Undone: Points added", "the announcement");
  });

  it("U02 a question about undoing goes with its member", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    await undoOf(page);
    for (const memberId of ["m_1012", "m_1048"]) {
      page.profile.memberId = memberId;
      await page.profile.updateComplete;
      await page.ready();
    }
    await page.button("Undo: Points added");
    expect(page.all(".undoing")).to.have.length(0);
  });

  it("the host may forbid an undo", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    page.profile.addEventListener("member-action-request", (event) => event.preventDefault(), { once: true });
    (await undoOf(page)).click();
    await until(() => !page.find(".undoing"), "the end of it");
    expect(await reversals(tenant)).to.deep.equal([]);
  });
});
