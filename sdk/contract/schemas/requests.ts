import * as z from "zod/mini";
import { storable, visible } from "./storable.js";
import { Id, Reference } from "./inputs.js";

const paging = {
  limit: z.optional(z.int().check(z.gte(1), z.lte(100))),
  cursor: z.optional(z.string().check(z.maxLength(1000))),
};

/**
 * Quick search by name, e-mail, phone, id, support id, card number or external id: a POST, so that none of it stands in
 * a URL.
 */
export const MemberSearch = z.strictObject({
  q: z.string().check(z.maxLength(200), storable),
  status: z.optional(z.string().check(z.maxLength(40))),
  ...paging,
});
export type MemberSearch = z.infer<typeof MemberSearch>;

/** Tags, by their beginning: whatever somebody made a tag stands in no URL either, nor what is typed to find one. */
export const TagSearch = z.strictObject({
  prefix: z.optional(z.string().check(z.trim(), z.maxLength(64), storable)),
  ...paging,
});

/** Operations by the host's reference. */
export const OperationSearch = z.strictObject({ reference: Reference, ...paging });

/** Up to 100 members at once, by id or by the host's own ids. */
export const MemberReads = z.union([
  z.strictObject({ ids: z.array(Id).check(z.minLength(1), z.maxLength(100)) }),
  z.strictObject({
    externalIds: z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.minLength(1), z.maxLength(100)),
  }),
]);
export type MemberReads = z.infer<typeof MemberReads>;

/** What to show of a member, or without an id of the program: the names of parts. */
const View = z.strictObject({
  memberId: z.optional(Id),
  parts: z.array(z.string().check(z.maxLength(40))).check(z.minLength(1), z.maxLength(20)),
});

/** Up to 100 views. */
export const MemberViews = z.strictObject({ views: z.array(View).check(z.minLength(1), z.maxLength(100)) });
export type MemberViews = z.infer<typeof MemberViews>;

/** Which detail is to be shown, by its id. */
export const Reveal = z.strictObject({ field: z.string().check(z.minLength(1), z.maxLength(64), storable) });
export type Reveal = z.infer<typeof Reveal>;

export const Settle = z.strictObject({ idempotencyKey: z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/)) });
export type Settle = z.infer<typeof Settle>;

/**
 * What a second person decides; the comment is for who asked. With the `previewTag` of what they saw would come of it, a
 * differing outcome is refused as `stale`.
 */
export const DecisionInput = z.strictObject({
  decision: z.enum(["approve", "decline"]),
  comment: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(1000), storable, visible)),
  previewTag: z.optional(z.string().check(z.maxLength(200))),
});
export type DecisionInput = z.infer<typeof DecisionInput>;

/** Why it is undone. */
export const Reversal = z.strictObject({
  reasonCode: z.optional(Id),
  note: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(1000), storable, visible)),
  reference: z.optional(Reference),
});
export type Reversal = z.infer<typeof Reversal>;
