import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Locator, Route } from "playwright-core";
import { people } from "../../server/seed/index.js";
import { launchBrowser } from "../support/browser.js";
import { type Demo, startDemo } from "../support/demo.js";
import { type DeskPage, seat, type Watched } from "./desk-page.js";

let folder: string;
let demo: Demo;
let browser: Browser;
const watched: Watched[] = [];

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "memberkit-demo-"));
  [demo, browser] = await Promise.all([startDemo(folder), launchBrowser()]);
});
after(async () => {
  await browser.close();
  await demo.stop();
  await rm(folder, { recursive: true });
});

const deskOf = async (operator: "dana" | "ari" | "vera" = "ari"): Promise<DeskPage> => {
  const desk = await seat(await browser.newContext(), demo, operator);
  desk.page.setDefaultTimeout(20_000);
  watched.push(desk.watched);
  return desk;
};

const entry = (desk: DeskPage, text: string): Locator => desk.activity.filter({ hasText: text }).first();

test("S0-1 S0-2 S0-8 S0-9 S0-10 by keyboard: points and credits are added and redeemed, and the timeline says so", async () => {
  const desk = await deskOf();
  await desk.openMember(people.noa);
  assert.deepEqual(await desk.balances(), ["1,240", "48.50"]);
  await desk.choose("add:points");
  await desk.type("250");
  assert.match(await desk.submit(), /250 points added/);
  await desk.done();
  await desk.choose("redeem:points");
  await desk.type("40");
  await desk.submit();
  await desk.done();
  await desk.choose("redeem:credits");
  await desk.type("8.50");
  await desk.submit();
  await desk.done();
  await entry(desk, "Credits redeemed").waitFor();
  await desk.shows("40.00");
  await desk.shows("1,450");
  await entry(desk, "Points redeemed").waitFor();
});

test("S12 what Dana adds over her limit waits on Ari's page of approvals, with its count, and is done once he approves it", async () => {
  const dana = await deskOf("dana");
  await dana.openMember(people.mila);
  await dana.choose("add:points");
  await dana.type("2500");
  await dana.modal.getByText("Ask for approval").waitFor();
  await dana.key(dana.modal.locator("#submit"));
  await dana.modal.getByRole("heading", { name: "Waiting for approval" }).waitFor();
  const ari = await deskOf();
  await ari.page.goto(demo.crm);
  await ari.page.locator("#waiting").getByText("1").waitFor();
  await ari.key(ari.page.getByRole("link", { name: "Approvals 1" }));
  const item = ari.page.locator("#approvals > li");
  await item.getByText("add: +2,500 points").waitFor();
  await ari.key(item.getByRole("button", { name: "Approve" }));
  await ari.page.getByText("Nothing waits.").waitFor();
  await dana.modal.getByRole("heading", { name: "2,500 points added" }).waitFor();
});

test("the kit arrives under brotli, its chunks are kept for good, and what has not changed is not sent again", async () => {
  const ask = (file: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${demo.crm}/${file}`, { headers: { "accept-encoding": "br, gzip", ...headers } });
  const kit = await ask("memberkit.js");
  assert.deepEqual([kit.headers.get("Content-Encoding"), kit.headers.get("Cache-Control")], ["br", "no-cache"]);
  const again = await ask("memberkit.js", { "if-none-match": kit.headers.get("ETag") ?? "" });
  assert.equal(again.status, 304);
  const [chunk = ""] = /memberkit\/[\w-]+\.js/.exec(await kit.text()) ?? [];
  assert.match((await ask(chunk)).headers.get("Cache-Control") ?? "", /immutable/);
  assert.equal((await ask("crm/crm.css")).headers.get("Content-Encoding"), "gzip");
  assert.equal((await ask("memberkit/none.js")).headers.get("Cache-Control"), "no-cache");
});

test("S0-3 S0-4 S0-5 S0-6 S0-7 S0's sections and buttons stand in its order; Escape leaves and sends nothing", async () => {
  const desk = await deskOf();
  await desk.openMember(people.noa);
  await desk.openActions();
  const sections = ["Assets", "Communication", "Delete member"];
  const buttons = [
    "Add points",
    "Redeem points",
    "Add credits",
    "Redeem credits",
    "Send asset",
    "Punch a punch card",
    "Send SMS",
    "Send email",
    "Send notification",
    "Delete member",
  ];
  const shown = async (selector: string, among: string[]) =>
    (await desk.modal.locator(selector).allInnerTexts()).filter((words) => among.includes(words));
  assert.deepEqual(await shown("section h3", sections), sections);
  assert.deepEqual(await shown(".tile b", buttons), buttons);
  await desk.modal.getByRole("button", { name: "Cancel" }).waitFor();
  await desk.page.keyboard.press("Escape");
  await desk.modal.waitFor({ state: "hidden" });
  assert.deepEqual(
    desk.watched.urls.filter((url) => /\/actions\/./.test(url)),
    [],
  );
});

test("S0-11 S0-12 a gift lands in the wallet, the card is punched, and an undo takes a punch back", async () => {
  const desk = await deskOf();
  await desk.openMember(people.noa);
  await desk.choose("send-asset");
  await desk.pick("gift_beans");
  await desk.submit();
  await desk.done();
  await entry(desk, "Gift received: Bag of house beans").waitFor();
  await desk.choose("punch-card");
  await desk.pick("card_coffee");
  await desk.submit();
  await desk.done();
  await desk.page.getByText("8 of 10").first().waitFor();
  const punched = entry(desk, "Coffee card punched");
  await desk.key(punched.getByRole("button", { name: /^Undo/ }));
  await punched.locator(".takes").waitFor();
  await desk.page.keyboard.press("Enter");
  await desk.activity.filter({ hasText: "Undo of “Coffee card punched”" }).first().waitFor();
  await desk.page.getByText("7 of 10").first().waitFor();
});

test("S0-16 an SMS, an e-mail and a notification leave for real, and can be read in the outbox", async () => {
  const desk = await deskOf();
  await desk.openMember(people.mila);
  await desk.choose("send-sms");
  await desk.modal.getByText("Custom", { exact: true }).click();
  await desk.modal.locator("#field-body").focus();
  await desk.type("Hi {first_name}, שלום from {home_branch}.");
  await desk.submit();
  await desk.done();
  await desk.choose("send-email");
  await desk.pick("tpl_email_thanks");
  assert.match(await desk.submit(), /€0\.02/);
  await desk.done();
  await desk.choose("send-notification");
  await desk.pick("tpl_push_pastry");
  await desk.submit();
  await desk.done();
  await desk.page.goto(`${demo.crm}/outbox`);
  for (const text of ["Hi Mila, שלום from Station.", "Thank you, Mila", "Fresh out of the oven"])
    await desk.page.getByText(text).first().waitFor();
  await desk.openMember(people.mila);
  await desk.activity.filter({ hasText: "Sent" }).first().waitFor();
});

test("S0-20 an SMS to a member without consent is blocked, and nothing reaches the outbox", async () => {
  const desk = await deskOf("dana");
  await desk.openMember(people.noa);
  await desk.choose("send-sms");
  await desk.pick("tpl_sms_sorry");
  await desk.submit();
  await desk.done();
  await entry(desk, "Blocked: no SMS consent").waitFor();
  const letters = (await (await desk.page.request.get(`${demo.crm}/outbox.json`)).json()) as { to: string }[];
  assert.deepEqual(
    letters.filter(({ to }) => to === "+972525550118"),
    [],
  );
});

test("S1-8 S1-9 a tag is added inline, by keyboard", async () => {
  const desk = await deskOf("dana");
  await desk.openMember(people.noa);
  await desk.key(desk.page.getByRole("button", { name: "Add a tag" }));
  await desk.type("שבת morning");
  await desk.page.keyboard.press("Enter");
  await desk.activity
    .filter({ hasText: /Tagged .*שבת morning/ })
    .first()
    .waitFor();
});

test("S1-16 by keyboard: a tag is merged into another over all customers, which is said and counted before, and deleted", async () => {
  const desk = await deskOf();
  const { page } = desk;
  await page.goto(demo.crm);
  await desk.key(page.getByRole("link", { name: "Tags" }));
  const item = (tag: string) => page.locator("#tags > li").filter({ has: page.getByText(tag, { exact: true }) });
  const countOf = async (tag: string) => parseInt(await item(tag).locator("header > bdi").innerText(), 10);
  const tagged = await countOf("decaf");
  await desk.key(page.getByRole("button", { name: "Rename “decaf”" }));
  await desk.type("early bird");
  await page.getByText("“early bird” is there already").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText(`“decaf” is merged into “early bird” for ${tagged} customers.`).waitFor();
  await desk.key(page.getByRole("button", { name: `Merge for ${tagged} customers` }));
  await item("decaf").waitFor({ state: "detached" });
  const merged = await countOf("early bird");
  await desk.key(page.getByRole("button", { name: "Delete “early bird”" }));
  await desk.key(page.getByRole("button", { name: `Delete for ${merged} customers` }));
  await item("early bird").waitFor({ state: "detached" });
  await desk.key(page.getByRole("link", { name: "See the job" }));
  const done = page.locator("#jobs > li").filter({ hasText: `${merged} done` });
  await done.filter({ hasText: "Remove" }).waitFor();
  await desk.key(done.filter({ hasText: "Remove" }).getByRole("button", { name: "Undo all" }));
  await page.getByText(`Undo it for ${merged} customers?`).waitFor();
  await desk.key(page.getByRole("button", { name: "Keep" }));
  await page.getByRole("button", { name: "Keep" }).waitFor({ state: "detached" });
});

/** Asks the backend as another page of this operator would, where nothing on this one is touched. */
const askElsewhere = async ({ page }: DeskPage, path: string, data: object): Promise<{ id: string }> => {
  const { token } = (await (await page.request.post(`${demo.crm}/token`)).json()) as { token: string };
  const headers = { authorization: `Bearer ${token}`, "idempotency-key": crypto.randomUUID() };
  return (await (await page.request.post(`${demo.api}/v1${path}`, { headers, data })).json()) as { id: string };
};

const startElsewhere = async (desk: DeskPage, tag: string): Promise<void> => {
  const target = { memberIds: [people.noa, people.mila] };
  const { id: jobId } = await askElsewhere(desk, "/bulk-previews", { action: "add-tag", input: { tag }, target });
  await askElsewhere(desk, "/bulk-actions", { jobId });
};

test("a job that is started elsewhere appears on the page of jobs, and moves, by a stream that is closed while the page is hidden", async () => {
  const desk = await deskOf();
  const { page } = desk;
  const isStream = (request: { url(): string }) => new URL(request.url()).pathname === "/v1/changes";
  await Promise.all([page.waitForResponse(isStream), page.goto(`${demo.crm}/jobs`)]);
  const job = (tag: string) => page.locator("#jobs > li").filter({ hasText: tag });
  await startElsewhere(desk, "told of");
  await job("told of").filter({ hasText: "2 done" }).waitFor();

  const hide = (isHidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isHidden);
  await Promise.all([page.waitForEvent("requestfailed", isStream), hide(true)]);
  await startElsewhere(desk, "told of later");
  assert.equal(await job("told of later").count(), 0);
  await Promise.all([page.waitForResponse(isStream), hide(false)]);
  await job("told of later").filter({ hasText: "2 done" }).waitFor();
});

test("S17 by keyboard: the audit says who did what for a ticket, where that is sealed, and who looked at whom; a customer opens from it", async () => {
  const desk = await deskOf();
  const { page } = desk;
  await desk.openMember(people.mila);
  await askElsewhere(desk, `/members/${people.noa}/actions/add`, {
    currency: "points",
    amount: 5,
    reference: "T-0815",
  });
  await page.goto(demo.crm);
  await desk.key(page.getByRole("link", { name: "Audit" }));
  const rows = page.locator("#entries > tr");
  const press = (name: string) => desk.key(page.getByRole("button", { name }));
  const isAsked = /\/v1\/audit-searches$/;
  // Clearing asks, too: rows that are about to give way to others take no key.
  const narrow = async (label: string, text: string) => {
    await Promise.all([page.waitForResponse(isAsked), press("Clear")]);
    await page.getByLabel(label).focus();
    await page.keyboard.type(text);
    await Promise.all([page.waitForResponse(isAsked), page.keyboard.press("Enter")]);
    await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
  };
  await narrow("Ticket", "T-0815");
  await page.getByText("1 entry", { exact: true }).waitFor();
  const row = rows.filter({ hasText: "Ari Cohen" }).filter({ hasText: "Add" }).filter({ hasText: people.noa });
  await row.filter({ hasText: /Not yet sealed|Sealed, no\. \d/ }).waitFor();
  // The worker seals within seconds.
  while ((await row.filter({ hasText: /Sealed, no\. \d/ }).count()) === 0)
    await Promise.all([page.waitForResponse(isAsked), press("Show")]);
  await desk.key(row.locator("summary:visible").first());
  await row
    .getByText(/^[0-9a-f]{64}$/)
    .filter({ visible: true })
    .waitFor();
  await narrow("Customer’s id", people.mila);
  await rows.filter({ hasText: "Viewed" }).first().waitFor();
  await narrow("Ticket", "T-none");
  await page.getByText("Nothing in the audit fits.").waitFor();
  await narrow("Operator", "Ari Cohen");
  await desk.key(rows.getByRole("link", { name: people.noa }).filter({ visible: true }).first());
  await page.locator('member-profile [part~="name"]').waitFor();
});

test("the audit is read on behind its newest 50 entries, and back, by keyboard", async () => {
  const desk = await deskOf();
  const { page } = desk;
  const target = { filter: { combinator: "and", rules: [] } };
  const input = { tag: "counted" };
  const { id: jobId } = await askElsewhere(desk, "/bulk-previews", { action: "add-tag", input, target });
  await askElsewhere(desk, "/bulk-actions", { jobId });
  await page.goto(`${demo.crm}/jobs`);
  await page.locator("#jobs > li").filter({ hasText: "counted" }).filter({ hasText: "Done" }).waitFor();
  await page.goto(`${demo.crm}/audit`);
  await page.getByLabel("What").selectOption("Add tag");
  await desk.key(page.getByRole("button", { name: "Show" }));
  await page.getByText("The newest 50 entries").waitFor();
  const ids = () => page.locator("#entries > tr .what .id").allInnerTexts();
  const first = await ids();
  await desk.key(page.getByRole("button", { name: "Older" }));
  await page.getByText("Older entries, page 2").waitFor();
  const second = await ids();
  assert.ok(second.length > 0 && !second.some((id) => first.includes(id)));
  await desk.key(page.getByRole("button", { name: "Newer" }));
  await page.getByText("The newest entries").waitFor();
  assert.deepEqual(await ids(), first);
});

test("S0-21 who was erased is in the audit by id alone; who may not read it is told so, and nothing is asked for", async () => {
  const desk = await deskOf();
  const { page } = desk;
  await desk.openMember(people.noDevice);
  const name = await page.locator('member-profile [part~="name"]').innerText();
  await desk.choose("delete");
  await desk.modal.locator("#field-confirmation").focus();
  await desk.type(people.noDevice);
  await desk.key(desk.modal.locator("#submit"));
  await desk.receipt();
  await page.goto(`${demo.crm}/audit`);
  await page.getByLabel("Customer’s id").fill(people.noDevice);
  await page.keyboard.press("Enter");
  await page.getByText(/^\d+ entries$/).waitFor();
  const rows = page.locator("#entries > tr");
  await rows.filter({ hasText: "Delete" }).filter({ hasText: people.noDevice }).waitFor();
  assert.ok(!(await page.content()).includes(name));

  const vera = await deskOf("vera");
  await vera.page.goto(`${demo.crm}/audit`);
  await vera.page.getByText("Your role can't read the audit. Ask an administrator.").waitFor();
  assert.equal(await vera.page.getByRole("button", { name: "Show" }).count(), 0);
  assert.ok(!vera.watched.urls.some((url) => new URL(url).pathname === "/v1/audit-searches"));
});

test("what an operator may not do is shown with its reason, and a viewer may do nothing", async () => {
  const dana = await deskOf("dana");
  await dana.openMember(people.noa);
  await dana.openActions();
  const tile = dana.modal.locator('[data-action="redeem:credits"]');
  assert.equal(await tile.getAttribute("aria-disabled"), "true");
  assert.match(await tile.innerText(), /Your role can't redeem credits/);
  const vera = await deskOf("vera");
  await vera.openMember(people.noa);
  const profile = vera.page.locator("member-profile");
  await profile.getByText("View only").waitFor();
  const actions = profile.getByRole("button", { name: "Actions" });
  assert.match((await actions.getAttribute("title")) ?? "", /Your role can't/);
  await vera.key(actions);
  assert.equal(await vera.modal.count(), 0);
});

test("S0-23 the three uses: erase, clean up a scratch member, remove a duplicate", async () => {
  const desk = await deskOf();
  for (const [memberId, name] of [
    [people.layla, "ليلى عبد الرحمن الخطيب"],
    [people.scratch, "Scratch Test"],
    [people.duplicate, "Noa Ben David"],
  ] as const) {
    await desk.openMember(memberId);
    await desk.choose("delete");
    await desk.modal.locator("#field-confirmation").focus();
    await desk.page.keyboard.insertText(name);
    await desk.key(desk.modal.locator("#submit"));
    assert.match(await desk.receipt(), /has left the program/);
  }
  await desk.page.goto(demo.crm);
  await desk.page.getByRole("searchbox").fill("Scratch");
  await desk.page.locator("tbody tr", { hasText: "Scratch Twin" }).waitFor();
  await desk.page.locator("tbody tr", { hasText: "Scratch Test" }).waitFor({ state: "detached" });
});

test("S0-14 S0-28 a purchase at the till fires the rules, which an act by hand does not", async () => {
  const desk = await deskOf();
  await desk.openMember(people.empty);
  await desk.page.locator("#amount").fill("12.50");
  await desk.page.keyboard.press("Enter");
  await desk.activity.filter({ hasText: "Gift received: A small thank-you" }).waitFor();
  await desk.activity.filter({ hasText: "1 point per €1" }).waitFor();
  await desk.shows("12");
});

test("U04 a reload after the request was sent settles it: one effect", async () => {
  const desk = await deskOf();
  await desk.openMember(people.mila);
  const [before] = await desk.balances();
  const committed = new Promise<void>((resolve) => {
    void desk.page.route("**/actions/add", (route: Route) => route.fetch().then(() => resolve()), { times: 1 });
  });
  await desk.choose("add:points");
  await desk.type("77");
  await desk.modal.locator('.preview[aria-busy="false"] .effects').waitFor();
  await desk.key(desk.modal.locator("#submit"));
  await committed;
  const settled = desk.page.waitForResponse((response) => response.url().endsWith("/operations/settle"));
  await desk.page.reload();
  assert.equal(((await (await settled).json()) as { state: string }).state, "settled");
  await desk.page.locator('member-profile [part~="name"]').waitFor();
  const number = (text = "") => Number(text.replace(",", ""));
  assert.equal(number((await desk.balances())[0]), number(before) + 77);
  await desk.page.waitForFunction(() => sessionStorage.length + localStorage.length === 0);
});

test("U05 two tabs on one member: what the second sees no longer holds, so it is shown anew instead of done", async () => {
  const [first, second] = [await deskOf(), await deskOf()];
  await first.openMember(people.noa);
  await second.openMember(people.noa);
  for (const desk of [first, second]) {
    await desk.choose("add:points");
    await desk.type("500");
    await desk.modal.locator(".preview", { hasText: "Gold" }).waitFor();
  }
  await first.submit();
  await second.key(second.modal.locator("#submit"));
  await second.modal.getByText("The balance changed while you typed. Here is the new preview.").waitFor();
  assert.match(await second.submit(), /500 points added/);
});

test("the list of customers says what its backend finds them by", async () => {
  const desk = await deskOf();
  await desk.page.goto(demo.crm);
  const field = desk.page.getByRole("searchbox", { name: /^Search by name, e-mail, phone, .* or card$/ });
  await field.waitFor();
});

/** Titles as the tab's history keeps them, the page that is shown last. */
const titlesKept = async ({ page }: DeskPage): Promise<string[]> => {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send("Page.getNavigationHistory");
  return entries.map(({ title }) => title);
};

test("a tab is called by its page or by the member who is shown, and the history keeps no name", async () => {
  const desk = await deskOf();
  await desk.page.goto(demo.crm);
  assert.equal(await desk.page.title(), "Customers · Northwind CRM");
  await desk.openMember(people.noa);
  await desk.page.waitForFunction(() => document.title === "Noa Ben-David · Customer · Northwind CRM");
  await desk.page.goto(`${demo.crm}/outbox`);
  assert.deepEqual((await titlesKept(desk)).slice(-3), [
    "Customers · Northwind CRM",
    "Customer · Northwind CRM",
    "Outbox · Northwind CRM",
  ]);
});

/** The list's rows, its search, and the row that has the focus. */
const listOf = ({ page }: DeskPage) => {
  const list = page.locator("member-list");
  return {
    rows: list.locator("tbody tr"),
    search: list.getByRole("searchbox"),
    links: list.locator("a.open"),
    focused: list.locator("a.open:focus"),
    next: list.getByRole("button", { name: "Next" }),
    shown: (words: string) => list.getByText(words, { exact: true }).waitFor(),
  };
};

test("Back from a member shows the list as it was left, with the focus on the row that was opened", async () => {
  const desk = await deskOf();
  await desk.page.goto(demo.crm);
  const { rows, search, links, focused, next } = listOf(desk);
  await rows.nth(49).waitFor();
  await desk.key(next);
  await rows.nth(49).waitFor({ state: "detached" });
  const [count, opened] = [await rows.count(), await links.last().innerText()];
  await desk.key(links.last());
  await desk.page.locator('member-profile [part~="name"]').waitFor();
  await desk.page.goBack();
  await focused.filter({ hasText: opened }).waitFor();
  assert.equal(await rows.count(), count);

  await search.fill("Mila Nov");
  await rows.nth(1).waitFor({ state: "detached" });
  await search.press("Enter");
  await desk.page.locator('member-profile [part~="name"]', { hasText: "Mila Novak" }).waitFor();
  await desk.page.goBack();
  await focused.filter({ hasText: "Mila Novak" }).waitFor();
  assert.equal(await search.inputValue(), "Mila Nov");
  assert.equal(await rows.count(), 1);
});

test("Enter opens the only customer found, and none of several", async () => {
  const desk = await deskOf();
  await desk.page.goto(demo.crm);
  const { rows, search, shown } = listOf(desk);
  await search.fill("Pavel");
  await search.press("Enter");
  await shown("1–2 of 2");
  assert.deepEqual([await rows.count(), new URL(desk.page.url()).pathname], [2, "/"]);
  await search.fill("noa@example.com");
  await search.press("Enter");
  await desk.page.waitForURL(`${demo.crm}/customers/${people.noa}`);
});

test("S1-6 an audience goes on in the host's campaign wizard, which finds it filled in", async () => {
  const desk = await deskOf();
  await desk.page.goto(demo.crm);
  const { rows, search, shown } = listOf(desk);
  await rows.first().waitFor();
  await search.fill("Pavel");
  await shown("1–2 of 2");
  await desk.key(desk.page.getByRole("button", { name: "Campaign" }));
  await desk.page.getByText("2 customers").waitFor();
  assert.match(new URL(desk.page.url()).search, /^\?audience=[\w-]+$/);
});

test("S14 nothing personal stands in an address, in storage or in the console", async () => {
  const desk = await deskOf();
  await desk.openMember(people.noa);
  await desk.page.goto(demo.crm);
  const { search, shown } = listOf(desk);
  await search.fill("Noa Ben");
  await shown("1–1 of 1");
  const stored = await desk.page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, history.state]),
  );
  const seen = [
    ...watched.flatMap(({ urls, console: lines }) => [...urls, ...lines]).map(decodeURI),
    stored,
    demo.output(),
  ].join("\n");
  for (const canary of ["Noa", "Ben-David", "noa@example.com", "5550118", "mila.novak", "Mila", "ليلى"])
    assert.ok(!seen.includes(canary), `"${canary}" was found`);
});

/**
 * The browser itself writes a line for each refusal: the stale one that U05 provokes, and reads of a member who was
 * just erased.
 */
const isRefusal = (line: string): boolean => /status of (412|410)/.test(line);

test("S03 no page violates the content security policy or Trusted Types, and no console is written to", () => {
  assert.deepEqual(
    watched.flatMap(({ violations }) => violations),
    [],
  );
  const lines = watched.flatMap(({ console: written }) => written);
  assert.deepEqual(
    lines.filter((line) => !isRefusal(line)),
    [],
  );
});

test("a second start on the same data refuses; after a kill everything that was done is still there", async () => {
  await assert.rejects(startDemo(folder), /in use by process/);
  const desk = await deskOf();
  await desk.openMember(people.noa);
  const balances = await desk.balances();
  await demo.stop("SIGKILL");
  demo = await startDemo(folder);
  assert.doesNotMatch(demo.output(), /Seeding/);
  const again = await deskOf();
  await again.openMember(people.noa);
  assert.deepEqual(await again.balances(), balances);
  await again.activity
    .filter({ hasText: /Tagged .*שבת morning/ })
    .first()
    .waitFor();
  await again.page.goto(`${demo.crm}/outbox`);
  await again.page.getByText("Fresh out of the oven").waitFor();
  assert.equal(await demo.stop("SIGINT"), 0);
  demo = await startDemo(folder);
});
