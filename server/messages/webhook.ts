import type { DeliveryProvider } from "./deliver.js";
import { attemptPost, type Wording } from "./post.js";

/** A provider of SMS or notifications that takes messages as JSON over HTTP. */
interface WebhookOptions {
  readonly url: string;
  /** Sent with each request, for instance `Authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Whether the provider honours `Idempotency-Key`. Only then is a message sent again whose first attempt may have been
   * taken; by default it is not, and its outcome stays `unknown` (docs/faults.md D13).
   */
  readonly knowsKeys?: boolean;
  /** How long one attempt may take, in milliseconds; by default 10 000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * A receiver may answer `{ id, status: "delivered" }`; an answer without a readable body still says that the message
 * was taken. A refusal may say `{ code: "opted-out" }`.
 */
export const webhookWording: Wording = {
  taken: (answer) => {
    const { id, status } = (answer ?? {}) as { id?: unknown; status?: unknown };
    return { state: status === "delivered" ? "delivered" : "sent", providerId: typeof id === "string" ? id : null };
  },
  refused: (status, answer) => {
    const { code } = (answer ?? {}) as { code?: unknown };
    return code === "opted-out" ? { state: "opted-out", detail: `HTTP ${status}` } : null;
  },
};

/** Delivers by `POST url { id, channel, to, title, body }`, with `Idempotency-Key: id`. */
export const webhookProvider = (options: WebhookOptions): DeliveryProvider => {
  const { url, headers = {}, knowsKeys = false, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  return {
    knowsKeys,
    send: ({ key, channel, to, subject, body }) =>
      attemptPost(
        {
          ...{ url, timeoutMs, fetch },
          headers: { ...headers, "idempotency-key": key },
          body: JSON.stringify({ id: key, channel, to, title: subject, body }),
        },
        webhookWording,
      ),
  };
};
