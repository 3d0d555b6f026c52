import type { DeliveryOutcome } from "./deliver.js";

/** How the receiver of a POST says what became of it. `answer` is its JSON; null: there is none. */
export interface Wording {
  /** What a success says. */
  readonly taken: (answer: unknown) => DeliveryOutcome;
  /** What a refusal says by a code of its own; null: nothing that its status does not say. */
  readonly refused: (status: number, answer: unknown) => DeliveryOutcome | null;
}

/** What leaves. */
interface Post {
  readonly url: string;
  /** Its `content-type` is that of the body; by default JSON. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
}

const neverArrived = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);
/** Statuses by which the receiver took nothing and asks for another attempt. */
const comeAgain = new Set([408, 425, 429, 503]);

/** A receiver that asks to come again may say in how many seconds. */
const comingAgain = (response: Response, detail: string): DeliveryOutcome => {
  const seconds = response.headers.get("retry-after") ?? "";
  return { state: "failed", detail, ...(/^\d{1,6}$/.test(seconds) && { againAfterMs: Number(seconds) * 1000 }) };
};

const outcomeOfRefusal = async (response: Response, { refused }: Wording): Promise<DeliveryOutcome> => {
  const { status } = response;
  const detail = `HTTP ${status}`;
  if (comeAgain.has(status)) return comingAgain(response, detail);
  if (status >= 500) return { state: "unknown", detail };
  const answer: unknown = await response.json().catch(() => null);
  return refused(status, answer) ?? { state: "rejected", detail };
};

/** The name of an error, or the code of the system's that caused it: neither repeats what was sent. */
export const codeOf = (error: unknown): string => {
  const { cause, name } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? name;
};

const outcomeOfError = (error: unknown): DeliveryOutcome => {
  const code = codeOf(error);
  return { state: neverArrived.has(code) ? "failed" : "unknown", detail: code };
};

/** One attempt to hand something to a receiver, and what is known of it afterwards. Never throws. */
export const attemptPost = async (
  { url, headers, body, timeoutMs, fetch }: Post,
  wording: Wording,
): Promise<DeliveryOutcome> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return await outcomeOfRefusal(response, wording);
    return wording.taken(await response.json().catch(() => null));
  } catch (error) {
    return outcomeOfError(error);
  }
};
