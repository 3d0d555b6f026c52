import type { ActionId, Conflict, InputOfAction, Notice } from "../../sdk/contract/index.js";
import type { Refused } from "./refusal.js";
import type { Mask } from "./masking.js";
import type { Effect } from "./effects.js";
import type { State } from "./member.js";

/**
 * What an action does: pure, so that a preview and the write itself are the same decision. It looks at the state and
 * the input and nothing else, writes nothing, and answers effects or a refusal.
 *
 * Already checked when it is called, in this order: the input's shape; that the currency, gift, card, template or
 * reason code exists; the permission; and that it is for a membership of this status.
 */
export type Handler<Id extends ActionId> = Decide<InputOfAction<Id>>;

/** A {@link Handler} by the type of its input. The program's own actions are handlers too. */
export type Decide<Input> = (state: State, input: Input, context: Context) => Decision;

export interface Context {
  /** Today, `YYYY-MM-DD`, in the program's time zone. */
  readonly today: string;
  /** Makes the id of something new: `newId("mg")`. */
  readonly newId: (prefix: string) => string;
  /** Whether another member has this e-mail address, phone number or card, of those that are asked for. */
  readonly isTaken: (address: string) => boolean;
  /** What is hidden from who asks; null: nothing, or it is the program itself, or was approved. */
  readonly mask: Mask | null;
}

export type Decision = Accepted | Refused;

/** What an accepted action does. */
export interface Accepted {
  readonly effects: readonly Effect[];
  /** What it does to the other member, where it takes two. */
  readonly otherEffects?: readonly Effect[];
  /** What both members of a merge have, and not the same: shown in its preview alone. */
  readonly conflicts?: readonly Conflict[];
  /** What the operator should know. A change of tier is added by the write path. */
  readonly warnings?: readonly Notice[];
}
