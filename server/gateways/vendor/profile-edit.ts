import type { Attribute, AttributeChange, AttributeValue, Effect } from "../../../sdk/contract/index.js";
import { readAttribute } from "../../domain/profile.js";
import { type AttributeEdit, editedBy, overtakenAttribute, unknownAttribute } from "../../domain/profile-edit.js";
import { type Refused, refuse } from "../../domain/refusal.js";
import type { Estimate, Found, ProfileChange, VendorAction, VendorCall } from "./vendor.js";
import { refusedByVendor, VendorError } from "./vendor-error.js";

/** What a vendor knows of a member, by attribute. One that is missing can't be edited for this member. */
type Values = Readonly<Record<string, AttributeValue>>;

/** What is known of a member at a moment. */
export interface Known {
  readonly values: Values;
  /** One more with each change of the member's; null: the vendor counts none. */
  readonly version: number | null;
}

export interface EditedVendor<Own> {
  /** As operators know it. */
  readonly vendor: string;
  readonly attributes: readonly Attribute[];
  /** Whether it can forget a value. */
  readonly canEmpty: boolean;
  /** Today's day in the program. */
  today(found: Found<Own>): string;
  known(found: Found<Own>): Known;
  /** The same, read anew. */
  read(memberId: string): Promise<Known>;
  /**
   * Sets values; false: the version is another one by now, and nothing was done. Repeated with the same, it changes nothing
   * more. @throws VendorError
   */
  write(memberId: string, values: Values, version: number | null): Promise<boolean>;
}

/** What a vendor leaves out, or empty, is not known. */
export const givenOf = (text: string | null | undefined): string | null => (text === "" ? null : (text ?? null));

interface Plan {
  readonly version: number | null;
}

/** After a lost answer it is looked at for so long, in milliseconds, before its outcome is given up as unknown. */
const FOLLOWED_MS = 3_600_000;

/** What is written in more than one way is the same in all of them. */
const essenceOf = (kind: string | undefined, value: AttributeValue): AttributeValue => {
  if (typeof value !== "string") return value;
  if (kind === "email") return value.toLowerCase();
  return kind === "phone" ? value.replace(/\D/g, "") : value;
};

type Edit = AttributeEdit<Effect>;

const effectOf = ({ id, label, kind }: Attribute, before: AttributeValue, after: AttributeValue): Effect => ({
  ...{ kind: "profile", subject: { id, name: label }, value: { before, after, kind } },
});

const notHere = (pointer: string, vendor: string): Edit => ({
  wrong: [{ pointer, code: "not-editable", detail: `This can't be edited here: do it in ${vendor}.` }],
});

const editOf = <Own>(
  { vendor, attributes, canEmpty }: EditedVendor<Own>,
  { values }: Known,
  today: string,
  [id, { from, to }]: readonly [string, AttributeChange],
): Edit => {
  const pointer = `/changes/${id}`;
  const attribute = attributes.find((each) => each.id === id);
  if (!attribute) return unknownAttribute(id);
  const before = values[id];
  if (before === undefined) return notHere(pointer, vendor);
  const read = readAttribute(attribute, to, `${pointer}/to`, { country: null, today });
  if ("errors" in read) return { wrong: read.errors };
  if (read.value === before) return {};
  if (read.value === null && !canEmpty)
    return { wrong: [{ pointer: `${pointer}/to`, code: "required", detail: `${vendor} can't empty this.` }] };
  if (from !== before) return overtakenAttribute(id);
  return { effect: effectOf(attribute, before, read.value) };
};

const isNow = <Own>(
  { attributes }: EditedVendor<Own>,
  { values }: Known,
  changes: readonly ProfileChange[],
  side: "before" | "after",
): boolean =>
  changes.every(({ id, [side]: wanted }) => {
    const kind = attributes.find((each) => each.id === id)?.kind;
    return essenceOf(kind, values[id] ?? null) === essenceOf(kind, wanted);
  });

/** What has become of an edit, as far as what is known now tells. */
const becameOf = <Own>(
  edited: EditedVendor<Own>,
  now: Known,
  { plan, text: { profile } }: VendorCall<Plan>,
): "done" | "not-yet" | "overtaken" | "unclear" => {
  if (isNow(edited, now, profile, "after")) return "done";
  const isBefore = isNow(edited, now, profile, "before");
  if (now.version === plan.version) return now.version !== null || isBefore ? "not-yet" : "unclear";
  // One change has come between: it was none of ours, which would show.
  return isBefore && plan.version !== null && now.version === plan.version + 1 ? "overtaken" : "unclear";
};

const unclear = (vendor: string): VendorError =>
  new VendorError("lost", "backend-error", `${vendor} can't tell whether this was done.`);

const run = async <Own>(edited: EditedVendor<Own>, call: VendorCall<Plan>): Promise<void> => {
  const { vendor } = edited;
  const { memberId, plan, text } = call;
  const values = Object.fromEntries(text.profile.map(({ id, after }) => [id, after]));
  let became = becameOf(edited, await edited.read(memberId), call);
  if (became === "not-yet")
    became = (await edited.write(memberId, values, plan.version))
      ? "done"
      : becameOf(edited, await edited.read(memberId), call);
  if (became === "done") return;
  if (became === "overtaken")
    throw refusedByVendor("conflict", `The customer was changed in ${vendor} since you looked.`);
  throw unclear(vendor);
};

/**
 * Changes what a vendor knows of a member. What is set is so however often it is set, so that after a lost answer it is looked
 * at, and set again where all is as it was. A version, where the vendor counts one, goes with it: what somebody else
 * changes in the same moment is never lost then.
 */
export const profileEditing = <Own>(edited: EditedVendor<Own>): VendorAction<Own, Plan> => {
  const estimateOf = (effects: readonly Effect[], { version }: Known): Estimate<Plan> => ({
    ...{ plan: { version }, changes: [], effects },
  });
  return {
    capability: { firesRules: "unknown", optionalFields: ["note"] },
    repeat: { by: "key", forMs: FOLLOWED_MS },
    estimate: async (found, { changes }): Promise<Estimate<Plan> | Refused> => {
      const known = edited.known(found);
      const edits = Object.entries(changes as Readonly<Record<string, AttributeChange>>).map((change) =>
        editOf(edited, known, edited.today(found), change),
      );
      const made = editedBy(edits);
      return "problem" in made ? made : estimateOf(made.effects, known);
    },
    undo: async (found, { text: { profile } }): Promise<Estimate<Plan> | Refused> => {
      const known = edited.known(found);
      if (!isNow(edited, known, profile, "after"))
        return refuse("not-reversible", "This was changed again since then.");
      if (!edited.canEmpty && profile.some(({ before }) => before === null))
        return refuse("not-reversible", `Nothing was known before, and ${edited.vendor} can't empty it.`);
      const effects = profile.flatMap(({ id, before }) => {
        const attribute = edited.attributes.find((each) => each.id === id);
        return attribute ? [effectOf(attribute, known.values[id] ?? null, before)] : [];
      });
      return estimateOf(effects, known);
    },
    run: async (call) => {
      await run(edited, call);
      return { status: "applied", entryId: null };
    },
  };
};
