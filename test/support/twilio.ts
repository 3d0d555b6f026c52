import { createHmac } from "node:crypto";
import { type Ending, json, startDouble } from "./http-double.js";

export const ACCOUNT_SID = `AC${"1".repeat(32)}`;
export const AUTH_TOKEN = "an account's secret";

/** A message as Twilio has it. */
interface TwilioMessage {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly callback: string | null;
}

/** What Twilio signs what it tells with, as its documents say it. */
export const signatureOf = (address: string, params: Readonly<Record<string, string>>, secret = AUTH_TOKEN): string => {
  const told = Object.entries(params).sort(([one], [two]) => (one < two ? -1 : 1));
  return createHmac("sha1", secret)
    .update(address + told.flat().join(""))
    .digest("base64");
};

/**
 * A stateful double of Twilio's Messages API on a free port: an account, the numbers that want no more, and what it tells
 * of messages, signed. It knows no keys, as Twilio does not: what is sent twice is there twice.
 *
 * @param reach the address at which what Twilio calls is reached in truth, as behind a proxy
 */
export const startTwilio = async (t: Ending, reach: (address: string) => string = (address) => address) => {
  const messages: TwilioMessage[] = [];
  const optedOut = new Set<string>();
  const basic = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString("base64")}`;
  const refuse = (code: number) => [400, { code, status: 400, message: "words that may repeat the number" }] as const;

  const create = (form: URLSearchParams): readonly [number, unknown] => {
    const [to, body] = [form.get("To") ?? "", form.get("Body") ?? ""];
    const from = form.get("From") ?? form.get("MessagingServiceSid") ?? "";
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refuse(21211);
    if (from === "") return refuse(21603);
    if (body === "") return refuse(21602);
    if (optedOut.has(to)) return refuse(21610);
    const sid = `SM${String(messages.length + 1).padStart(32, "0")}`;
    messages.push({ sid, to, from, body, callback: form.get("StatusCallback") });
    return [201, { sid, to, from, body, status: "queued", error_code: null }];
  };

  const double = await startDouble(t, ({ request, url, body }, response) => {
    if (url.pathname !== `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`)
      return json(response, 404, { code: 20404 });
    if (request.headers.authorization !== basic) return json(response, 401, { code: 20003 });
    if (request.headers["content-type"] !== "application/x-www-form-urlencoded") return json(response, 400, {});
    return json(response, ...create(new URLSearchParams(body)));
  });

  /** Calls an address with a signed form, and answers the status. */
  const tell = async (
    address: string,
    params: Readonly<Record<string, string>>,
    signature = signatureOf(address, params),
  ): Promise<number> => {
    const response = await fetch(reach(address), {
      method: "POST",
      headers: { "x-twilio-signature": signature },
      body: new URLSearchParams(params),
    });
    return response.status;
  };

  return {
    url: double.origin,
    faults: double.faults,
    messages,
    optedOut,
    tell,
    /** Reports how far the newest message got. */
    report: (status: string, more: Readonly<Record<string, string>> = {}): Promise<number> => {
      const message = messages.at(-1);
      if (!message?.callback) throw new Error("Nobody asked for a report.");
      const { sid, to, from, callback } = message;
      const params = { AccountSid: ACCOUNT_SID, MessageSid: sid, MessageStatus: status, To: to, From: from, ...more };
      return tell(callback, params);
    },
  };
};
