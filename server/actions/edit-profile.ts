import type { Attribute, AttributeChange, AttributeValue } from "../../sdk/contract/index.js";
import type { ProfileEffect } from "../domain/effects.js";
import type { Context, Handler } from "../domain/handler.js";
import { isMaskable, looksMasked, masked } from "../domain/masking.js";
import type { State } from "../domain/member.js";
import { attributeOf } from "../domain/attribute.js";
import { attributesOf, changeOf, readAttribute, takenIn } from "../domain/profile.js";
import { type AttributeEdit, editedBy, overtakenAttribute, unknownAttribute } from "../domain/profile-edit.js";
import { type InputError, refuseAt } from "../domain/refusal.js";

type Edit = AttributeEdit<ProfileEffect>;

const isMaskAt = (pointer: string): InputError => ({
  pointer,
  code: "masked",
  detail: "These are dots that stand for what is hidden. Type all of it.",
});

/** Whether a value is what they were shown: where it is hidden, the mask of it. */
const isSeen = (from: AttributeValue, value: AttributeValue, { kind }: Attribute, isHidden: boolean): boolean =>
  (!isHidden && from === value) || from === masked(value, kind);

const edit = (
  attribute: Attribute,
  { from, to }: AttributeChange,
  { member, program: { country } }: State,
  { today, mask }: Context,
): Edit => {
  const { id } = attribute;
  const pointer = `/changes/${id}`;
  const read = readAttribute(attribute, to, `${pointer}/to`, { country, today });
  if ("errors" in read) return { wrong: read.errors };
  if (isMaskable(attribute) && looksMasked(read.value)) return { wrong: [isMaskAt(`${pointer}/to`)] };
  const before = attributeOf(member, id);
  const isHidden = mask?.hides(id) === true;
  // Whoever can't see it must not come to it by trying: that it is so already is no refusal then.
  if (read.value === before.value && !isHidden) return {};
  if (!isSeen(from, before.value, attribute, isHidden)) return overtakenAttribute(id);
  const after = { value: read.value, ...(before.verified !== undefined && { verified: false }) };
  return { effect: changeOf(attribute, before, after) };
};

const isTakenAt = (id: string): InputError => ({
  pointer: `/changes/${id}`,
  code: "taken",
  // Not whose it is: who may edit this member may know nothing of the other.
  detail: "Another member has this.",
});

/** Each touched attribute is changed, or none is: where one is wrong, was changed by somebody else, or is another's. */
export const editProfile: Handler<"edit-profile"> = (state, { changes }, context) => {
  const attributes = new Map(
    attributesOf(state.program, state.branches.values()).map((attribute) => [attribute.id, attribute]),
  );
  const edits = Object.entries(changes).map(([id, change]) => {
    const attribute = attributes.get(id);
    return attribute ? edit(attribute, change, state, context) : unknownAttribute(id);
  });
  const edited = editedBy(edits);
  if ("problem" in edited) return edited;
  const taken = takenIn(edited.effects, context.isTaken).map(isTakenAt);
  return taken.length > 0 ? refuseAt("conflict", taken) : edited;
};
