import { consentOf, NOW } from "../domain/consent.js";
import type { Handler } from "../domain/handler.js";
import { refuse } from "../domain/refusal.js";

/** From now on the channel may be used, or may not: it is looked at again when a message is delivered. */
export const setConsent: Handler<"set-consent"> = ({ member }, { channel, granted }) => {
  const before = consentOf(member, channel);
  if (before.granted === granted)
    return refuse("conflict", granted ? "They have agreed to this already." : "They have not agreed to this.");
  return { effects: [{ kind: "consent", channel, before, after: { granted, at: NOW } }] };
};
