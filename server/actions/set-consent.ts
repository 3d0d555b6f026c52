import { consentSet } from "../domain/change-consent.js";
import type { Handler } from "../domain/handler.js";

/** From now on the channel may be used, or may not: it is looked at again when a message is delivered. */
export const setConsent: Handler<"set-consent"> = ({ member }, { channel, granted }) => {
  const effect = consentSet(member, channel, granted);
  return "problem" in effect ? effect : { effects: [effect] };
};
