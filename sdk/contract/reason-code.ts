import type { ReasonCode } from "./schemas/library.js";

/** What an undo, of whatever action, is among the actions that a reason is offered for. */
export const UNDO = "undo";

/** Whether an action may be done for a reason, or an {@link UNDO}. */
export const isOfferedFor = (
  { actions = [], retired = false }: Pick<ReasonCode, "actions" | "retired">,
  actionId: string,
): boolean => !retired && (actions.length === 0 || actions.includes(actionId));
