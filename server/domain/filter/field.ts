import type { FilterEvent, FilterField, FilterOperator } from "../../../sdk/contract/index.js";
import type { LookupKind } from "../lookup.js";

/** Where what a field is about is kept. Every name in it is one of a fixed few; what a program names itself is a value. */
export type Source =
  | { readonly from: "member"; readonly column: "status" | "tier_id" | "hidden_tier_id" | "joined_at" }
  | { readonly from: "profile"; readonly column: ProfileColumn }
  | { readonly from: "attribute"; readonly attribute: string }
  | { readonly from: "account"; readonly currency: string; readonly column: AccountColumn }
  | { readonly from: "consent"; readonly channel: string }
  | { readonly from: "key"; readonly lookup: LookupKind; readonly column?: "email" | "phone" }
  | { readonly from: "set"; readonly set: SetName }
  | { readonly from: "segment" }
  | { readonly from: "purchases"; readonly what: "last" | "visits" | "basket" | "branch" }
  /** Of one purchase. */
  | { readonly from: "event"; readonly column: "branch_id" | "paid" }
  /** Of one event of the program's own. */
  | { readonly from: "told"; readonly property: string };

export type ProfileColumn = "name" | "first_name" | "email" | "phone" | "birthday" | "language" | "home_branch_id";
export type AccountColumn = "spendable" | "earned" | "spent" | "expired" | "pending";
/** Of which a member has several. */
export type SetName = "tags" | "gifts" | "coupons" | "punch-cards" | "favourite-items" | "bought-items";

export type FieldKind = "text" | "number" | "date" | "boolean" | "choice" | "set" | "key";

/** What a condition, a column or a sort can be about, and where it is kept. */
export interface Field extends Omit<FilterField, "kind" | "operators"> {
  readonly kind: FieldKind;
  readonly operators: readonly FilterOperator[];
  readonly source: Source;
}

/** Something that happens to members, and what each of them can be told apart by. */
export interface EventKind extends Omit<FilterEvent, "fields"> {
  readonly fields: readonly Field[];
  /** Where it is kept. */
  readonly rows: EventRows;
}

/** Purchases, or events of one of the program's types. */
export type EventRows = { readonly of: "purchases" } | { readonly of: "events"; readonly type: string };

/** Whether a field is an instant, which falls on a day of the program's. */
export const isInstant = ({ source }: Field): boolean =>
  (source.from === "member" && source.column === "joined_at") ||
  (source.from === "purchases" && source.what === "last");

const existence = ["null", "notNull"] as const;
const onText = ["contains", "doesNotContain", "beginsWith", "doesNotBeginWith", "endsWith", "doesNotEndWith"] as const;
const inOrder = ["=", "!=", "<", "<=", ">", ">=", "between", "notBetween"] as const;
const onDays = ["inLastDays", "notInLastDays"] as const;

/** What can be asked of each kind, in the order to be offered. */
export const operatorsOf: Readonly<Record<FieldKind, readonly FilterOperator[]>> = {
  text: ["=", "!=", ...onText, "in", "notIn", ...existence],
  number: [...inOrder, ...existence],
  date: [...inOrder, ...onDays, ...existence],
  boolean: ["=", "!="],
  choice: ["=", "!=", "in", "notIn", ...existence],
  set: ["contains", "doesNotContain", "in", "notIn", ...existence],
  key: ["in", "notIn"],
};

/** What all have, or none of them. */
export const ofContents: readonly FilterOperator[] = ["contains", "doesNotContain", "in", "notIn"];
/** A number that every member has: nothing is 0. */
export const ofEverybody: readonly FilterOperator[] = inOrder;
/** An address, beside the lists of them. */
export const ofAddresses: readonly FilterOperator[] = [...operatorsOf.key, ...onText, ...existence];
/** A key that a member may lack, or have several of. */
export const ofKeys: readonly FilterOperator[] = [...operatorsOf.key, ...existence];
export const ofBirthdays: readonly FilterOperator[] = ["inNextDays", ...inOrder, ...existence];
