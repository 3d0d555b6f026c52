import type { Detail, Effect, Operation } from "../../sdk/contract/index.js";

/**
 * The parts of a receipt that are personal, or may be: they are kept apart from it, and go when the member is erased.
 */
export interface PersonalText {
  readonly note: string | null;
  readonly customerMessage: string | null;
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

/** What an effect tells of the member: what was known of them, before and after; the free text of an event. */
interface Telling {
  readonly value?: Pick<NonNullable<Effect["value"]>, "before" | "after">;
  readonly texts?: readonly (string | null)[];
  /** One of several tags. */
  readonly tag?: string;
}

/** What was known of the member, and what they held. */
const tellsValue = (kind: string): boolean => kind === "profile" || kind === "card";

/** What was told of an event as it can be counted: all but its free texts, by the names of its properties. */
export const toldOf = (details: readonly Detail[]): Readonly<Record<string, Detail["value"]>> =>
  Object.fromEntries(
    details.flatMap((detail) => (isFreeText(detail) ? [] : [[detail.id, detail.code ?? detail.value] as const])),
  );

const isFreeText = ({ kind, code }: Detail): boolean => kind === "text" && code === undefined;

const tellingOf = ({ kind, value, details }: Effect): Telling | null => {
  if (tellsValue(kind) && value) return { value: { before: value.before, after: value.after } };
  if (!details?.some(isFreeText)) return null;
  return { texts: details.map((detail) => (isFreeText(detail) ? String(detail.value) : null)) };
};

/** The one tag that an operation is about has a place of its own; of several, each has its place among the effects. */
const onlyTag = (effects: readonly Effect[]): string | null => {
  const tags = effects.filter(isTag);
  return tags.length === 1 ? (tags[0]?.subject?.name ?? null) : null;
};

const tellingsOf = (effects: readonly Effect[]): string | null => {
  const isOne = onlyTag(effects) !== null;
  const told = effects.map((effect) => {
    const tag = isTag(effect) && !isOne ? effect.subject?.name : undefined;
    return tag === undefined ? tellingOf(effect) : { tag };
  });
  return told.some((each) => each !== null) ? JSON.stringify(told) : null;
};

const NOTHING = { before: null, after: null };

const withTelling = (effect: Effect, telling: Telling | null): Effect => {
  const { kind, value, details } = effect;
  return {
    ...effect,
    ...(tellsValue(kind) && value && { value: { ...value, ...(telling?.value ?? NOTHING) } }),
    ...(details && {
      details: details.map((detail, index) =>
        isFreeText(detail) ? { ...detail, value: telling?.texts?.[index] ?? null } : detail,
      ),
    }),
  };
};

const withTag = (effect: Effect, tag: string | null): Effect => ({
  ...effect,
  subject: tag === null ? null : { id: tag, name: tag },
});

/** The personal parts of a receipt. */
export const personalTextOf = ({
  note,
  customerMessage = null,
  reference,
  message,
  effects,
  counterpart,
}: Operation): PersonalText => ({
  note,
  customerMessage,
  reference,
  tag: onlyTag(effects),
  counterpart: counterpart?.member.name ?? null,
  effects: tellingsOf(effects),
  message: message && { to: message.to, subject: message.subject, body: message.body },
});

/**
 * The receipt with other personal parts: its keys stay in their order, so that equal parts make equal JSON, to the
 * byte.
 */
const withText = (operation: Operation, text: PersonalText): Operation => {
  const { note, customerMessage, reference, tag, message, counterpart } = text;
  const told = text.effects === null ? [] : (JSON.parse(text.effects) as (Telling | null)[]);
  return {
    ...operation,
    note,
    ...(operation.customerMessage !== undefined && { customerMessage }),
    reference,
    ...(operation.counterpart && {
      counterpart: { ...operation.counterpart, member: { ...operation.counterpart.member, name: counterpart } },
    }),
    message: operation.message && { ...operation.message, ...(message ?? { to: null, subject: null, body: null }) },
    effects: operation.effects.map((effect, index) =>
      isTag(effect) ? withTag(effect, told[index]?.tag ?? tag) : withTelling(effect, told[index] ?? null),
    ),
  };
};

const NO_TEXT: PersonalText = {
  note: null,
  customerMessage: null,
  reference: null,
  tag: null,
  message: null,
  counterpart: null,
  effects: null,
};

/** The receipt as it is stored. */
export const withoutText = (operation: Operation): Operation => withText(operation, NO_TEXT);

/** A stored receipt with its personal parts, as it is answered. Parts that were erased since are null. */
export const fillIn = (kept: string, text: PersonalText): Operation => withText(JSON.parse(kept) as Operation, text);
