import type { ActionDeclaration } from "../define-action.js";
import type { Field, PickerList } from "../fields.js";

/** What a choice picks from that is one member's own. */
const held: ReadonlySet<PickerList | undefined> = new Set(["held-gifts", "held-coupons", "held-cards", "pending-lots"]);

/** Whether a field says something that can't be the same of many members. */
const isOfOne = ({ kind, list, unique }: Field): boolean =>
  kind === "member" || kind === "changes" || unique === true || held.has(list);

const known = new WeakMap<ActionDeclaration, ActionDeclaration | null>();

const without = ({ fields, ...action }: ActionDeclaration): ActionDeclaration | null => {
  const all = Object.entries(fields);
  if (all.some(([, field]) => isOfOne(field))) return null;
  return { ...action, fields: Object.fromEntries(all.filter(([, { kind }]) => kind !== "confirmation")) };
};

/**
 * The action as it is asked for once for many members: nobody's name is typed to confirm it, the number of members is.
 * Null where it is about something of one member alone: a card's number, a gift of their wallet, another member.
 */
export const forMany = (action: ActionDeclaration): ActionDeclaration | null => {
  const found = known.get(action);
  if (found !== undefined) return found;
  const made = without(action);
  known.set(action, made);
  return made;
};
