import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type RawBuilder, sql } from "kysely";
import { GREATEST_BALANCE } from "../../../server/domain/ledger.js";
import { LEAST_DAYS, type Retention, retentionBounds } from "../../../server/domain/retention.js";
import type { Program } from "../../../server/domain/program.js";
import { CHANGES_STAY_MS } from "../../../server/due/forget-changes.js";
import { UNSTARTED_MS } from "../../../server/jobs/tend-jobs.js";
import { GOOD_FOR_MS } from "../../../server/write/exports.js";
import { KEPT_FOR_MS } from "../../../server/write/replay.js";
import type { DeliveryProvider } from "../../../server/messages/deliver.js";
import { startBackend, type TokenOptions } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember, makeTenant } from "../../support/tenant.js";

const DAY_MS = 86_400_000;
const everybody = { combinator: "and", rules: [] };
const columns = ["id"];

const sms: DeliveryProvider = {
  knowsKeys: true,
  send: () => Promise.resolve({ state: "sent", providerId: null }),
};

/** A program with one member, and what is asked of its backend. */
const start = async ({ database }: OpenDatabase, retention: Program["retention"] = {}) => {
  const tenant = await makeTenant(database, {
    retention,
    approvals: { expireAfterHours: 48 },
    campaignWizard: "https://host.example/new?audience={audience}",
  });
  const memberId = await makeMember(database, tenant);
  const backend = await startBackend({ database, deliver: { sms } });
  const ask = async (path: string, body: object, who: Partial<TokenOptions> = {}, expected = 200) => {
    const call = await backend.as({ tenant, ...who });
    const answer = await call(path, body);
    assert.equal(answer.status, expected, answer.text);
    return answer.body as unknown as { id: string };
  };
  const work = async (): Promise<void> => {
    while ((await backend.app.runDueWork()).jobs > 0);
  };
  const preview = () =>
    ask("/bulk-previews", { target: { memberIds: [memberId] }, action: "add-tag", input: { tag: "Winter" } });
  return {
    clock: backend.clock,
    ask,
    work,
    preview,
    act: (action: string, input: object, who?: Partial<TokenOptions>, expected?: number) =>
      ask(`/members/${memberId}/actions/${action}`, input, who, expected),
    runJob: async () => {
      const { id } = await preview();
      await work();
      await ask("/bulk-actions", { jobId: id });
    },
    count: async (rows: RawBuilder<unknown>): Promise<number> => {
      const counted = sql<{ n: number }>`select count(*)::int as n from ${rows} and tenant = ${tenant}`;
      return (await counted.execute(database)).rows[0]?.n ?? 0;
    },
  };
};

type Started = Awaited<ReturnType<typeof start>>;

interface Kind {
  readonly make: (on: Started) => Promise<unknown>;
  /** What stands in the database for as long as it is kept. */
  readonly rows: RawBuilder<unknown>;
}

const points = (amount: number, more: object = {}) => ({ currency: "points", amount, ...more });

const askSecondPerson = async ({ act, ask }: Started) => {
  const limits = [{ action: "add", currency: "points", per: "week", amount: 100 }] as const;
  const { id } = await act("add", points(500), { id: "u_mo", limits });
  await ask(`/approvals/${id}/decision`, { decision: "decline", comment: "No need" });
  return id;
};

/** What each program says for how long it keeps it. */
const settable: { readonly [K in keyof Retention]: Kind } = {
  messageTexts: { make: ({ act }) => act("send-sms", { body: "Hi" }), rows: sql`message where body is not null` },
  notes: {
    make: ({ act }) => act("add", points(5, { note: "Sorry" })),
    rows: sql`member_text where field = 'note'`,
  },
  approvals: { make: askSecondPerson, rows: sql`approval where asked is not null and comment is not null` },
  jobTexts: { make: ({ runJob }) => runJob(), rows: sql`job where input is not null` },
  jobItems: { make: ({ runJob }) => runJob(), rows: sql`job_item where true` },
  handedAudiences: {
    make: ({ ask }) => ask("/audience-handoffs", { filter: everybody }),
    rows: sql`audience where true`,
  },
  exports: {
    make: ({ ask }) => ask("/exports", { filter: everybody, columns, format: "csv", purpose: "Letter" }),
    rows: sql`export where true`,
  },
};

/** What is the same for each program. */
const fixed: Readonly<Record<string, Kind & { readonly ms: number }>> = {
  "the answer of a refusal": {
    ms: KEPT_FOR_MS,
    make: async ({ act }) => {
      await act("add", points(GREATEST_BALANCE));
      await act("add", points(5), {}, 422);
    },
    rows: sql`operation where status = 'refused' and receipt is not null`,
  },
  "a job that nobody started": { ms: UNSTARTED_MS, make: ({ preview }) => preview(), rows: sql`job where true` },
  "what an export is to hold": { ms: GOOD_FOR_MS, ...settable.exports, rows: sql`export where asked is not null` },
  "that a member has changed": {
    ms: CHANGES_STAY_MS,
    make: ({ act }) => act("add", points(5)),
    rows: sql`member_change where true`,
  },
  "that a job has changed": { ms: CHANGES_STAY_MS, make: ({ preview }) => preview(), rows: sql`job_change where true` },
};

/** Makes it, and walks to the last moment at which it is kept, and past it. */
const walk = async (on: Started, { make, rows }: Kind, ms: number): Promise<void> => {
  await make(on);
  await on.work();
  const made = await on.count(rows);
  assert(made > 0, "It was made.");
  on.clock.advance(ms - 1);
  await on.work();
  assert.equal(await on.count(rows), made, "It is there a moment before its time is over.");
  on.clock.advance(2);
  await on.work();
  assert.equal(await on.count(rows), 0, "It is gone a moment after.");
};

for (const { name, open } of databases)
  describe(`what is kept how long on ${name}`, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    for (const kind of Object.keys(settable) as (keyof Retention)[]) {
      const { days, most } = retentionBounds[kind];
      const walks = async (said: number | undefined, expected: number) =>
        walk(await start(opened, said === undefined ? {} : { [kind]: said }), settable[kind], expected * DAY_MS);

      test(`${kind} are kept as long as the program says, and no longer than they may be`, async () => {
        await walks(14, 14);
        await walks(1, LEAST_DAYS);
        await walks(most + 1, most);
      });

      if (days !== null) test(`${kind} are kept for ${days} days by default`, () => walks(undefined, days));
    }

    test("notes are kept as long as the member by default, as is what was done, and who was shown what", async () => {
      const on = await start(opened);
      await settable.notes.make(on);
      on.clock.advance(3650 * DAY_MS);
      await on.work();
      for (const rows of [settable.notes.rows, sql`operation where true`, sql`entry where true`, sql`audit where true`])
        assert.equal(await on.count(rows), 1);
    });

    test("what is over in one program stays in another that keeps it longer", async () => {
      const [short, long] = [await start(opened, { messageTexts: 10 }), await start(opened, { messageTexts: 20 })];
      await settable.messageTexts.make(short);
      await settable.messageTexts.make(long);
      await short.work();
      short.clock.advance(11 * DAY_MS);
      await short.work();
      const { rows } = settable.messageTexts;
      assert.deepEqual([await short.count(rows), await long.count(rows)], [0, 1]);
    });

    for (const [kind, { ms, ...each }] of Object.entries(fixed))
      test(`${kind} is kept for ${ms / 60_000} minutes`, async () => walk(await start(opened), each, ms));

    test("what was decided about so long ago that it is forgotten is not decided about again", async () => {
      const on = await start(opened);
      const id = await askSecondPerson(on);
      on.clock.advance(91 * DAY_MS);
      await on.work();
      assert.equal(await on.count(settable.approvals.rows), 0);
      await on.ask(`/approvals/${id}/decision`, { decision: "approve" }, {}, 409);
      await on.ask(`/approvals/${id}/preview`, {}, {}, 409);
    });
  });
