import { createTransport } from "nodemailer";
import type { DeliveryOutcome, DeliveryProvider } from "./deliver.js";
import { oneLine } from "../domain/messages/render.js";

/** The mail server, and the sender. */
interface SmtpOptions {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly url: string;
  /** The sender that members see. */
  readonly from: { readonly name: string; readonly address: string };
  /** How long one attempt may take, in milliseconds; by default 15 000. */
  readonly timeoutMs?: number;
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

/** Errors that come before the message itself is handed over, so that nothing was taken. */
const beforeTheMessage = new Set(["EDNS", "EAUTH", "ETLS", "ECONNREFUSED", "EENVELOPE"]);

/**
 * A reply of 5xx is final, one of 4xx asks for another attempt (RFC 5321, 4.2.1). After a lost connection the outcome
 * is unknown. The detail is a code only: the words of a mail server may repeat the address.
 */
const outcomeOfError = ({ code = "error", responseCode, message }: SmtpError): DeliveryOutcome => {
  const detail = responseCode ? `SMTP ${responseCode}` : code;
  if (responseCode && responseCode >= 500) return { state: "rejected", detail };
  const untouched = beforeTheMessage.has(code) || message.includes("ECONNREFUSED");
  return { state: responseCode || untouched ? "failed" : "unknown", detail };
};

/**
 * Delivers e-mail by SMTP. Node only. A mail server knows no keys, so a message with an unknown outcome is not sent
 * again.
 */
export const smtpProvider = ({ url, from, timeoutMs = 15_000 }: SmtpOptions): DeliveryProvider & { close(): void } => {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  const domain = from.address.split("@")[1] ?? "localhost";
  return {
    knowsKeys: false,
    close: () => transport.close(),
    async send({ key, to, subject, body }) {
      try {
        const sent = await transport.sendMail({
          from: { name: oneLine(from.name), address: from.address },
          to: { name: "", address: to },
          subject: oneLine(subject ?? ""),
          text: body,
          messageId: `<${key}@${domain}>`,
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return { state: "sent", providerId: sent.messageId };
      } catch (error) {
        return outcomeOfError(error as SmtpError);
      }
    },
  };
};
