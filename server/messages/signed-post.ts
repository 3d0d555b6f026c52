import type { DeliveryOutcome } from "./deliver.js";
import { attemptPost } from "./post.js";
import { webhookWording } from "./webhook.js";

/** What leaves, and what its receiver knows its sender by. */
interface SignedPost {
  readonly url: string;
  /** Shared with the receiver. */
  readonly secret: string;
  /** Stays the same over every attempt. */
  readonly key: string;
  readonly at: Date;
  readonly body: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
}

const utf8 = new TextEncoder();

/** HMAC-SHA-256 of a text, in Base64. */
const sign = async (secret: string, text: string): Promise<string> => {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", utf8.encode(secret), hmac, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, utf8.encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
};

/**
 * One attempt to hand JSON to a receiver, signed as Standard Webhooks are: `webhook-id`, `webhook-timestamp` in seconds, and
 * `webhook-signature`, which covers both and the body. Never throws.
 */
export const signedPost = async ({ secret, key, at, body, ...rest }: SignedPost): Promise<DeliveryOutcome> => {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = await sign(secret, `${key}.${timestamp}.${body}`);
  const signed = { "webhook-id": key, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
  return attemptPost({ ...rest, body, headers: { ...signed, "idempotency-key": key } }, webhookWording);
};
