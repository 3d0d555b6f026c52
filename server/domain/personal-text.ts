import type { Effect, Operation } from "../../sdk/contract/index.js";

/**
 * The parts of a receipt that are personal, or may be: they are kept apart from it, and go when the member is erased.
 */
export interface PersonalText {
  readonly note: string | null;
  readonly reference: string | null;
  readonly tag: string | null;
  /** The other member's name. */
  readonly counterpart: string | null;
  /** JSON of what the effects tell of the member, each in its place; null: none tells anything. */
  readonly effects: string | null;
  readonly message: {
    readonly to: string | null;
    readonly subject: string | null;
    readonly body: string | null;
  } | null;
}

const isTag = ({ kind }: { readonly kind: string }): boolean => kind === "tag";

type Told = NonNullable<Effect["value"]>;

/** What the member was known by, before and after. */
const toldBy = ({ kind, value }: Effect): Told | null => (kind === "profile" && value ? value : null);

const tellingsOf = (effects: readonly Effect[]): string | null => {
  const told = effects.map(toldBy);
  return told.some((each) => each !== null) ? JSON.stringify(told) : null;
};

const withTelling = (effect: Effect, told: Told | null): Effect =>
  toldBy(effect)
    ? { ...effect, value: { ...effect.value, before: told?.before ?? null, after: told?.after ?? null } }
    : effect;

/** The personal parts of a receipt. */
export const personalTextOf = ({ note, reference, message, effects, counterpart }: Operation): PersonalText => ({
  note,
  reference,
  tag: effects.find(isTag)?.subject?.name ?? null,
  counterpart: counterpart?.member.name ?? null,
  effects: tellingsOf(effects),
  message: message && { to: message.to, subject: message.subject, body: message.body },
});

/**
 * The receipt with other personal parts: its keys stay in their order, so that equal parts make equal JSON, to the
 * byte.
 */
const withText = (operation: Operation, text: PersonalText): Operation => {
  const { note, reference, tag, message, counterpart } = text;
  const told = text.effects === null ? [] : (JSON.parse(text.effects) as (Told | null)[]);
  return {
    ...operation,
    note,
    reference,
    ...(operation.counterpart && {
      counterpart: { ...operation.counterpart, member: { ...operation.counterpart.member, name: counterpart } },
    }),
    message: operation.message && { ...operation.message, ...(message ?? { to: null, subject: null, body: null }) },
    effects: operation.effects.map((effect, index) =>
      isTag(effect)
        ? { ...effect, subject: tag === null ? null : { id: tag, name: tag } }
        : withTelling(effect, told[index] ?? null),
    ),
  };
};

/** The receipt as it is stored. */
export const withoutText = (operation: Operation): Operation =>
  withText(operation, { note: null, reference: null, tag: null, message: null, counterpart: null, effects: null });

/** A stored receipt with its personal parts, as it is answered. Parts that were erased since are null. */
export const fillIn = (kept: string, text: PersonalText): Operation => withText(JSON.parse(kept) as Operation, text);
