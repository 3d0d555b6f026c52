import { type Selectable, sql, type Updateable } from "kysely";
import { findAction, type Operation } from "../../../sdk/contract/index.js";
import { isWithin, type Usage, WINDOW_HOURS } from "../../domain/limits.js";
import type { LimitRule } from "../../domain/operator.js";
import { newId } from "../../domain/new-id.js";
import { RefusalError } from "../../domain/refusal.js";
import { fillIn, personalTextOf, type PersonalText, withoutText } from "../../domain/personal-text.js";
import type { GatewayContext } from "../context.js";
import { type ApprovalRow, ApprovalStore, type Waiting } from "./approval-store.js";
import type { Position } from "./position.js";
import type { GatewayDatabase, GatewayTables, GatewayTransaction } from "../schema.js";

/** An act as it is kept, and which one undid it. */
export type Intent = Selectable<GatewayTables["intent"]> & {
  readonly reversed_by: string | null;
  readonly text: string | null;
  /** What became of it, where it waited for a second person. */
  readonly approval_status: ApprovalRow["status"] | null;
  readonly approval_comment: string | null;
  /** The act that does it; null: none does. */
  readonly executed_as: string | null;
};

/** What is claimed for a key. */
export interface Claim {
  readonly id: string;
  readonly operatorId: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly action: string;
  readonly memberId: string;
  readonly reverses: string | null;
  readonly approval: string | null;
  readonly at: Date;
}

/** What is about to be sent. */
export interface Sending {
  readonly plan: unknown;
  readonly draft: Operation;
  /** The action that limits count it as; null: none does. */
  readonly countsAs: string | null;
  readonly currency: string | null;
  readonly amount: number;
}

/** Under what an act is done: the limits that hold for it, and what has approved it; null: it needed nobody. */
interface Terms {
  readonly limits: readonly LimitRule[];
  readonly requestId: string;
  readonly approval: { readonly id: string; readonly by: string } | null;
}

/** How an act of the gateway's own is kept. */
interface Keeping extends Terms {
  write(trx: GatewayTransaction): Promise<void>;
}

/** How far an act has come by being recorded. */
type State = Pick<Updateable<GatewayTables["intent"]>, "status" | "sent_at" | "sends" | "http_status" | "first_answer">;

/** What an act has come to. */
export interface Outcome {
  readonly status: "pending" | "applied" | "refused" | "unknown";
  readonly entryId: string | null;
  readonly receipt: Operation;
  /** For the audit: `applied`, or the code of a refusal. */
  readonly told: string;
}

/** Who asked for what, for the audit. */
interface Told {
  readonly requestId: string;
  readonly operatorId: string;
  readonly action: string;
  readonly memberId: string | null;
  readonly operationId: string | null;
  readonly outcome: string;
}

const isBehind = (position: Position | null) =>
  position === null
    ? sql<boolean>`true`
    : sql<boolean>`(intent.at, intent.id) < (${position.at}::timestamptz, ${position.id})`;

/** What counts against limits: whatever was, or may have been, done. */
const COUNTED = ["sent", "pending", "applied", "unknown"] as const;

/** An open intent of a member; the vendor's outcome may still be found out. */
const OPEN = ["sent", "pending"] as const;

const keepText = (operation: Operation): { receipt: string; text: PersonalText } => ({
  receipt: JSON.stringify(withoutText(operation)),
  text: personalTextOf(operation),
});

/** An operation as it was kept, with its personal text as far as that is still there. */
export const operationIn = (kept: string, text: string | null): Operation =>
  fillIn(kept, text === null ? NO_TEXT : (JSON.parse(text) as PersonalText));

const NO_TEXT: PersonalText = {
  ...{ note: null, customerMessage: null, reference: null, tag: null, counterpart: null, effects: null, message: null },
};

/** The rows of a gateway. Each write is one transaction, and none of them waits for the vendor. */
export class IntentStore {
  readonly #context: Pick<GatewayContext, "tenant" | "database" | "clock">;
  readonly approvals: ApprovalStore;

  constructor(context: Pick<GatewayContext, "tenant" | "database" | "clock">) {
    this.#context = context;
    this.approvals = new ApprovalStore(context);
  }

  get #tenant(): string {
    return this.#context.tenant;
  }

  get #database(): GatewayDatabase {
    return this.#context.database;
  }

  #select(database: GatewayDatabase | GatewayTransaction = this.#database) {
    return database
      .selectFrom("intent")
      .leftJoin("intent_text", (join) =>
        join.onRef("intent_text.tenant", "=", "intent.tenant").onRef("intent_text.intent_id", "=", "intent.id"),
      )
      .leftJoin("intent as undoing", (join) =>
        join
          .onRef("undoing.tenant", "=", "intent.tenant")
          .onRef("undoing.reverses", "=", "intent.id")
          .on("undoing.status", "=", "applied"),
      )
      .leftJoin("approval", (join) =>
        join.onRef("approval.tenant", "=", "intent.tenant").onRef("approval.id", "=", "intent.id"),
      )
      .selectAll("intent")
      .select(["intent_text.text", "undoing.id as reversed_by", "approval.executed_as"])
      .select(["approval.status as approval_status", "approval.comment as approval_comment"])
      .where("intent.tenant", "=", this.#tenant);
  }

  /** What is kept under a key of an operator. */
  byKey(operatorId: string, key: string): Promise<Intent | undefined> {
    return this.#select().where("intent.operator_id", "=", operatorId).where("intent.key", "=", key).executeTakeFirst();
  }

  byId(id: string): Promise<Intent | undefined> {
    return this.#select().where("intent.id", "=", id).executeTakeFirst();
  }

  /** Some of them, in no order. */
  byIds(ids: readonly string[]): Promise<Intent[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.#select().where("intent.id", "in", ids).execute();
  }

  /** What was done, or waits, for a host's reference, newest first, from behind a position. */
  byReference(references: readonly string[], behind: Position | null, limit: number): Promise<Intent[]> {
    return (
      this.#select()
        .where("intent.reference", "in", references)
        // What was approved is the act that it became.
        .where(
          sql<boolean>`(intent.status in ('sent', 'pending', 'applied', 'unknown')
        or intent.status = 'awaiting' and approval.executed_as is null)`,
        )
        .where(isBehind(behind))
        .orderBy("intent.at", "desc")
        .orderBy("intent.id", "desc")
        .limit(limit)
        .execute()
    );
  }

  /** The acts that entries of the vendor's ledger came of: by the entries' ids, or by our mark in them. */
  ofEntries(entryIds: readonly string[], marks: readonly string[]): Promise<Intent[]> {
    if (entryIds.length + marks.length === 0) return Promise.resolve([]);
    return this.#select()
      .where(sql<boolean>`(intent.entry_id = any(${[...entryIds]}::text[]) or intent.id = any(${[...marks]}::text[]))`)
      .execute();
  }

  /** Acts on a member of which the vendor's ledger shows nothing, newest first, from behind a position. */
  besideLedger(memberId: string, behind: Position | null, limit: number): Promise<Intent[]> {
    return this.#select()
      .where("intent.member_id", "=", memberId)
      .where("intent.status", "in", COUNTED)
      .where("intent.entry_id", "is", null)
      .where("intent.receipt", "is not", null)
      .where(isBehind(behind))
      .orderBy("intent.at", "desc")
      .orderBy("intent.id", "desc")
      .limit(limit)
      .execute();
  }

  /** What of a member still waits for its outcome, oldest first. */
  openOf(memberId: string): Promise<Intent[]> {
    return this.#select()
      .where("intent.member_id", "=", memberId)
      .where("intent.status", "in", OPEN)
      .orderBy("intent.at")
      .execute();
  }

  /** What nobody works on any more: claimed or sent before that. */
  abandoned(before: Date, limit: number): Promise<Intent[]> {
    return this.#select()
      .where(sql<boolean>`coalesce(intent.sent_at, intent.at) < ${before.toISOString()}::timestamptz`)
      .where(sql<boolean>`intent.status in ('claimed', 'sent', 'pending')`)
      .orderBy("intent.sent_at")
      .limit(limit)
      .execute();
  }

  /** The first commit: a key is claimed, or answers what was claimed before. */
  async claim(claim: Claim): Promise<{ readonly intent: Intent; readonly isNew: boolean }> {
    const { id, operatorId, key, fingerprint, action, memberId, reverses, approval, at } = claim;
    const row = {
      ...{
        tenant: this.#tenant,
        id,
        operator_id: operatorId,
        key,
        fingerprint,
        action,
        member_id: memberId,
        reverses,
        approval,
        at,
      },
      ...{ status: "claimed" as const, amount: 0 },
    };
    const { numInsertedOrUpdatedRows } = await this.#database
      .insertInto("intent")
      .values(row)
      .onConflict((conflict) => conflict.constraint("intent_key").doNothing())
      .executeTakeFirstOrThrow();
    const intent = await this.byKey(operatorId, key);
    if (!intent) throw new Error("A claimed key is gone");
    return { intent, isNew: numInsertedOrUpdatedRows === 1n };
  }

  /** Claims a key for nothing, so that whatever arrives under it is refused; answers what it is kept for. */
  async void(operatorId: string, key: string): Promise<Intent> {
    const at = this.#context.clock.now();
    const row = {
      ...{ tenant: this.#tenant, id: newId("op", at), operator_id: operatorId, key, fingerprint: "", action: "void" },
      ...{ member_id: "", at, status: "voided" as const, amount: 0 },
    };
    await this.#database
      .insertInto("intent")
      .values(row)
      .onConflict((conflict) => conflict.constraint("intent_key").doNothing())
      .execute();
    const intent = await this.byKey(operatorId, key);
    if (!intent) throw new Error("A voided key is gone");
    return intent;
  }

  /** Gives a key back: nothing was done under it. What waited waits again; what was done after all stays. */
  async free({ id, approval }: Pick<Intent, "id" | "approval">): Promise<void> {
    await this.#database.transaction().execute(async (trx) => {
      const { numDeletedRows } = await trx
        .deleteFrom("intent")
        .where("tenant", "=", this.#tenant)
        .where("id", "=", id)
        .where("status", "in", ["claimed", "sent"])
        .executeTakeFirstOrThrow();
      if (numDeletedRows === 0n) return;
      await trx.deleteFrom("intent_text").where("tenant", "=", this.#tenant).where("intent_id", "=", id).execute();
      if (approval !== null) await this.approvals.reopen(trx, approval, id);
    });
  }

  /**
   * The second commit: it is about to be sent, unless that is over a limit of the operator's. False: it is.
   */
  async send(intent: Intent, sending: Sending, terms: Terms): Promise<boolean> {
    return this.#database.transaction().execute(async (trx) => {
      if (!(await this.#isWithin(trx, intent, sending, terms.limits))) return false;
      await this.#record(trx, intent, sending, { status: "sent", sent_at: this.#context.clock.now(), sends: 1 });
      await this.#approve(trx, intent, terms);
      return true;
    });
  }

  /**
   * The only commit of an act that changes what the gateway keeps itself: all of it, unless that is over a limit of the
   * operator's. False: it is.
   */
  async keep(intent: Intent, sending: Sending, { write, ...terms }: Keeping): Promise<boolean> {
    const answer = JSON.stringify(withoutText(sending.draft));
    return this.#database.transaction().execute(async (trx) => {
      if (!(await this.#isWithin(trx, intent, sending, terms.limits))) return false;
      await this.#record(trx, intent, sending, { status: "applied", http_status: 200, first_answer: answer });
      await this.#approve(trx, intent, terms);
      await write(trx);
      await this.#auditOf(trx, intent, { requestId: terms.requestId, operationId: intent.id, outcome: "applied" });
      return true;
    });
  }

  /** The only commit of an act that waits for a second person: nothing is sent, and nothing counts. */
  async await(intent: Intent, sending: Sending, waiting: Omit<Waiting, "id" | "memberId">, requestId: string) {
    const answer = JSON.stringify(withoutText(sending.draft));
    await this.#database.transaction().execute(async (trx) => {
      const nothing = { ...sending, plan: null, countsAs: null };
      await this.#record(trx, intent, nothing, { status: "awaiting", http_status: 200, first_answer: answer });
      await this.approvals.add(trx, { ...waiting, id: intent.id, memberId: intent.member_id });
      await this.#auditOf(trx, intent, { requestId, operationId: intent.id, outcome: "awaiting-approval" });
    });
  }

  /** Declines what waits. Nothing else is changed. */
  async decline({ id, member_id: memberId }: ApprovalRow, by: string, comment: string | null, requestId: string) {
    await this.#database.transaction().execute(async (trx) => {
      await this.approvals.decline(trx, id, by, comment);
      const told = { requestId, operatorId: by, action: "decline", memberId, operationId: id, outcome: "declined" };
      await this.#audit(trx, told);
    });
  }

  /** What it does has waited, and is approved in the same commit: nobody else can do it, too. */
  async #approve(trx: GatewayTransaction, { id, member_id: memberId }: Intent, { approval, requestId }: Terms) {
    if (!approval) return;
    await this.approvals.approve(trx, approval.id, approval.by, id);
    const told = { requestId, operatorId: approval.by, action: "approve", memberId, operationId: id };
    await this.#audit(trx, { ...told, outcome: "applied" });
  }

  /** Whether it stays within the operator's limits, which nobody else counts against until the transaction is over. */
  async #isWithin(
    trx: GatewayTransaction,
    { operator_id: operatorId }: Intent,
    { countsAs, currency, amount }: Sending,
    limits: readonly LimitRule[],
  ): Promise<boolean> {
    if (countsAs === null || limits.length === 0) return true;
    await this.#lockOperator(trx, operatorId);
    const usage = await this.#usage(trx, operatorId, this.#context.clock.now());
    return isWithin(limits, countsAs, { currency, amount }, usage);
  }

  /** Writes what was decided. @throws RefusalError where somebody took the claim for one that was left behind */
  async #record(trx: GatewayTransaction, intent: Intent, sending: Sending, state: State): Promise<void> {
    const { plan, draft, countsAs, currency, amount } = sending;
    const { receipt, text } = keepText(draft);
    const { numUpdatedRows } = await trx
      .updateTable("intent")
      .set({
        ...{ plan: JSON.stringify(plan), receipt, counts_as: countsAs, currency, amount },
        ...{ reference: draft.reference, ...state },
      })
      .where("tenant", "=", this.#tenant)
      .where("id", "=", intent.id)
      .where("status", "=", "claimed")
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) throw new RefusalError("operation-in-progress");
    await trx
      .insertInto("intent_text")
      .values({
        ...{ tenant: this.#tenant, intent_id: intent.id, member_id: intent.member_id, text: JSON.stringify(text) },
      })
      .execute();
  }

  /** It is about to be sent once more. */
  async sendAgain(id: string): Promise<void> {
    await this.#database
      .updateTable("intent")
      .set((eb) => ({ sent_at: this.#context.clock.now(), sends: eb("sends", "+", 1) }))
      .where("tenant", "=", this.#tenant)
      .where("id", "=", id)
      .execute();
  }

  /** The third commit: what it has come to. */
  async settle(intent: Intent, { status, entryId, receipt, told }: Outcome, requestId: string): Promise<void> {
    const kept = JSON.stringify(withoutText(receipt));
    const removes = status === "applied" && findAction(intent.action)?.removesMember !== undefined;
    await this.#database.transaction().execute(async (trx) => {
      await trx
        .updateTable("intent")
        .set((eb) => ({
          ...{ status, entry_id: entryId, receipt: kept },
          ...{
            http_status: eb.fn.coalesce("http_status", eb.lit(200)),
            first_answer: eb.fn.coalesce("first_answer", eb.val(kept)),
          },
        }))
        .where("tenant", "=", this.#tenant)
        .where("id", "=", intent.id)
        .execute();
      if (removes) await this.#forget(trx, intent.member_id);
      await this.#auditOf(trx, intent, { requestId, operationId: intent.id, outcome: told });
    });
  }

  /** An operation is answered before its outcome is known: that stays the answer. */
  async keepAnswer(id: string, answer: Operation): Promise<void> {
    await this.#database
      .updateTable("intent")
      .set({ http_status: 200, first_answer: JSON.stringify(withoutText(answer)) })
      .where("tenant", "=", this.#tenant)
      .where("id", "=", id)
      .where("first_answer", "is", null)
      .execute();
  }

  /** A refusal of the business, which is kept. */
  async refuse(intent: Intent, status: number, problem: string, code: string, requestId: string): Promise<void> {
    await this.#database.transaction().execute(async (trx) => {
      await trx
        .updateTable("intent")
        .set({ status: "refused", http_status: status, first_answer: problem, receipt: null })
        .where("tenant", "=", this.#tenant)
        .where("id", "=", intent.id)
        .execute();
      await trx
        .deleteFrom("intent_text")
        .where("tenant", "=", this.#tenant)
        .where("intent_id", "=", intent.id)
        .execute();
      await this.#auditOf(trx, intent, { requestId, operationId: null, outcome: code });
    });
  }

  /** Audits what was tried, or looked at. */
  async audit(told: Told): Promise<void> {
    await this.#audit(this.#database, told);
  }

  /** Whether this gateway has erased a member. */
  async hasLeft(memberId: string): Promise<boolean> {
    const row = await this.#database
      .selectFrom("departed")
      .select("member_id")
      .where("tenant", "=", this.#tenant)
      .where("member_id", "=", memberId)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Those of members whom this gateway has erased: a vendor may keep something of them, and go on listing it. */
  async departedOf(memberIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (memberIds.length === 0) return new Set();
    const rows = await this.#database
      .selectFrom("departed")
      .select("member_id")
      .where("tenant", "=", this.#tenant)
      .where("member_id", "in", memberIds)
      .execute();
    return new Set(rows.map(({ member_id: id }) => id));
  }

  /** What an operator has done lately, as limits count it. */
  usage(operatorId: string): Promise<Usage> {
    return this.#usage(this.#database, operatorId, this.#context.clock.now());
  }

  async #usage(database: GatewayDatabase | GatewayTransaction, operatorId: string, now: Date): Promise<Usage> {
    const { rows } = await sql<UsedRow>`
      select counts_as as action, currency, per, sum(amount)::float8 as amount, count(*)::int as times
      from json_each_text(${JSON.stringify(WINDOW_HOURS)}::json) as w (per, hours)
        join intent on intent.at > ${now.toISOString()}::timestamptz - make_interval(hours => hours::int)
      where tenant = ${this.#tenant} and operator_id = ${operatorId} and counts_as is not null
        and status in ('sent', 'pending', 'applied', 'unknown')
        and not exists (
          select from intent as undoing
          where undoing.tenant = intent.tenant and undoing.reverses = intent.id and undoing.status = 'applied')
      group by counts_as, currency, per`.execute(database);
    return usageIn(rows);
  }

  /** Whoever acts in an operator's name meanwhile waits: two within a limit could be over it together. */
  async #lockOperator(trx: GatewayTransaction, operatorId: string): Promise<void> {
    await trx
      .insertInto("operator_lock")
      .values({ tenant: this.#tenant, operator_id: operatorId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx
      .selectFrom("operator_lock")
      .select("operator_id")
      .where("tenant", "=", this.#tenant)
      .where("operator_id", "=", operatorId)
      .forUpdate()
      .execute();
  }

  /** Nothing personal of who was erased stays here. */
  async #forget(trx: GatewayTransaction, memberId: string): Promise<void> {
    await trx
      .insertInto("departed")
      .values({ tenant: this.#tenant, member_id: memberId, at: this.#context.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await this.approvals.forget(trx, memberId);
    for (const table of ["intent_text", "kept_tag", "kept_consent"] as const)
      await trx.deleteFrom(table).where("tenant", "=", this.#tenant).where("member_id", "=", memberId).execute();
    await trx
      .updateTable("intent")
      .set({ reference: null })
      .where("tenant", "=", this.#tenant)
      .where("member_id", "=", memberId)
      .execute();
  }

  /** Audits what became of an act, in the name of who asked for it. */
  async #auditOf(
    trx: GatewayTransaction,
    { operator_id: operatorId, action, member_id: memberId }: Intent,
    told: Pick<Told, "requestId" | "operationId" | "outcome">,
  ): Promise<void> {
    await this.#audit(trx, { operatorId, action, memberId, ...told });
  }

  async #audit(database: GatewayDatabase | GatewayTransaction, told: Told): Promise<void> {
    const at = this.#context.clock.now();
    const { requestId, operatorId, action, memberId, operationId, outcome } = told;
    await database
      .insertInto("audit")
      .values({
        ...{ tenant: this.#tenant, id: newId("au", at), at, request_id: requestId, operator_id: operatorId, action },
        ...{ member_id: memberId, operation_id: operationId, outcome },
      })
      .execute();
  }
}

interface UsedRow {
  readonly action: string;
  readonly currency: string | null;
  readonly per: LimitRule["per"];
  readonly amount: number;
  readonly times: number;
}

const usageIn =
  (rows: readonly UsedRow[]): Usage =>
  ({ action, currency, per, measure }) =>
    rows
      .filter((row) => row.action === action && row.per === per && (currency === null || row.currency === currency))
      .reduce((sum, row) => sum + (measure === "count" ? row.times : row.amount), 0);
