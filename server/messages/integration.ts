import type { Member } from "../../sdk/contract/index.js";
import type { DeliveryOutcome } from "./deliver.js";
import { attemptPost } from "./webhook.js";

/** A member who is about to be handed over. */
interface Handover {
  /** Stays the same over every attempt. */
  readonly key: string;
  readonly at: Date;
  readonly tenant: string;
  readonly member: Member;
}

/** Another system that takes members. Never throws. */
export interface Integration {
  hand(handover: Handover): Promise<DeliveryOutcome>;
  /** Whether it honours {@link Handover.key}, so that an unknown outcome may be tried again. */
  readonly knowsKeys: boolean;
}

/** The other systems that this server reaches, by the id that programs know them by. */
export type Integrations = Readonly<Record<string, Integration>>;

interface IntegrationOptions {
  readonly url: string;
  /** Signs what leaves, so that its receiver knows who sent it. Shared with the receiver. */
  readonly secret: string;
  /** By default it does not, and an outcome that is not known stays `unknown`. */
  readonly knowsKeys?: boolean | undefined;
  /** How long one attempt may take, in milliseconds; by default 10 000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
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
 * Hands members over by `POST url { id, type: "member.resync", tenant, member }`, signed as Standard Webhooks are: `webhook-id`,
 * `webhook-timestamp` in seconds, and `webhook-signature`, which covers both and the body.
 */
export const webhookIntegration = (options: IntegrationOptions): Integration => {
  const { url, secret, knowsKeys = false, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  return {
    knowsKeys,
    async hand({ key, at, tenant, member }) {
      const body = JSON.stringify({ id: key, type: "member.resync", tenant, member });
      const timestamp = String(Math.floor(at.getTime() / 1000));
      const signature = await sign(secret, `${key}.${timestamp}.${body}`);
      const signed = { "webhook-id": key, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
      return attemptPost({ ...{ url, body, timeoutMs, fetch }, headers: { ...signed, "idempotency-key": key } });
    },
  };
};
