import type { DeliveryReports, MessageReport, Told } from "./reports.js";
import { stateOfCode, type TwilioOptions } from "./twilio.js";

const utf8 = new TextEncoder();

/** What Twilio signs: the address that it called, then each parameter and its values, in the order of their names. */
const signedText = (address: string, form: URLSearchParams): string => {
  const names = [...new Set(form.keys())].sort();
  const valuesOf = (name: string) => [...new Set(form.getAll(name))].sort();
  return (
    address +
    names
      .map((name) =>
        valuesOf(name)
          .map((value) => name + value)
          .join(""),
      )
      .join("")
  );
};

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
};

/** The platform compares signatures in constant time. */
const isSigned = async (secret: string, text: string, signature: string): Promise<boolean> => {
  const hmac = { name: "HMAC", hash: "SHA-1" };
  const key = await crypto.subtle.importKey("raw", utf8.encode(secret), hmac, false, ["verify"]);
  return crypto.subtle.verify("HMAC", key, bytesOf(signature), utf8.encode(text));
};

/** How far a message got, by Twilio's words; those that are missing end it, and their code says why. */
const progress: Readonly<Record<string, "sent" | "delivered">> = {
  ...{ accepted: "sent", scheduled: "sent", queued: "sent", sending: "sent", sent: "sent" },
  ...{ delivered: "delivered", read: "delivered" },
};
const ends = new Set(["undelivered", "failed", "canceled"]);

const stateOf = (status: string, code: string): MessageReport["state"] | null =>
  progress[status] ?? (ends.has(status) ? stateOfCode(code) : null);

/** The words that Twilio takes as a wish for no more, where the account has not set others. */
const stopWords = new Set(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"]);

const isStop = (form: URLSearchParams): boolean => {
  const kind = form.get("OptOutType");
  return kind === null ? stopWords.has((form.get("Body") ?? "").trim().toUpperCase()) : kind === "STOP";
};

/**
 * What Twilio tells: the status of messages, and what members write back. Each is signed with the account's secret
 * (`X-Twilio-Signature`), together with the address that was called, so that it can't be told of another message.
 */
export const twilioReports = (options: TwilioOptions & { readonly publicUrl: string }): DeliveryReports => ({
  channel: "sms",
  isGenuine: ({ path, headers, form }: Told) =>
    isSigned(options.authToken, signedText(options.publicUrl + path, form), headers.get("x-twilio-signature") ?? ""),
  reportIn: (form) => {
    const state = stateOf(form.get("MessageStatus") ?? "", form.get("ErrorCode") ?? "");
    const providerId = form.get("MessageSid");
    return state && providerId ? { providerId, state } : null;
  },
  optOutIn: (form) => {
    const [id, from] = [form.get("MessageSid"), form.get("From")];
    return id && from && isStop(form) ? { id, from } : null;
  },
});
