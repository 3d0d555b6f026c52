import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Capabilities, Member, Operation } from "../../sdk/contract/index.js";
import { startBackend, type TestBackend } from "../support/backend.js";
import { operationOf } from "../support/fixtures.js";
import { insertRows } from "../../server/postgres/rows.js";
import { makeMember, makeTenant } from "../support/tenant.js";
import { type Fetch, pathOf, saying } from "./broken/breaking.js";
import { referenceTarget } from "./reference.js";
import { runConformance } from "./run.js";
import { sentences } from "./sentences/index.js";
import type { Target } from "./target.js";

/**
 * Backends that differ from the reference one as the contract lets them: the real one, with its answers changed on
 * their way out.
 */

let backend: TestBackend;
let reference: Target;
before(async () => {
  backend = await startBackend();
  reference = await referenceTarget(backend);
});
after(() => backend.close());

const real: Fetch = (request) => backend.fetch(request);
const json = (body: unknown, headers = {}) => new Response(JSON.stringify(body), { headers });

/** How the sentences of an id come out, in their order. */
const outcomeOf = async (
  ids: readonly string[],
  fetch: Fetch,
  changes: Partial<Target> = {},
): Promise<Record<string, string>> => {
  const target = {
    ...reference,
    fetch: (input: string | URL | Request, init?: RequestInit) => fetch(new Request(input, init)),
    wait: () => Promise.resolve(),
    ...changes,
  };
  const results: Record<string, string> = {};
  const chosen = sentences.filter(({ id }) => ids.includes(id));
  for await (const { sentence, outcome, why } of runConformance(target, chosen))
    if (chosen.includes(sentence))
      results[sentence.id] = [results[sentence.id], outcome === "fail" ? `fail: ${why}` : outcome]
        .filter(Boolean)
        .join(", ");
  return results;
};

/** A program of its own, with one member. */
const ofProgram = async (settings: Parameters<typeof makeTenant>[1]) => {
  const tenant = await makeTenant(backend.database, settings);
  const memberId = await makeMember(backend.database, tenant);
  return { tenant, changes: { memberId, token: () => backend.tokenFor({ tenant }) } };
};

/** The answers whose path matches, changed. */
const changing = <T>(paths: RegExp, change: (answer: T, request: Request) => object, fetch: Fetch = real): Fetch =>
  saying<T>(paths, change)({ real: fetch, token: async (who) => (await reference.token(who)) ?? "" });

const withCapabilities = (change: (capabilities: Capabilities) => Partial<Capabilities>, fetch?: Fetch): Fetch =>
  changing<Capabilities>(/^\/capabilities$/, (answer) => ({ ...answer, ...change(answer) }), fetch);

const withUndo = (undo: string, fetch?: Fetch): Fetch =>
  withCapabilities(({ actions }) => ({ actions: actions.map((action) => ({ ...action, undo })) }), fetch);

const notReversible: Fetch = async (request) =>
  pathOf(request).endsWith("/reversal")
    ? real(new Request(new URL("/v1/operations/op-that-never-was/reversal", request.url), request))
    : real(request);

/**
 * Answers a write before it is carried out: it is pending until it is asked about a third time, and can't be undone
 * until then.
 */
const carryingOutLater = (last: string): Fetch => {
  const asked = new Map<string, number>();
  const pending = (operation: Operation) => ({ ...operation, status: last, changes: [], reversible: null });
  const written = changing<Operation>(/\/(actions\/[^/]+|reversal)$/, pending);
  return changing<Operation>(
    /^\/operations\/[^/]+$/,
    (operation) => {
      const times = (asked.get(operation.id) ?? 0) + 1;
      asked.set(operation.id, times);
      return times < 3 || last === "awaiting_approval" ? pending(operation) : operation;
    },
    written,
  );
};

test("a backend that carries out later is followed until it has", async () => {
  assert.deepEqual(await outcomeOf(["S0-8", "L04", "N15", "L10"], carryingOutLater("pending")), {
    "S0-8": "pass",
    L04: "pass",
    L10: "pass, pass, pass",
    N15: "pass",
  });
});

test("one that never does fails, and one where a second person decides can't be tried", async () => {
  const never = changing<Operation>(/\/actions\/[^/]+$|^\/operations\/[^/]+$/, (operation) => ({
    ...operation,
    status: "pending",
  }));
  assert.deepEqual(await outcomeOf(["S0-8"], never), { "S0-8": "fail: It is carried out within 60 s." });
  assert.deepEqual(await outcomeOf(["S0-8"], carryingOutLater("awaiting_approval")), { "S0-8": "skip" });
});

const rejected = operationOf({
  id: "op_late",
  action: "redeem",
  status: "rejected",
  warnings: [{ code: "insufficient-balance", detail: "There isn't enough to take." }],
});

test("one that refuses later keeps its refusals, too", async () => {
  const late: Fetch = async (request) => {
    if (pathOf(request) === `/operations/${rejected.id}`) return json(rejected);
    const response = await real(request);
    return response.status === 409 ? json({ ...rejected, status: "pending" }, response.headers) : response;
  };
  assert.deepEqual(await outcomeOf(["N15"], late), { N15: "pass" });
});

test("one that can't undo is not asked to", async () => {
  assert.deepEqual(await outcomeOf(["L04"], withUndo("none", notReversible)), { L04: "skip" });
});

test("one that undoes by an opposite entry has the balance back, and not what was ever earned", async () => {
  let undone = 0;
  const counting: Fetch = async (request) => {
    const response = await real(request);
    if (pathOf(request).endsWith("/reversal") && response.status === 200) undone++;
    return response;
  };
  const opposite = changing<Member>(
    /^\/members\/[^/]+$/,
    (member) => ({
      ...member,
      accounts: member.accounts.map((account) => ({ ...account, earned: (account.earned ?? 0) + undone })),
    }),
    counting,
  );
  assert.deepEqual(await outcomeOf(["L04"], withUndo("compensating", opposite)), { L04: "pass" });
  const { L04 = "" } = await outcomeOf(["L04"], withUndo("exact", opposite));
  assert.match(L04, /^fail: The account is what it was/);
});

const withoutTag = changing<Operation>(/\/previews\//, (operation) => ({
  ...operation,
  previewTag: undefined,
  changes: operation.changes.map((change) => ({ ...change, spendable: null })),
}));

test("one whose previews are estimates need not hold them, nor tag them", async () => {
  assert.deepEqual(
    await outcomeOf(
      ["L10"],
      withCapabilities(() => ({ preview: "estimate" }), withoutTag),
    ),
    { L10: "pass, skip, pass" },
  );
  assert.deepEqual(await outcomeOf(["L10"], withoutTag), { L10: "fail: It has a previewTag., pass, pass" });
});

test("one without previews, or of the core level, is not asked for any", async () => {
  const none: Fetch = async (request) =>
    pathOf(request).includes("/previews/") ? Promise.reject(new Error("A preview was asked for.")) : real(request);
  for (const capabilities of [{ preview: "none" }, { level: "core" }])
    assert.deepEqual(
      await outcomeOf(
        ["L10"],
        withCapabilities(() => capabilities, none),
      ),
      { L10: "skip, skip, skip" },
    );
});

test("one that requires a text for the member gets one, and a reason that it offers, with the note that it asks for", async () => {
  const { tenant: strict, changes } = await ofProgram({
    reason: { reasonCode: "required", note: "optional", customerMessage: "required" },
  });
  await insertRows(backend.database, "reason_code", [
    { tenant: strict, id: "a_retired", name: "A retired one", actions: null, requires_note: false, retired: true },
    { tenant: strict, id: "b_other", name: "B of others", actions: '["redeem"]', requires_note: false, retired: false },
    { tenant: strict, id: "c_noted", name: "C with a note", actions: null, requires_note: true, retired: false },
  ]);
  assert.deepEqual(await outcomeOf(["S0-8", "L04"], real, changes), { "S0-8": "pass", L04: "pass" });
});

test("one that requires a reason gets one", async () => {
  const { changes } = await ofProgram({ reason: { reasonCode: "required", note: "required" } });
  assert.deepEqual(await outcomeOf(["S0-8", "L04", "L02", "N15"], real, changes), {
    "S0-8": "pass",
    L04: "pass",
    L02: "pass",
    N15: "pass",
  });
});
