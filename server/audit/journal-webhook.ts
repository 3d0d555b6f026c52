import { signedPost } from "../messages/signed-post.js";
import type { JournalEntry, KeepEntry } from "./journal.js";

interface JournalWebhookOptions {
  readonly url: string;
  /** Shared with the receiver, who takes nothing that isn't signed with it. */
  readonly secret: string;
  /** How long one attempt may take, in milliseconds; by default 10 000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

const keyOf = (entry: JournalEntry): string =>
  entry.type === "audit.anchor" ? `anchor-${entry.tenant}-${entry.position}` : `erased-${entry.operationId}`;

/** Keeps entries by a POST of each as JSON, signed: see messages/signed-post.ts. */
export const journalWebhook =
  ({ url, secret, timeoutMs = 10_000, fetch = globalThis.fetch }: JournalWebhookOptions): KeepEntry =>
  async (entry) => {
    const body = JSON.stringify(entry);
    const { state } = await signedPost({ url, secret, key: keyOf(entry), at: entry.at, body, timeoutMs, fetch });
    if (state !== "sent" && state !== "delivered") throw new Error(`An entry of the journal was not taken: ${state}.`);
  };
