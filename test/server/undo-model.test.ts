import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import type { Database } from "../../server/postgres/database.js";
import { insertRows } from "../../server/postgres/rows.js";
import { startBackend, type TestBackend } from "../support/backend.js";
import { databases, type OpenDatabase } from "../support/databases.js";
import {
  type Balances,
  collecting,
  type Ledger,
  NEVER,
  PointModel,
  scaledProgram,
  steps,
  unwind,
} from "../support/point-model.js";
import { checkProperty } from "../support/property.js";
import { makeMember, makeTenant } from "../support/tenant.js";

/** What every account has to be, whatever was done: the sum of its entries, and of its lots. */
const crooked = async (database: Database, tenant: string): Promise<unknown[]> => {
  const { rows } = await sql`
    select a.* from account a
    left join lateral (
      select sum(earned) earned, sum(spendable) spendable, sum(spent) spent, sum(expired) expired, sum(pending) pending, max(seq) seq
      from entry e where (e.tenant, e.member_id, e.currency) = (a.tenant, a.member_id, a.currency)) e on true
    left join lateral (
      select coalesce(sum(amount) filter (where available_on = '-infinity'), 0) spendable,
        coalesce(sum(amount) filter (where available_on > '-infinity'), 0) pending,
        coalesce(sum(expired) filter (where available_on = '-infinity'), 0) expired, sum(stand_in) stand_in
      from lot l where (l.tenant, l.member_id, l.currency) = (a.tenant, a.member_id, a.currency)) l on true
    where a.tenant = ${tenant} and not (a.earned = e.earned and a.spendable = e.spendable and a.spent = e.spent and a.expired = e.expired
      and a.pending = e.pending and a.seq = e.seq and a.spendable = l.spendable and a.pending = l.pending and a.expired = l.expired and l.stand_in = 0)`.execute(
    database,
  );
  return rows;
};

/** Points that a system before this one collected, with the operation that an undo is made from. */
const importPending = async (
  database: Database,
  { tenant, memberId, id, at }: { tenant: string; memberId: string; id: string; at: Date },
  leg: { expiresOn: string; availableOn: string; delta: number },
): Promise<void> => {
  const account = { tenant, member_id: memberId, currency: "points" };
  const still = { earned: 0, spendable: 0, spent: 0, expired: 0 };
  await insertRows(database, "account", [{ ...account, ...still, pending: 0, seq: 0 }], {
    keys: ["tenant", "member_id", "currency"],
    update: "keep",
  });
  const { rows } = await sql<{ seq: number; spendable: number }>`
    update account set pending = pending + ${leg.delta}, seq = seq + 1 where tenant = ${tenant} and member_id = ${memberId}
    returning seq, spendable`.execute(database);
  const { seq = 0, spendable = 0 } = rows[0] ?? {};
  await sql`insert into lot values (${tenant}, ${memberId}, 'points', ${leg.expiresOn}, ${leg.availableOn}, ${leg.delta})
    on conflict (tenant, member_id, currency, expires_on, available_on) do update set amount = lot.amount + excluded.amount`.execute(
    database,
  );
  const entry = { ...account, seq, operation_id: id, at, ...still, pending: leg.delta, spendable_after: spendable };
  await insertRows(database, "entry", [{ ...entry, legs: JSON.stringify([leg]) }]);
  const effect = {
    kind: "balance",
    currency: "points",
    ...still,
    pending: leg.delta,
    legs: [leg],
    requested: leg.delta,
  };
  const told = { tenant, id, scope: "import", key: id, action: "add", member_id: memberId, source: "manual", at };
  await insertRows(database, "operation", [
    {
      ...told,
      status: "applied",
      receipt: "{}",
      effects: JSON.stringify([effect]),
      currency: "points",
      amount: leg.delta,
    },
  ]);
};

/** A member of the app, by its routes alone, but for what only a system before it could have done. */
class AppLedger implements Ledger {
  readonly #backend: TestBackend;
  readonly #tenant: string;
  readonly #memberId: string;
  #imported = 0;

  constructor(backend: TestBackend, tenant: string, memberId: string) {
    this.#backend = backend;
    this.#tenant = tenant;
    this.#memberId = memberId;
  }

  add = (amount: number, expiresOn: string) =>
    this.#act("add", { currency: "points", amount, ...(expiresOn !== NEVER && { expiresAt: expiresOn }) });

  async collect(amount: number, expiresOn: string, availableOn: string): Promise<string> {
    if (availableOn <= expiresOn) {
      const expiresAt = expiresOn === NEVER ? {} : { expiresAt: expiresOn };
      return this.#act("add", { currency: "points", amount, availableAt: availableOn, ...expiresAt });
    }
    const [tenant, memberId, id] = [this.#tenant, this.#memberId, `op_imported_${++this.#imported}`];
    const { database, clock } = this.#backend;
    await importPending(database, { tenant, memberId, id, at: clock.now() }, { expiresOn, availableOn, delta: amount });
    return id;
  }

  settlePending = (action: "release-pending" | "cancel-pending", expiresOn: string, availableOn: string) =>
    this.#act(action, { lotId: `points.${availableOn}.${expiresOn === NEVER ? "never" : expiresOn}` });

  take = (action: "redeem" | "subtract" | "expire", amount: number) =>
    this.#act(action, { currency: "points", amount });

  reinstate = (amount: number, expiresAt: string) => this.#act("reinstate", { currency: "points", amount, expiresAt });

  undo = (id: string) => this.#post(`/operations/${id}/reversal`, {});

  async giveTier(tier: string): Promise<void> {
    await this.#backend.database
      .updateTable("member")
      .set({ tier_id: tier })
      .where("tenant", "=", this.#tenant)
      .execute();
  }

  turnTo(day: string): void {
    this.#backend.clock.set(`${day}T00:30:00+01:00`);
  }

  async sweep(): Promise<void> {
    await this.#backend.app.runDueWork();
  }

  async balances(): Promise<Balances> {
    const { body } = await this.#get();
    const account = body.accounts.find(({ currency }) => currency === "points");
    assert.ok(account);
    const { earned, spendable, spent, expired, pending } = account;
    const { rows: lots } = await sql<{ expiresOn: string; availableOn: string; amount: number }>`
      select expires_on as "expiresOn", available_on as "availableOn", amount from lot
      where tenant = ${this.#tenant} and amount > 0 order by 1, 2`.execute(this.#backend.database);
    const left = lots.map(({ expiresOn, availableOn, amount }) => [expiresOn, availableOn, amount] as const);
    return { earned, spendable, spent, expired, pending, tier: body.tier?.id ?? "none", lots: left };
  }

  async #get() {
    const call = await this.#backend.as({ tenant: this.#tenant });
    return call(`/members/${this.#memberId}`);
  }

  async #act(action: string, input: object): Promise<string> {
    const etag = (await this.#get()).headers.get("ETag") ?? "";
    return this.#post(`/members/${this.#memberId}/actions/${action}`, input, { "If-Match": etag });
  }

  async #post(path: string, body: object, headers = {}): Promise<string> {
    const call = await this.#backend.as({ tenant: this.#tenant });
    const reply = await call(path, body, headers);
    return reply.status === 200 ? reply.body.id : reply.body.code;
  }
}

for (const { name, open } of databases)
  describe(`the app on ${name}`, () => {
    let opened: OpenDatabase;
    let backend: TestBackend;
    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database });
    });
    after(() => opened.close());

    test("L01 L04 L09 keeps balances, lots and tier as a model of single points does, over its own expiries, releases and undos", () =>
      checkProperty(
        fc.asyncProperty(fc.commands([...steps, collecting], { maxCommands: 30, size: "max" }), async (commands) => {
          const tenant = await makeTenant(opened.database, scaledProgram);
          const model = new PointModel("2028-02-20");
          const ledger = new AppLedger(backend, tenant, await makeMember(opened.database, tenant));
          ledger.turnTo(model.today);
          await fc.asyncModelRun(() => ({ model, real: ledger }), commands);
          await unwind(model, ledger);
          assert.deepEqual(await crooked(opened.database, tenant), []);
        }),
        { numRuns: 8 },
      ));
  });
