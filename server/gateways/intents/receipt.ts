import type { Account, BalanceChange, Effect, Notice, Operation } from "../../../sdk/contract/index.js";
import type { GatewayAction } from "../kept/kept-action.js";
import type { Done, Estimate, Found } from "../vendor/vendor.js";
import type { Asked } from "./asked.js";

interface Occasion {
  readonly id: string;
  readonly at: Date;
  readonly status: "simulated" | "pending" | "applied" | "awaiting_approval";
}

const textOf = (input: Asked["input"], name: string): string | null =>
  typeof input[name] === "string" ? input[name] : null;

/** Undone is what was done, and no undo. */
const reversibleOf = ({ reverses }: Asked, { undo }: GatewayAction): Operation["reversible"] =>
  reverses === null && undo !== undefined ? { until: null } : null;

const personOf = ({ id, name, email }: Asked["operator"]) => ({ id, name, email });

/** What would come of an act, is about to, waits, or has come of one of the gateway's own. */
export const draftOf = (
  asked: Asked,
  action: GatewayAction,
  { changes, effects, tier = null, warnings = [] }: Estimate,
  { id, at, status }: Occasion,
): Operation => {
  const { operator, memberId, actionId, input, reverses, approval } = asked;
  return {
    id,
    action: actionId,
    status,
    member: { id: memberId },
    operator: personOf(operator),
    ...(approval && { approvedBy: personOf(approval.by) }),
    source: "manual",
    cause: null,
    branch: null,
    at: at.toISOString(),
    changes: [...changes],
    tier,
    message: null,
    effects: [...effects],
    warnings: [...warnings],
    reasonCode: textOf(input, "reasonCode"),
    // The evidence of a consent is its note.
    note: textOf(input, "note") ?? textOf(input, "evidence"),
    reference: textOf(input, "reference"),
    reversible: status === "awaiting_approval" ? null : reversibleOf(asked, action),
    reversedBy: null,
    reverses,
  };
};

const parts = ["earned", "spendable", "spent", "expired"] as const;

/** The same movement, ending at what the vendor says by now. */
const endingAt = (change: BalanceChange, account: Account | undefined): BalanceChange => {
  const moved: Partial<BalanceChange> = {};
  for (const part of parts) {
    const [delta, after] = [change[part], account?.[part] ?? null];
    if (delta && after !== null) moved[part] = { before: after - (delta.after - delta.before), after };
  }
  return { ...change, ...moved };
};

const withIssued = (effects: readonly Effect[], issued: string | undefined): Effect[] =>
  effects.map((effect) => (issued !== undefined && effect.issued === null ? { ...effect, issued } : effect));

/** The receipt of what came of it; `after` is the member as they were read again, null where that failed. */
export const doneReceipt = (draft: Operation, done: Done, after: Found | null): Operation => ({
  ...draft,
  status: done.status,
  at: done.at ?? draft.at,
  changes: draft.changes.map((change) =>
    endingAt(
      change,
      after?.member.accounts.find(({ currency }) => currency === change.currency),
    ),
  ),
  effects: withIssued(draft.effects, done.issued),
});

/** The vendor can't tell whether it was done. */
export const unknownReceipt = (draft: Operation, vendor: string): Operation => ({
  ...draft,
  status: "unknown",
  warnings: [
    ...draft.warnings,
    {
      code: "outcome-unknown",
      detail: `${vendor} can't tell whether this was done. Look there before you do it again.`,
    },
  ],
  reversible: null,
});

/** The vendor has refused what it had taken: nothing was changed. */
export const rejectedReceipt = (draft: Operation, { code, detail }: Notice): Operation => ({
  ...draft,
  status: "rejected",
  changes: draft.changes.map((change) => ({ ...change, applied: 0 })),
  warnings: [...draft.warnings, { code, detail }],
  reversible: null,
});
