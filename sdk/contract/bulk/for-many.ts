import type { ActionDeclaration } from "../define-action.js";
import type { Field, PickerList } from "../fields.js";

/** What a choice picks from that is one member's own. */
const held: ReadonlySet<PickerList | undefined> = new Set(["held-gifts", "held-coupons", "held-cards", "pending-lots"]);

/** Whether a field says something that can't be the same of many members. */
const isOfOne = ({ kind, list, unique }: Field): boolean =>
  kind === "member" || kind === "changes" || unique === true || held.has(list);

type Derived = WeakMap<ActionDeclaration, ActionDeclaration | null>;

/** What was made of an action once, since schemas are kept by their declaration. */
const remembered = (
  known: Derived,
  action: ActionDeclaration,
  derive: () => ActionDeclaration | null,
): ActionDeclaration | null => {
  const found = known.get(action);
  if (found !== undefined) return found;
  const made = derive();
  known.set(action, made);
  return made;
};

/** Nobody's name is typed where many are acted on: the number of members is. */
const unconfirmed = ({ fields, ...action }: ActionDeclaration): ActionDeclaration => ({
  ...action,
  fields: Object.fromEntries(Object.entries(fields).filter(([, { kind }]) => kind !== "confirmation")),
});

const ofMany: Derived = new WeakMap();

/**
 * The action as it is asked for once for many members: nobody's name is typed to confirm it, the number of members is.
 * Null where it is about something of one member alone: a card's number, a gift of their wallet, another member.
 */
export const forMany = (action: ActionDeclaration): ActionDeclaration | null =>
  remembered(ofMany, action, () => (Object.values(action.fields).some(isOfOne) ? null : unconfirmed(action)));

const ofRows: Derived = new WeakMap();

/** What no cell of a file can say. */
const structured: ReadonlySet<Field["kind"]> = new Set(["changes", "properties", "picks"]);

/**
 * The action as each row of a file asks for it, its columns being the fields. Null where a field is no text, number or
 * date, and for what takes a whole member in.
 */
export const forRows = (action: ActionDeclaration): ActionDeclaration | null =>
  remembered(ofRows, action, () => {
    const isStructured = Object.values(action.fields).some(({ kind }) => structured.has(kind));
    return action.merges || isStructured ? null : unconfirmed(action);
  });
