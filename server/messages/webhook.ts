import type { DeliveryOutcome, DeliveryProvider } from "./deliver.js";

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

const neverArrived = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);
/** Statuses by which the provider took nothing and asks for another attempt. */
const comeAgain = new Set([408, 425, 429, 503]);

/** A refusal may say `{ code: "opted-out" }`. */
const outcomeOfRefusal = async (response: Response): Promise<DeliveryOutcome> => {
  const { status } = response;
  const detail = `HTTP ${status}`;
  if (comeAgain.has(status)) return { state: "failed", detail };
  if (status >= 500) return { state: "unknown", detail };
  const answer = (await response.json().catch(() => null)) as { code?: unknown } | null;
  return { state: answer?.code === "opted-out" ? "opted-out" : "rejected", detail };
};

const outcomeOfError = (error: unknown): DeliveryOutcome => {
  const cause = (error as { cause?: { code?: string } }).cause;
  const code = cause?.code ?? (error as Error).name;
  return { state: neverArrived.has(code) ? "failed" : "unknown", detail: code };
};

/**
 * A provider may answer `{ id, status: "delivered" }`; an answer without a readable body still says that the message
 * was taken.
 */
const outcomeOfAnswer = async (response: Response): Promise<DeliveryOutcome> => {
  const answer = (await response.json().catch(() => null)) as { id?: unknown; status?: unknown } | null;
  return {
    state: answer?.status === "delivered" ? "delivered" : "sent",
    providerId: typeof answer?.id === "string" ? answer.id : null,
  };
};

interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
}

/** One attempt to hand JSON to a receiver, and what is known of it afterwards. Never throws. */
export const attemptPost = async ({ url, headers, body, timeoutMs, fetch }: Post): Promise<DeliveryOutcome> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await (response.ok ? outcomeOfAnswer(response) : outcomeOfRefusal(response));
  } catch (error) {
    return outcomeOfError(error);
  }
};

/** Delivers by `POST url { id, channel, to, title, body }`, with `Idempotency-Key: id`. */
export const webhookProvider = (options: WebhookOptions): DeliveryProvider => {
  const { url, headers = {}, knowsKeys = false, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  return {
    knowsKeys,
    send: ({ key, channel, to, subject, body }) =>
      attemptPost({
        ...{ url, timeoutMs, fetch },
        headers: { ...headers, "idempotency-key": key },
        body: JSON.stringify({ id: key, channel, to, title: subject, body }),
      }),
  };
};
