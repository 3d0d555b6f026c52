import type { Notice, Operation } from "../../sdk/contract/index.js";
import { isGranted, type Operator } from "./operator.js";
import type { Refusal } from "./refusal.js";

/** The permission to decide about what others asked for. */
export const DECIDES = "approvals:decide";

/** What is asked for waits for a second person where it is over a limit, in a program that has approvals. */
export interface ApprovalState {
  readonly id: string;
  /** Who asked. */
  readonly operatorId: string;
  readonly status: "waiting" | "approved" | "declined" | "expired";
  /** An instant. */
  readonly expiresAt: string;
}

/** Why this operator can't decide about it now: null, or the refusal (S12). */
export const refusedToDecide = (
  { operatorId, status, expiresAt }: ApprovalState,
  operator: Operator,
  now: Date,
): Refusal | null => {
  if (!isGranted(operator, DECIDES))
    return { code: "forbidden", detail: "Your role can't decide about this. Ask an administrator." };
  if (operatorId === operator.id)
    return { code: "forbidden", detail: "You asked for this yourself. Somebody else decides." };
  if (status === "expired" || (status === "waiting" && new Date(expiresAt) <= now))
    return { code: "conflict", detail: "Nobody decided in time. It has to be asked for anew." };
  return status === "waiting" ? null : { code: "already-done", detail: "This was decided about already." };
};

/** Said of what is over a limit, where that waits. */
export const needsApproval: Notice = {
  code: "needs-approval",
  detail: "This is over your limit, so a second person decides about it.",
};

const notDone = {
  declined: (comment: string | null): Notice => ({
    code: "declined",
    detail: comment ?? "A second person declined it.",
  }),
  expired: (): Notice => ({ code: "approval-expired", detail: "Nobody decided about it in time." }),
} as const;

/** What became of an operation that waited, or does still. What was approved is the operation that it became, and not asked for here. */
export const awaited = (
  operation: Operation,
  { status, comment }: Pick<ApprovalState, "status"> & { readonly comment: string | null },
): Operation =>
  status === "waiting" || status === "approved"
    ? operation
    : { ...operation, status: "rejected", warnings: [notDone[status](comment)] };
