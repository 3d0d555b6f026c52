import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Attribute, type ReasonCode, routes } from "../../../sdk/contract/index.js";
import { type Caller, NOW, startBackend, type TestBackend } from "../../support/backend.js";

let backend: TestBackend;
let tenant: string;
let ari: Caller;
before(async () => {
  backend = await startBackend();
  tenant = await backend.seed(undefined, 60);
  ari = await backend.as({ tenant });
});
after(() => backend.close());

const ids = (list: { id: string }[]) => list.map(({ id }) => id);

/** Walks all pages of a list. */
const walk = async (path: string, limit: number): Promise<{ id: string; at: string }[]> => {
  const all: { id: string; at: string }[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { body } = await ari(`${path}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    all.push(...body.data);
    cursor = body.page.next;
  }
  return all;
};

test("what is read fits the contract", async () => {
  const reads: [keyof typeof routes, string, unknown?][] = [
    ["capabilities", "/capabilities"],
    ["operator", "/operator"],
    ["searchMembers", "/member-searches", { q: "" }],
    ["readMembers", "/member-reads", { ids: ["m_1048"] }],
    ["member", "/members/m_1048"],
    ["memberActions", "/members/m_1048/actions"],
    ["activities", "/members/m_1048/activities"],
    ["heldGifts", "/members/m_1048/gifts"],
    ["heldPunchCards", "/members/m_1048/punch-cards"],
    ["heldCoupons", "/members/m_1048/coupons"],
    ["heldCards", "/members/m_1048/cards"],
    ["purchases", "/members/m_1048/purchases"],
    ["messages", "/members/m_1048/messages"],
    ["gifts", "/gifts"],
    ["punchCards", "/punch-cards"],
    ["items", "/items"],
    ["rewards", "/rewards?memberId=m_1048"],
    ["templates", "/templates"],
    ["searchTags", "/tag-searches", {}],
    ["reasonCodes", "/reason-codes"],
    ["attributes", "/attributes"],
    ["eventTypes", "/event-types"],
  ];
  for (const [id, path, body] of reads) {
    const schema = await routes[id].answer();
    const result = schema.safeParse((await ari(path, body)).body);
    assert(result.success, `${path}: ${JSON.stringify(result.error?.issues)}`);
  }
});

test("a reason says for what it is offered, whether it asks for a note and whether it is retired", async () => {
  const { data } = (await ari("/reason-codes")).body as unknown as { data: ReasonCode[] };
  assert.deepEqual(data, [
    { id: "goodwill", name: "Goodwill" },
    { id: "correction", name: "Correction" },
    { id: "wrong_member", name: "Wrong member", actions: ["subtract", "adjust", "transfer", "undo"] },
    { id: "service_failure", name: "Service failure", requiresNote: true },
    { id: "competition", name: "Competition prize", retired: true },
  ]);
});

test("S2-4 what the program knows of its members is told in its order, with what there is to choose from", async () => {
  const { data } = (await ari("/attributes")).body as unknown as { data: Attribute[] };
  assert.deepEqual(ids(data).slice(0, 8), [
    ...["name", "firstName", "email", "phone", "birthday", "language", "homeBranch"],
    "address",
  ]);
  const attribute = (id: string) => data.find((each) => each.id === id);
  assert.deepEqual(attribute("homeBranch")?.options?.[0], { value: "b_harbour", label: "Harbour" });
  assert.deepEqual([attribute("name")?.required, attribute("paperCardSince")?.editable], [true, false]);
  const { details } = (await ari("/members/m_1048")).body;
  const detail = (id: string) => details.find((each) => each.id === id);
  assert.deepEqual(detail("milk"), { id: "milk", label: "Usual milk", kind: "text", value: "Oat milk", code: "oat" });
  assert.deepEqual([detail("homeBranch")?.value, detail("homeBranch")?.code], ["Harbour", "b_harbour"]);
  assert.deepEqual(
    [detail("student")?.value, detail("cupsAWeek")?.value, detail("allergies")?.value],
    [false, 5, null],
  );
});

test("a member comes whole in one answer", async () => {
  const { body, headers } = await ari("/members/m_1048");
  assert.match(headers.get("ETag") ?? "", /^"\d+"$/);
  assert.deepEqual(
    [body.name, body.firstName, body.supportId, body.tier],
    ["Noa Ben-David", "Noa", "7F3K-22", { id: "silver", name: "Silver" }],
  );
  const [points, credits] = body.accounts;
  assert.deepEqual(
    [points?.currency, points?.spendable, points?.earned, points?.spent, points?.pending],
    ["points", 1240, 1640, 280, 186],
  );
  assert.deepEqual([credits?.currency, credits?.spendable], ["credits", 4850]);
  assert.deepEqual(points?.lots, [
    { id: "points.2026-12-04.never", amount: 186, expiresAt: null, availableAt: "2026-12-04" },
    { amount: 300, expiresAt: "2026-12-31", availableAt: null },
  ]);
  assert(body.tags.includes("לקוחה קבועה"));
  assert.deepEqual(
    body.consents.map(({ channel, granted }) => [channel, granted]),
    [
      ["sms", false],
      ["email", true],
      ["push", true],
    ],
  );
  assert.equal(body.details.find(({ id }) => id === "homeBranch")?.value, "Harbour");
});

test("a balance's trend is what the ledger says it was at the end of each day", async () => {
  const accountsOf = async (id: string) =>
    (await ari(`/members/${id}`)).body.accounts.map(({ trend, spendable }) => ({ trend: trend ?? [], spendable }));
  const [{ trend, spendable } = { trend: [], spendable: 0 }, credits] = await accountsOf("m_1048");
  assert.equal(trend.length, 90);
  assert.equal(trend.at(-1), spendable);
  assert.deepEqual(trend.slice(-3), [1140, 1140, 1240], "19, 20 and 21 November");
  assert.equal(credits?.trend.length, 90);
  const empty = (await ari("/member-searches", { q: "", limit: 100 })).body.data;
  for (const { id } of empty.slice(0, 10))
    for (const account of await accountsOf(id))
      if (account.trend.length > 0) assert.equal(account.trend.at(-1), account.spendable, id);
});

test("the ETag moves with the tier, not with a balance", async () => {
  const etag = async () => (await ari("/members/m_1049")).headers.get("ETag");
  const before = await etag();
  await ari("/members/m_1049/actions/add", { currency: "points", amount: 1 });
  assert.equal(await etag(), before);
  const risen = await ari("/members/m_1049/actions/add", { currency: "points", amount: 100_000 });
  assert.notEqual(risen.body.tier, null);
  assert.notEqual(await etag(), before);
});

test("S2-1 an erased member is in no list, and gone wherever they are asked for", async () => {
  const someone = (await ari("/member-searches", { q: "" })).body.data.find(({ id }) => id !== "m_1048");
  assert(someone);
  const operation = await ari(`/members/${someone.id}/actions/add`, {
    currency: "points",
    amount: 1,
    reference: "T-erased",
  });
  const etag = (await ari(`/members/${someone.id}`)).headers.get("ETag") ?? "";
  const erased = await ari(`/members/${someone.id}/actions/delete`, { confirmation: someone.id }, { "If-Match": etag });
  assert.equal(erased.status, 200, erased.text);
  for (const q of ["", someone.id, someone.name, someone.supportId])
    assert(!ids((await ari("/member-searches", { q, limit: 100 })).body.data).includes(someone.id));
  assert.deepEqual((await ari("/member-reads", { ids: [someone.id] })).body.data, []);
  assert.deepEqual((await ari("/operation-searches", { reference: "T-erased" })).body.data, []);
  for (const path of ["", "/actions", "/activities", "/gifts", "/punch-cards", "/coupons", "/cards"])
    assert.equal((await ari(`/members/${someone.id}${path}`)).status, 410, path);
  assert.equal((await ari(`/operations/${operation.body.id}`)).status, 410);
});

test("members are found by name, e-mail, phone, id, support id and external id", async () => {
  const queries = [
    "noa",
    "BEN-DAVID",
    "david noa",
    "Noa Ben",
    "noa@example.com",
    "noa@EX",
    "+972 52",
    "00972525550118",
    "m_1048",
    "7f3k-22",
    "CRM-0055210",
    "M_1048",
    "0525550118",
    "0118",
    "  noa  ",
  ];
  for (const q of queries) assert(ids((await ari("/member-searches", { q })).body.data).includes("m_1048"), q);
  for (const q of ["oa", "%", "_", "n%a", "example.com", "\\", "'", "':*"])
    assert(!ids((await ari("/member-searches", { q })).body.data).includes("m_1048"), q);
});

test("search pages through everybody once, and may be narrowed to a status", async () => {
  const all: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { body } = await ari("/member-searches", { q: "", limit: 7, ...(cursor && { cursor }) });
    all.push(...ids(body.data));
    if (body.page.next === null) break;
    cursor = body.page.next;
  }
  assert.equal(new Set(all).size, all.length);
  const { count } = await backend.database
    .selectFrom("profile")
    .where("tenant", "=", tenant)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  assert.equal(all.length, count);
  const blocked = (await ari("/member-searches", { q: "", status: "blocked", limit: 100 })).body.data;
  assert(blocked.length > 0);
  for (const { status } of blocked) assert.equal(status, "blocked");
});

test("members are read in batches by their ids or the host's own", async () => {
  assert.deepEqual(ids((await ari("/member-reads", { ids: ["m_1048", "m_nobody"] })).body.data), ["m_1048"]);
  assert.deepEqual(ids((await ari("/member-reads", { externalIds: ["CRM-0055210", "x"] })).body.data), ["m_1048"]);
  assert.equal((await ari("/member-reads", { ids: [] })).status, 422);
  assert.equal((await ari("/member-reads", { ids: Array.from({ length: 101 }, (_, i) => `m_${i}`) })).status, 422);
});

test("the timeline pages newest first, each entry once, and nothing that comes meanwhile is shown twice", async () => {
  const whole = (await ari("/members/m_1048/activities?limit=100")).body.data as { id: string; at: string }[];
  assert(whole.length > 20);
  assert.deepEqual(ids(await walk("/members/m_1048/activities", 7)), ids(whole));
  assert.deepEqual(
    whole.map(({ at }) => at),
    whole
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  );
  const first = (await ari("/members/m_1048/activities?limit=5")).body;
  await ari("/members/m_1048/actions/add", { currency: "points", amount: 1 });
  const second = (await ari(`/members/m_1048/activities?limit=5&cursor=${first.page.next}`)).body;
  assert.deepEqual(ids(second.data), ids(whole.slice(5, 10)));
});

test("S0-26 the timeline is filtered by type, source, operator and time", async () => {
  const list = async (query: string) => (await ari(`/members/m_1048/activities?limit=100&${query}`)).body.data;
  for (const { action } of await list("type=add")) assert.equal(action, "add");
  for (const { source } of await list("source=rule")) assert.equal(source, "rule");
  for (const { operator } of await list("operator=u_dana")) assert.equal(operator?.id, "u_dana");
  const day = await list("from=2026-11-20T00:00:00Z&to=2026-11-20T23:59:59.999Z");
  assert(day.length > 0);
  for (const { at } of day) assert.match(at, /^2026-11-20/);
  assert.equal((await ari("/members/m_1048/activities?from=yesterday")).body.errors?.[0]?.pointer, "/from");
  assert.deepEqual(await list("type=nothing-like-it"), []);
});

test("S0-27 an entry of the timeline carries who did it, what it changed, and what became of it", async () => {
  const done = (
    await ari("/members/m_1048/actions/add", { currency: "points", amount: 3, note: "A note", reference: "T-9" })
  ).body;
  const undone = (await ari(`/operations/${done.id}/reversal`, { note: "Wrong" })).body;
  const [newest, original] = (await ari("/members/m_1048/activities?limit=2")).body.data;
  assert.deepEqual([newest?.id, newest?.reverses, newest?.note], [undone.id, done.id, "Wrong"]);
  assert.deepEqual([original?.status, original?.reversedBy, original?.reversible], ["reversed", undone.id, null]);
  assert.deepEqual([original?.note, original?.reference, original?.operator?.name], ["A note", "T-9", "Ari Cohen"]);
  assert.deepEqual((await ari(`/operations/${done.id}`)).body, original);
  assert.deepEqual(ids((await ari("/operation-searches", { reference: "T-9" })).body.data), [done.id]);
});

test("a ticket is found however its reference is spaced and composed", async () => {
  const reference = "Café 7";
  const input = { currency: "points", amount: 1, reference: ` ${reference.normalize("NFD")} ` };
  const done = (await ari("/members/m_1048/actions/add", input)).body;
  assert.equal(done.reference, reference.normalize("NFD"), "as it came");
  for (const asked of [reference.normalize("NFC"), reference.normalize("NFD"), `  ${reference}`])
    assert.deepEqual(ids((await ari("/operation-searches", { reference: asked })).body.data), [done.id], asked);
  assert.equal((await ari("/operation-searches", { reference: " " })).status, 422);
});

test("S0-20 what may be done says beforehand what will be blocked, and how far a card is", async () => {
  const { data } = (await ari("/members/m_1048/actions")).body;
  const warnings = (action: string) => data.find((each) => each.action === action)?.warnings;
  assert.deepEqual(warnings("send-sms"), [
    { code: "consent-missing", detail: "Noa has not agreed to SMS, so this will be blocked." },
  ]);
  assert.deepEqual(warnings("punch-card"), [{ code: "punches", detail: "Coffee card is at 7 of 10" }]);
  assert.deepEqual(warnings("send-email"), []);
});

test("S2-9 a blocked member's actions say so, where being blocked stops them", async () => {
  const { id, name } = (await ari("/member-searches", { q: "", status: "blocked" })).body.data[0]!;
  const { data } = (await ari(`/members/${id}/actions`)).body;
  const add = data.find((each) => each.action === "add");
  assert.deepEqual([add?.allowed, add?.reason?.code], [false, "member-blocked"]);
  assert(add?.reason?.detail.startsWith(name.split(" ")[0]!));
  assert.equal(data.find((each) => each.action === "delete")?.allowed, true);
});

test("an action whose capability the program lacks is neither offered nor advertised", async () => {
  const other = await backend.seed();
  const row = await backend.database
    .selectFrom("program")
    .select("settings")
    .where("tenant", "=", other)
    .executeTakeFirstOrThrow();
  const settings = JSON.parse(row.settings) as { capabilities: string[] };
  settings.capabilities = settings.capabilities.filter((capability) => capability !== "messages.sms");
  await backend.database
    .updateTable("program")
    .set({ settings: JSON.stringify(settings) })
    .where("tenant", "=", other)
    .execute();
  const call = await backend.as({ tenant: other });
  const actions = (list: { id?: string; action?: string }[]) => list.map(({ id, action }) => id ?? action);
  assert(!actions((await call("/capabilities")).body.actions).includes("send-sms"));
  assert(!actions((await call("/members/m_1048/actions")).body.data).includes("send-sms"));
  assert.equal((await call("/members/m_1048/actions/send-sms", { body: "Hi" })).body.code, "capability-not-supported");
});

test("S1-16 tags in use are suggested, most used first, whatever their capitals", async () => {
  const { data } = (await ari("/tag-searches", { prefix: "V" })).body;
  assert.deepEqual(data, (await ari("/tag-searches", { prefix: "v" })).body.data);
  assert(data.length > 0);
  const all = (await ari("/tag-searches", { limit: 100 })).body.data as { count: number }[];
  assert.deepEqual(
    all.map(({ count }) => count),
    all.map(({ count }) => count).toSorted((a, b) => b - a),
  );
  assert.deepEqual((await ari("/tag-searches", { prefix: "%" })).body.data, []);
  const paged = [];
  for (let cursor = ""; ;) {
    const { body } = await ari("/tag-searches", { limit: 2, ...(cursor && { cursor }) });
    paged.push(...body.data);
    if (body.page.next === null) break;
    cursor = body.page.next;
  }
  assert.deepEqual(paged, all);
});

test("a gift shows as expired once its day is over where the program is", async () => {
  const { database, clock } = backend;
  const other = await backend.seed();
  await database
    .updateTable("member_gift")
    .set({ expires_on: "2027-06-30", status: "active" })
    .where("tenant", "=", other)
    .execute();
  const statuses = async () => {
    const call = await backend.as({ tenant: other });
    return new Set((await call("/members/m_1048/gifts")).body.data.map(({ status }) => status));
  };
  clock.set("2027-06-30T22:59:59Z");
  assert.deepEqual(await statuses(), new Set(["active"]));
  clock.set("2027-06-30T23:00:00Z");
  assert.deepEqual(await statuses(), new Set(["expired"]));
  clock.set(NOW);
});

test("libraries page in the program's own order", async () => {
  const gifts = (await ari("/gifts?limit=100")).body.data;
  assert.equal(gifts[0]?.name, "Free pastry");
  assert.deepEqual(ids(await walk("/gifts", 2)), ids(gifts));
  for (const { channel } of (await ari("/templates?channel=sms")).body.data) assert.equal(channel, "sms");
});

test("a token for a tenant without a program finds nothing", async () => {
  const call = await backend.as({ tenant: "nobody" });
  for (const path of ["/capabilities", "/operator", "/members/m_1048"])
    assert.equal((await call(path)).status, 404, path);
});
