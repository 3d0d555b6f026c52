import type { Operation } from "../../sdk/contract/index.js";

/**
 * The parts of a receipt that are personal, or may be: they are kept apart from it, and go when the member is erased.
 */
export interface PersonalText {
  readonly note: string | null;
  readonly reference: string | null;
  readonly tag: string | null;
  /** The other member's name. */
  readonly counterpart: string | null;
  readonly message: {
    readonly to: string | null;
    readonly subject: string | null;
    readonly body: string | null;
  } | null;
}

const isTag = ({ kind }: { readonly kind: string }): boolean => kind === "tag";

/** The personal parts of a receipt. */
export const personalTextOf = ({ note, reference, message, effects, counterpart }: Operation): PersonalText => ({
  note,
  reference,
  tag: effects.find(isTag)?.subject?.name ?? null,
  counterpart: counterpart?.member.name ?? null,
  message: message && { to: message.to, subject: message.subject, body: message.body },
});

/**
 * The receipt with other personal parts: its keys stay in their order, so that equal parts make equal JSON, to the
 * byte.
 */
const withText = (operation: Operation, { note, reference, tag, message, counterpart }: PersonalText): Operation => ({
  ...operation,
  note,
  reference,
  ...(operation.counterpart && {
    counterpart: { ...operation.counterpart, member: { ...operation.counterpart.member, name: counterpart } },
  }),
  message: operation.message && { ...operation.message, ...(message ?? { to: null, subject: null, body: null }) },
  effects: operation.effects.map((effect) =>
    isTag(effect) ? { ...effect, subject: tag === null ? null : { id: tag, name: tag } } : effect,
  ),
});

/** The receipt as it is stored. */
export const withoutText = (operation: Operation): Operation =>
  withText(operation, { note: null, reference: null, tag: null, message: null, counterpart: null });

/** A stored receipt with its personal parts, as it is answered. Parts that were erased since are null. */
export const fillIn = (kept: string, text: PersonalText): Operation => withText(JSON.parse(kept) as Operation, text);
