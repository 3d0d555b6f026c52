import type { Channel, Money, Named, Notice, Template } from "../../../sdk/contract/index.js";
import { consentOf } from "../consent.js";
import type { MessageEffect } from "../effects.js";
import { type Decision } from "../handler.js";
import { accountOf, chosen, type ProfileState, type State } from "../member.js";
import { isBlank } from "../../../sdk/contract/schemas/storable.js";
import { losesCharacters, oneLine, render, severalLines, type TemplateValues } from "./render.js";
import { segment } from "./segments.js";
import { type Refused, refuseField } from "../refusal.js";

/** A message before it is about anybody: a saved template's words, or the operator's own. */
interface Wording {
  readonly template: Named | null;
  readonly subject: string | null;
  readonly body: string;
}

/** Channels as they stand in a sentence. */
const channelWords: Readonly<Record<Channel, string>> = { sms: "SMS", email: "e-mail", push: "notifications" };

const addressOf = (channel: Channel, { phone, email, pushToken }: ProfileState): string | null =>
  ({ sms: phone, email, push: pushToken })[channel];

/** A language that this platform does not know is written as English is. */
const numbersIn = (language: string | null, scale: number): Intl.NumberFormat => {
  const digits = { minimumFractionDigits: scale, maximumFractionDigits: scale };
  try {
    return new Intl.NumberFormat(language ?? "en", digits);
  } catch {
    return new Intl.NumberFormat("en", digits);
  }
};

/**
 * In the member's language, but grouped as a plain keyboard would: `1 240`, not with the narrow no-break space of
 * French, and `1'240`, not with the apostrophe of Swiss German. Either would make an SMS UCS-2, at twice the price.
 */
const balanceIn = ({ program, member }: State, currency: string): string => {
  const scale = program.currencies.find(({ code }) => code === currency)?.scale ?? 0;
  const number = numbersIn(member.profile.language, scale).format(accountOf(member, currency).spendable / 10 ** scale);
  return oneLine(number).replaceAll("\u2019", "'");
};

const valuesOf = (state: State, customerMessage: string | undefined): TemplateValues => {
  const { program, member, branches } = state;
  return {
    ...(customerMessage !== undefined && { customer_message: customerMessage }),
    first_name: member.profile.firstName,
    name: member.profile.name,
    points: balanceIn(state, "points"),
    credits: balanceIn(state, "credits"),
    tier: program.tiers.find(({ id }) => id === member.tierId)?.name ?? "",
    home_branch: branches.get(member.profile.homeBranchId ?? "")?.name ?? program.name,
    program: program.name,
  };
};

/** SMS are paid by the segment. */
const costOf = ({ program }: State, channel: Channel, segments: number): Money | null => {
  const price = program.channels.find((known) => known.channel === channel)?.cost ?? null;
  return price && { ...price, amount: price.amount * segments };
};

const obstacle = (consent: boolean, to: string | null): "no-consent" | "no-address" | null => {
  if (!consent) return "no-consent";
  return to === null ? "no-address" : null;
};

const losses = ({ subject, body }: Wording): Notice[] =>
  [subject ?? "", body].some(losesCharacters)
    ? [{ code: "characters-left-out", detail: "The text holds invisible characters, which are left out." }]
    : [];

const warningsOf = (channel: Channel, reason: ReturnType<typeof obstacle>, unknown: readonly string[]): Notice[] => [
  ...(reason === "no-consent"
    ? [
        {
          code: "consent-missing",
          detail: `The member has not agreed to ${channelWords[channel]}, so this will be blocked.`,
        },
      ]
    : []),
  ...(reason === "no-address"
    ? [{ code: "address-missing", detail: "There is nowhere to send this to, so it will be blocked." }]
    : []),
  ...(unknown.length > 0
    ? [{ code: "unknown-variable", detail: "A variable in the text isn't known, and is sent as it is written." }]
    : []),
];

/** A message as it would leave, and what the operator should know of it. */
interface Composed {
  readonly message: MessageEffect;
  readonly warnings: readonly Notice[];
}

const compose = (state: State, channel: Channel, wording: Wording, customerMessage?: string): Composed | "blank" => {
  const { template, subject, body } = wording;
  const values = valuesOf(state, customerMessage);
  const [title, text] = [render(subject ?? "", values), render(body, values)];
  const words = severalLines(text.text);
  if (isBlank(words)) return "blank";
  const { segments, beyondGsm } = channel === "sms" ? segment(words) : { segments: 1, beyondGsm: [] };
  const to = addressOf(channel, state.member.profile);
  const consent = consentOf(state.member, channel).granted;
  const reason = obstacle(consent, to);
  const message: MessageEffect = {
    kind: "message",
    channel,
    template,
    to,
    subject: subject === null ? null : oneLine(title.text),
    body: words,
    segments,
    beyondGsm,
    cost: costOf(state, channel, segments),
    consent,
    status: reason ? "blocked" : "queued",
    reason,
  };
  return {
    message,
    warnings: [...warningsOf(channel, reason, [...title.unknown, ...text.unknown]), ...losses(wording)],
  };
};

const blankIn = (field: string): Refused => refuseField(field, "blank", "Nothing of this text can be seen.");

/**
 * Decides on a message of one channel: rendered for this member, counted, priced, and blocked where they have not
 * agreed. No input overrides consent (S0-20).
 */
export const decideMessage = (
  channel: Channel,
  state: State,
  { templateId, title, body }: { readonly templateId?: string; readonly title?: string; readonly body?: string },
): Decision => {
  const wording =
    templateId === undefined
      ? { template: null, subject: title ?? null, body: body ?? "" }
      : wordingOf(chosen(state.templates, templateId));
  const composed = compose(state, channel, wording);
  if (composed === "blank") return blankIn(wording.template ? "templateId" : "body");
  return { effects: [composed.message], warnings: composed.warnings };
};

const wordingOf = ({ id, name, subject, body }: Template): Wording => ({ template: { id, name }, subject, body });

/** Composes the message by which a member is told of an action, as they are once it is done. The field is the template's. */
export const composeTelling = (
  state: State,
  { channel, ...template }: Template,
  { field, customerMessage }: { readonly field: string; readonly customerMessage: string | undefined },
): Composed | Refused => {
  const composed = compose(state, channel as Channel, wordingOf({ channel, ...template }), customerMessage);
  return composed === "blank" ? blankIn(field) : composed;
};
