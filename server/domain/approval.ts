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
