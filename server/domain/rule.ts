import type { ActionId, InputOfAction, Named, Operation } from "../../sdk/contract/index.js";

/** An action of the catalogue, to be done to the same member: the very one that an operator does by hand (S1-14). */
type Reaction = { [Id in ActionId]: { readonly actionId: Id; readonly input: InputOfAction<Id> } }[ActionId];

/**
 * A rule of the program: what it does by itself when something happens. The timeline shows its id and name as the
 * cause.
 */
export interface Rule extends Named {
  /**
   * Decides by a receipt, without its texts, what to do; null: nothing. A purchase has the instant at which it was made,
   * whenever it was claimed. Pure: the same receipt always brings the same
   * reaction.
   */
  readonly react: (operation: Operation) => Reaction | null;
}
