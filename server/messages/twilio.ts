import type { DeliveryOutcome, DeliveryProvider } from "./deliver.js";
import { attemptPost, type Wording } from "./post.js";
import { reportPath } from "./reports.js";

/** An account at Twilio. */
export interface TwilioOptions {
  /** `AC…` */
  readonly accountSid: string;
  /** The account's secret: it lets messages out, and signs what Twilio tells of them. */
  readonly authToken: string;
  /** An E.164 number of the account, or a Messaging Service: `MG…`. */
  readonly from: string;
  /** Where Twilio reaches this server, without a slash at its end; null: it tells nothing, and `sent` is where it ends. */
  readonly publicUrl: string | null;
  /** By default Twilio's own. */
  readonly url?: string;
  /** How long one attempt may take, in milliseconds; by default 10 000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

export const TWILIO_URL = "https://api.twilio.com";

/** What Twilio's codes of errors say of the receiver; of others it is only known that they are final. */
const states: Readonly<Record<string, "opted-out" | "no-address">> = {
  21610: "opted-out",
  // No number, one that takes no SMS, one that nobody has, a landline.
  ...{ 21211: "no-address", 21614: "no-address", 30005: "no-address", 30006: "no-address" },
};

/** What a final refusal says of the receiver. */
export const stateOfCode = (code: string): "opted-out" | "no-address" | "rejected" => states[code] ?? "rejected";

/** A wrong token is ours to mend: nothing was taken, and the message waits. */
const wording: Wording = {
  taken: (answer) => {
    const { sid } = (answer ?? {}) as { sid?: unknown };
    return { state: "sent", providerId: typeof sid === "string" ? sid : null };
  },
  refused: (status, answer): DeliveryOutcome => {
    if (status === 401) return { state: "failed", detail: "HTTP 401" };
    const { code = status } = (answer ?? {}) as { code?: number };
    return { state: stateOfCode(String(code)), detail: `Twilio ${code}` };
  },
};

const senderOf = (from: string) => (from.startsWith("MG") ? { MessagingServiceSid: from } : { From: from });

/**
 * Delivers SMS by Twilio's Messages API. It knows no keys, so a message whose answer was lost is `unknown` and is never
 * handed over again (docs/faults.md D13): what Twilio tells of it at its own address, which names the message, says what
 * became of it. Its list of messages is not asked, since it holds no mark of ours: two that say the same to the same
 * number are one there.
 */
export const twilioProvider = (options: TwilioOptions): DeliveryProvider => {
  const { accountSid, authToken, from, publicUrl } = options;
  const { url = TWILIO_URL, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  return {
    knowsKeys: false,
    send: ({ tenant, key, to, body }) => {
      const report = publicUrl !== null && { StatusCallback: publicUrl + reportPath("twilio", tenant, key) };
      return attemptPost(
        {
          ...{ timeoutMs, fetch },
          url: `${url}/2010-04-01/Accounts/${accountSid}/Messages.json`,
          headers: { authorization, "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams({ ...senderOf(from), To: to, Body: body, ...report }).toString(),
        },
        wording,
      );
    },
  };
};
