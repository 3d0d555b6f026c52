import type { Named } from "../../sdk/contract/index.js";
import type { Operator } from "../domain/operator.js";

/** Who asks, and since when the answer to them can be told from others. */
export interface Origin {
  readonly tenant: string;
  /**
   * Null for what the program does itself: no permission is looked at, and its keys are apart from every operator's.
   */
  readonly operator: Operator | null;
  /** `manual` for an operator's own act; else `rule`, `pos`, `campaign` or `program`. */
  readonly source: string;
  /** The rule or campaign that does it. */
  readonly cause?: Named | null;
  /** The operation that a rule reacts to by it. */
  readonly causedBy?: string | null;
  /** Where it happened. */
  readonly branchId?: string | null;
  /**
   * Whether the program's rules have to see it once it is applied; by default as its action says: manual acts fire none
   * (S0-28), but those that are there for it.
   */
  readonly firesRules?: boolean;
  /**
   * Of a row of a job, who approved the job, if it needed a second person. Its limits were looked at for all of it when
   * it was started, and nobody has seen the version of this one member.
   */
  readonly bulk?: { readonly approvedBy: Operator | null };
  readonly requestId: string;
}

/** One action on one member. */
export interface ActRequest extends Origin {
  readonly actionId: string;
  readonly memberId: string;
  /** As its schema answered it. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** An action that is to be done, once for its key. */
export interface WriteRequest extends ActRequest {
  readonly key: string;
  /** The ETag of the member that the caller saw. */
  readonly ifMatch?: string | null;
  /** The `previewTag` of the preview that the caller saw. */
  readonly previewMatch?: string | null;
}

/** An operation that is to be undone. */
export interface ReversalRequest extends Origin {
  readonly operationId: string;
  readonly input: Readonly<{ reasonCode?: string; note?: string; reference?: string }>;
}

/** The same, to be done once for its key. */
export interface ReverseRequest extends ReversalRequest {
  readonly key: string;
}

/** One row of a job: something is done, or undone. */
export type RowRequest = ActRequest | ReversalRequest;

/** What waits for a second person, as that person looks at it. */
export interface ApprovalRequest {
  readonly tenant: string;
  readonly operator: Operator;
  readonly requestId: string;
  readonly approvalId: string;
}

/** What they decide. The same decision of the same operator is safe to repeat. */
export interface DecisionRequest extends ApprovalRequest {
  readonly decision: "approve" | "decline";
  readonly comment?: string | undefined;
  /** The `previewTag` of what they saw would come of it. */
  readonly previewMatch: string | null;
}

/** A key whose outcome is asked for. */
export interface SettleRequest extends Origin {
  readonly key: string;
}

/** What goes back over the wire. */
export interface Answer {
  readonly status: number;
  /** JSON: an Operation, a Problem or a Settlement of the contract. The same to the byte whenever it is replayed. */
  readonly body: string;
  /** Answered before: `Idempotent-Replayed: true`. */
  readonly replayed: boolean;
}
