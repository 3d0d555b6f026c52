import type { Member } from "../../sdk/contract/index.js";
import type { DeliveryOutcome } from "./deliver.js";
import { signedPost } from "./signed-post.js";

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

/**
 * Hands members over by `POST url { id, type: "member.resync", tenant, member }`, signed: see signed-post.ts.
 */
export const webhookIntegration = (options: IntegrationOptions): Integration => {
  const { url, secret, knowsKeys = false, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  return {
    knowsKeys,
    hand({ key, at, tenant, member }) {
      const body = JSON.stringify({ id: key, type: "member.resync", tenant, member });
      return signedPost({ url, secret, key, at, body, timeoutMs, fetch });
    },
  };
};
