import type { ActionId, InputOfAction, Named, Operation } from "../../sdk/contract/index.js";

/** An action of the catalogue, to be done to the same member: the very one that an operator does by hand (S1-14). */
type Reaction = { [Id in ActionId]: { readonly actionId: Id; readonly input: InputOfAction<Id> } }[ActionId];

/** What the program does by itself when something happens. Its id and name stand in the timeline as the cause. */
export interface Rule extends Named {
  /** Looks at a receipt (without its texts). Pure: the same one always brings the same reaction; null: none. */
  readonly react: (operation: Operation) => Reaction | null;
}
