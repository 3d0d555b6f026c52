import type { ActionId } from "./permissions.js";

/** The actions that send a message of a channel: who may do it may have the member told by that channel, too. */
const senders: Readonly<Record<string, ActionId>> = {
  sms: "send-sms",
  email: "send-email",
  push: "send-notification",
};

/** The action that sends a message of a channel; undefined: none does. */
export const senderOf = (channel: string): ActionId | undefined =>
  Object.hasOwn(senders, channel) ? senders[channel] : undefined;
