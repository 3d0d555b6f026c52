import { signedPost } from "../messages/signed-post.js";
import type { KeepAnchor } from "./anchor.js";

interface AnchorWebhookOptions {
  readonly url: string;
  /** Shared with the receiver, who takes nothing that isn't signed with it. */
  readonly secret: string;
  /** How long one attempt may take, in milliseconds; by default 10 000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

/** Keeps anchors by `POST url { type: "audit.anchor", tenant, position, hash, at }`, signed: see messages/signed-post.ts. */
export const anchorWebhook =
  ({ url, secret, timeoutMs = 10_000, fetch = globalThis.fetch }: AnchorWebhookOptions): KeepAnchor =>
  async (anchor) => {
    const key = `anchor-${anchor.tenant}-${anchor.position}`;
    const body = JSON.stringify({ type: "audit.anchor", ...anchor });
    const { state } = await signedPost({ url, secret, key, at: anchor.at, body, timeoutMs, fetch });
    if (state !== "sent" && state !== "delivered") throw new Error(`An anchor of the audit was not taken: ${state}.`);
  };
