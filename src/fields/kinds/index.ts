import type { Field } from "../../../sdk/contract/index.js";
import { amount } from "./amount.js";
import { choice } from "./choice.js";
import { count } from "./count.js";
import { date } from "./date.js";
import { flag } from "./flag.js";
import type { Kind } from "./kind.js";
import { member } from "./member.js";
import { money } from "./money.js";
import { multiline } from "./multiline.js";
import { tag } from "./tag.js";
import { text } from "./text.js";

/** Every kind of field that the contract has. Null: no form draws it among its fields. */
export const kinds: Readonly<Record<Field["kind"], Kind | null>> = {
  amount,
  choice,
  count,
  date,
  member,
  flag,
  money,
  multiline,
  tag,
  text,
  // The button that opens the form decides the currency.
  currency: null,
  // What it is made of is drawn in its place: see `groups.ts`.
  changes: null,
  properties: null,
  // What is picked of two profiles stands on the second screen of a merge: see `merge-review.ts`.
  picks: null,
  // It is asked for below the other fields, and read when the action is confirmed: see `confirmation.ts`.
  confirmation: null,
};
