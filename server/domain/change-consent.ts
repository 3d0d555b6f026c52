import type { Effect as ShownEffect } from "../../sdk/contract/index.js";
import { consentOf, type ConsentState, NOW } from "./consent.js";
import type { ConsentEffect } from "./effects.js";
import { type Refused, refuse } from "./refusal.js";

/** Whose consents are changed, by channel. */
interface Consenting {
  readonly consents: ReadonlyMap<string, ConsentState>;
}

/** From now on the channel may be used, or may not: it is looked at again when a message is delivered. */
export const consentSet = (member: Consenting, channel: string, granted: boolean): ConsentEffect | Refused => {
  const before = consentOf(member, channel);
  if (before.granted === granted)
    return refuse("conflict", granted ? "They have agreed to this already." : "They have not agreed to this.");
  return { kind: "consent", channel, before, after: { granted, at: NOW } };
};

/** What takes a change of a consent back; or why that can't be done. */
export const consentTakenBack = (member: Consenting, effect: ConsentEffect): ConsentEffect | Refused =>
  consentOf(member, effect.channel).granted === effect.after.granted
    ? { ...effect, before: effect.after, after: effect.before }
    : refuse("not-reversible", "The consent has been changed since.");

const codeOf = ({ granted }: ConsentState): string => (granted ? "granted" : "withdrawn");

/** A change of a consent as a receipt shows it. */
export const shownConsent = ({ kind, channel, before, after }: ConsentEffect): ShownEffect => ({
  kind,
  subject: { id: channel, name: channel },
  value: { before: codeOf(before), after: codeOf(after) },
});
