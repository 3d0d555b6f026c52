import type { Schema } from "./schema.js";

/**
 * What becomes of a member's rows when they are merged into another member:
 *
 * - `moves`: they are the other one's from then on.
 * - `joins`: those that the other one lacks are added there, by a statement of their own; then they go.
 * - `goes`: with the profile that is given up.
 * - `stays`: what was written for good, or the bare member.
 */
type Fate<T extends keyof Schema> = "member_id" extends keyof Schema[T]
  ? "moves" | "joins" | "goes" | "stays"
  : "program";

/** A table that is missing here does not compile. */
const merging: { readonly [T in keyof Schema]: Fate<T> } = {
  program: "program",
  branch: "program",
  reason_code: "program",
  gift: "program",
  punch_card: "program",
  reward: "program",
  template: "program",
  item: "program",
  operator: "program",
  member: "program",
  profile: "goes",
  member_attribute: "goes",
  external_id: "joins",
  member_lookup: "joins",
  member_tag: "joins",
  // The one who stays takes the place.
  household_member: "joins",
  tag: "program",
  consent: "goes",
  account: "stays",
  // By the legs of the two balances.
  lot: "goes",
  entry: "stays",
  member_gift: "moves",
  member_punch_card: "moves",
  coupon: "moves",
  member_card: "moves",
  operation: "moves",
  purchase: "moves",
  purchase_item: "moves",
  member_event: "moves",
  approval: "moves",
  member_text: "moves",
  message: "moves",
  resync: "moves",
  audit: "stays",
  audit_to_seal: "program",
  audit_seal: "program",
  audit_head: "program",
  // Who was erased is merged into nobody.
  certificate: "stays",
  audience: "program",
  export: "program",
  job: "program",
  job_chunk: "program",
  // A row that waits is skipped then, and says why.
  job_item: "stays",
  // It says that this one has changed.
  member_change: "stays",
  job_change: "program",
};

/** The tables whose rows are the other member's after a merge. */
export const movedTables: readonly (keyof Schema)[] = Object.entries(merging).flatMap(([table, fate]) =>
  fate === "moves" ? [table as keyof Schema] : [],
);
