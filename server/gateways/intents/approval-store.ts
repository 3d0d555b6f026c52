import { type Selectable, sql } from "kysely";
import { refusedToDecide } from "../../domain/approval.js";
import type { Asked } from "../../domain/asked.js";
import type { Operator } from "../../domain/operator.js";
import { type Refusal, RefusalError } from "../../domain/refusal.js";
import { retentionBounds } from "../../domain/retention.js";
import type { GatewayContext } from "../context.js";
import type { GatewayTables, GatewayTransaction } from "../schema.js";
import type { Position } from "./position.js";

export type ApprovalRow = Selectable<GatewayTables["approval"]>;

/** What is to wait. */
export interface Waiting {
  readonly id: string;
  readonly memberId: string;
  readonly asked: Asked;
  readonly at: Date;
  /** How long, at most. */
  readonly hours: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Days for which it is known what was asked for, once it is over: as in the reference backend. */
const KEPT_DAYS = retentionBounds.approvals.days ?? 0;

/** The rows of what waits for a second person. */
export class ApprovalStore {
  readonly #context: Pick<GatewayContext, "tenant" | "database" | "clock">;

  constructor(context: Pick<GatewayContext, "tenant" | "database" | "clock">) {
    this.#context = context;
  }

  get #tenant(): string {
    return this.#context.tenant;
  }

  find(id: string): Promise<ApprovalRow | undefined> {
    return this.#context.database
      .selectFrom("approval")
      .selectAll()
      .where("tenant", "=", this.#tenant)
      .where("id", "=", id)
      .executeTakeFirst();
  }

  /**
   * What can be decided about, longest waiting first, from behind a position.
   * @param operatorId who asked; null: anybody
   */
  waiting(operatorId: string | null, behind: Position | null, limit: number): Promise<ApprovalRow[]> {
    const now = this.#context.clock.now().toISOString();
    return this.#context.database
      .selectFrom("approval")
      .selectAll()
      .where("tenant", "=", this.#tenant)
      .where(sql<boolean>`status = 'waiting' and expires_at > ${now}::timestamptz`)
      .where(operatorId === null ? sql<boolean>`true` : sql<boolean>`operator_id = ${operatorId}`)
      .where(
        behind === null
          ? sql<boolean>`true`
          : sql<boolean>`(requested_at, id) > (${behind.at}::timestamptz, ${behind.id})`,
      )
      .orderBy("requested_at")
      .orderBy("id")
      .limit(limit)
      .execute();
  }

  async add(trx: GatewayTransaction, { id, memberId, asked, at, hours }: Waiting): Promise<void> {
    await trx
      .insertInto("approval")
      .values({
        ...{ tenant: this.#tenant, id, member_id: memberId, operator_id: asked.operator.id },
        ...{ asked: JSON.stringify(asked), requested_at: at, expires_at: new Date(at.getTime() + hours * 3_600_000) },
        ...{ status: "waiting", decided_by: null, decided_at: null, comment: null, executed_as: null },
      })
      .execute();
  }

  /**
   * It is approved, and about to be done: by one act, since only what waits can be.
   * @throws RefusalError `already-done` where somebody else has decided, or its time was over, a moment before
   */
  async approve(trx: GatewayTransaction, id: string, by: string, executedAs: string): Promise<void> {
    const at = this.#context.clock.now();
    const { numUpdatedRows } = await trx
      .updateTable("approval")
      .set({ status: "approved", decided_by: by, decided_at: at, executed_as: executedAs })
      .where("tenant", "=", this.#tenant)
      .where("id", "=", id)
      .where("status", "=", "waiting")
      .where("expires_at", ">", at)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) throw decided();
  }

  /** The act that was to do it has done nothing: it waits again. */
  async reopen(trx: GatewayTransaction, id: string, executedAs: string): Promise<void> {
    await trx
      .updateTable("approval")
      .set({ status: "waiting", decided_by: null, decided_at: null, executed_as: null })
      .where("tenant", "=", this.#tenant)
      .where("id", "=", id)
      .where("executed_as", "=", executedAs)
      .execute();
  }

  /** @throws RefusalError `already-done` where somebody else has decided a moment before */
  async decline(trx: GatewayTransaction, id: string, by: string, comment: string | null): Promise<void> {
    const at = this.#context.clock.now();
    const { numUpdatedRows } = await trx
      .updateTable("approval")
      .set({ status: "declined", decided_by: by, decided_at: at, comment })
      .where("tenant", "=", this.#tenant)
      .where("id", "=", id)
      .where("status", "=", "waiting")
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) throw decided();
  }

  /** Who has left takes what waits with them, and all that was written about it. */
  async forget(trx: GatewayTransaction, memberId: string): Promise<void> {
    await trx
      .updateTable("approval")
      .set({ asked: null, comment: null, status: sql`case status when 'waiting' then 'expired' else status end` })
      .where("tenant", "=", this.#tenant)
      .where("member_id", "=", memberId)
      .execute();
  }

  /** Ends what nobody decided about in time, and forgets what was asked for long ago. Safe to repeat. */
  async tend(): Promise<void> {
    const { database, clock } = this.#context;
    const now = clock.now();
    await database
      .updateTable("approval")
      .set({ status: "expired" })
      .where("tenant", "=", this.#tenant)
      .where("status", "=", "waiting")
      .where("expires_at", "<=", now)
      .execute();
    await database
      .updateTable("approval")
      .set({ asked: null, comment: null })
      .where("tenant", "=", this.#tenant)
      .where("status", "<>", "waiting")
      .where("asked", "is not", null)
      .where("expires_at", "<", new Date(now.getTime() - KEPT_DAYS * DAY_MS))
      .execute();
  }
}

/** Why this operator can't decide about it now; null: they can. */
export const refusalToDecide = (
  { id, operator_id: operatorId, status, expires_at: expiresAt }: ApprovalRow,
  by: Operator,
  now: Date,
): Refusal | null => refusedToDecide({ id, operatorId, status, expiresAt: expiresAt.toISOString() }, by, now);

/** @throws RefusalError why this operator can't decide about it now */
export const requireDecidable = (row: ApprovalRow, by: Operator, now: Date): void => {
  const refusal = refusalToDecide(row, by, now);
  if (refusal) throw new RefusalError(refusal.code, refusal.detail);
};

const decided = (): RefusalError => new RefusalError("already-done", "This was decided about already.");
