import type { Operation } from "../../../sdk/contract/index.js";
import { DECIDES } from "../../domain/approval.js";
import { type Asked as AskedBefore, askerOf } from "../../domain/asked.js";
import { isGranted, type Operator } from "../../domain/operator.js";
import { RefusalError } from "../../domain/refusal.js";
import type { GatewayContext } from "../context.js";
import type { ActPath } from "./act-path.js";
import { type ApprovalRow, refusalToDecide, requireDecidable } from "./approval-store.js";
import { type Answer, operationAnswer } from "./answer.js";
import type { Asked } from "./asked.js";
import type { Position } from "./position.js";
import { present } from "./present.js";

/** Who looks at what waits. */
export interface Deciding {
  readonly operator: Operator;
  readonly requestId: string;
  readonly approvalId: string;
}

/** What they decide. */
export interface Decision extends Deciding {
  readonly decision: "approve" | "decline";
  readonly comment: string | null;
}

/** What waits, as one operator sees it. */
export interface Waits {
  readonly row: ApprovalRow;
  readonly operation: Operation;
  readonly decidable: boolean;
}

/** No caller's key has a space: what is approved is nobody's to ask about by a key. */
const keyOf = ({ id }: ApprovalRow): string => `approval ${id}`;

/** What is over an operator's limit and waits for a second person (S12): decided once, and then done as any act is. */
export class Decisions {
  readonly #context: GatewayContext;
  readonly #path: ActPath;

  constructor(context: GatewayContext, path: ActPath) {
    this.#context = context;
    this.#path = path;
  }

  /** What waits, longest first: all of it for who may decide, and what each asked for themselves. */
  async waiting(operator: Operator, behind: Position | null, limit: number): Promise<Waits[]> {
    const { approvals } = this.#path.store;
    const rows = await approvals.waiting(isGranted(operator, DECIDES) ? null : operator.id, behind, limit);
    const intents = await this.#path.store.byIds(rows.map(({ id }) => id));
    const now = this.#context.clock.now();
    return rows.flatMap((row) => {
      const intent = intents.find(({ id }) => id === row.id);
      const operation = intent && present(intent);
      if (!operation) return [];
      return [{ row, operation, decidable: refusalToDecide(row, operator, now) === null }];
    });
  }

  /** What would come of it now: nothing is written. @throws RefusalError why it can't be decided about */
  async preview({ operator, requestId, approvalId }: Deciding): Promise<Answer> {
    const row = await this.#find(approvalId);
    return this.#path.preview(await this.#askedIn(row, operator, requestId));
  }

  /**
   * Does what waits, once, or declines it. The same decision of the same operator answers the same again, without a key.
   * @throws RefusalError why it can't be decided about
   */
  async decide({ operator, requestId, approvalId, decision, comment }: Decision): Promise<Answer> {
    const row = await this.#find(approvalId);
    const isSame = row.status === (decision === "approve" ? "approved" : "declined") && row.decided_by === operator.id;
    if (isSame) return this.#asItIs(row.id, requestId, true);
    const asked = await this.#askedIn(row, operator, requestId);
    if (decision === "approve") return this.#path.submit({ ...asked, key: keyOf(row), ifMatch: null });
    await this.#path.store.decline(row, operator.id, comment, requestId);
    return this.#asItIs(row.id, requestId, false);
  }

  async #find(id: string): Promise<ApprovalRow> {
    const row = await this.#path.store.approvals.find(id);
    if (!row) throw new RefusalError("not-found", "Nothing of this kind waits.");
    return row;
  }

  /** What waits, as an act of who asked for it, in the name of who decides. */
  async #askedIn(row: ApprovalRow, by: Operator, requestId: string): Promise<Asked> {
    await this.#path.requireHere(row.member_id);
    requireDecidable(row, by, this.#context.clock.now());
    if (row.asked === null) throw new RefusalError("already-done", "This was decided about already.");
    const { actionId, input, reverses, operator } = JSON.parse(row.asked) as AskedBefore;
    const asker = askerOf(this.#context.tenant, { operator });
    const act = { actionId, input, reverses, memberId: row.member_id, requestId };
    return { ...act, operator: asker, approval: { id: row.id, by } };
  }

  async #asItIs(id: string, requestId: string, isReplay: boolean): Promise<Answer> {
    const intent = await this.#path.operation(id, requestId);
    const operation = intent && present(intent);
    if (!operation) throw new RefusalError("not-found", "There is no such operation.");
    return operationAnswer(operation, isReplay);
  }
}
