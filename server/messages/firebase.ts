import { importPKCS8, SignJWT } from "jose";
import type { DeliveryOutcome, DeliveryProvider } from "./deliver.js";
import { attemptPost, codeOf, type Wording } from "./post.js";

/** A service account of Google Cloud, as its file of a key has it. */
export interface ServiceAccount {
  readonly project_id: string;
  readonly client_email: string;
  /** PEM (PKCS #8), RSA. */
  readonly private_key: string;
  /** Where tokens are handed out. */
  readonly token_uri: string;
}

interface FirebaseOptions {
  readonly account: ServiceAccount;
  /** By default Google's own. */
  readonly url?: string;
  /** How long one attempt may take, in milliseconds; by default 10 000. As long again for a token. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
  /** By default the platform's. */
  readonly now?: () => Date;
}

export const FIREBASE_URL = "https://fcm.googleapis.com";
const SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/** How long before its end a token is used no more, in milliseconds. */
const MARGIN_MS = 60_000;

type Config = Required<FirebaseOptions>;

interface AccessToken {
  readonly text: string;
  readonly until: number;
}

const fetchToken = async ({ account, timeoutMs, fetch, now }: Config): Promise<AccessToken> => {
  const at = now().getTime();
  const issuedAt = Math.floor(at / 1000);
  const assertion = await new SignJWT({ scope: SCOPE })
    .setProtectedHeader({ alg: "RS256", typ: "JWT" })
    .setIssuer(account.client_email)
    .setAudience(account.token_uri)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 3600)
    .sign(await importPKCS8(account.private_key, "RS256"));
  const response = await fetch(account.token_uri, {
    method: "POST",
    body: new URLSearchParams({ grant_type: GRANT, assertion }),
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const { access_token, expires_in } = (await response.json()) as { access_token?: unknown; expires_in?: unknown };
  if (!response.ok || typeof access_token !== "string") throw new Error("No token was handed out.");
  return { text: access_token, until: at + Number(expires_in) * 1000 - MARGIN_MS };
};

/** One token for all messages, fetched once for all that wait for it. */
class Tokens {
  readonly #config: Config;
  #current: AccessToken | null = null;
  #fetching: Promise<AccessToken> | null = null;

  constructor(config: Config) {
    this.#config = config;
  }

  /** Throws where none is handed out. */
  async get(): Promise<string> {
    if (this.#current && this.#config.now().getTime() < this.#current.until) return this.#current.text;
    this.#fetching ??= fetchToken(this.#config).finally(() => (this.#fetching = null));
    this.#current = await this.#fetching;
    return this.#current.text;
  }

  /** It is taken no more. */
  forget(text: string): void {
    if (this.#current?.text === text) this.#current = null;
  }
}

interface Refusal {
  readonly error?: { readonly status?: string; readonly details?: readonly { readonly errorCode?: string }[] };
}

/** Google's own code of the error, and that of the service, which is the narrower one. */
const codeIn = (answer: unknown): string | undefined => {
  const { error } = (answer ?? {}) as Refusal;
  return error?.details?.find(({ errorCode }) => errorCode !== undefined)?.errorCode ?? error?.status;
};

/**
 * A device that is registered no more has lost the app, or got another token: that is no wish of the member's, so their
 * consent stays. A token of ours that is refused is fetched anew, and the message waits.
 */
const wording: Wording = {
  taken: (answer) => {
    const { name } = (answer ?? {}) as { name?: unknown };
    return { state: "sent", providerId: typeof name === "string" ? name : null };
  },
  refused: (status, answer): DeliveryOutcome => {
    const code = codeIn(answer) ?? `HTTP ${status}`;
    if (status === 401) return { state: "failed", detail: "HTTP 401" };
    return { state: code === "UNREGISTERED" ? "no-address" : "rejected", detail: code };
  },
};

/**
 * Delivers notifications by Firebase Cloud Messaging (HTTP v1), to the device whose token the member has. It knows no
 * keys, so a message whose answer was lost is `unknown` and is never handed over again; and it tells nothing afterwards,
 * so `sent` is where a notification ends.
 */
export const firebaseProvider = (options: FirebaseOptions): DeliveryProvider => {
  const usual = { url: FIREBASE_URL, timeoutMs: 10_000, fetch: globalThis.fetch, now: () => new Date() };
  const config: Config = { ...usual, ...options };
  const tokens = new Tokens(config);
  const url = `${config.url}/v1/projects/${config.account.project_id}/messages:send`;
  const sendWith = async (token: string, message: object): Promise<DeliveryOutcome> => {
    const { timeoutMs, fetch } = config;
    const headers = { authorization: `Bearer ${token}` };
    const outcome = await attemptPost({ url, timeoutMs, fetch, headers, body: JSON.stringify({ message }) }, wording);
    if (outcome.state === "failed" && outcome.detail === "HTTP 401") tokens.forget(token);
    return outcome;
  };
  return {
    knowsKeys: false,
    send: async ({ to, subject, body }) => {
      const notification = { ...(subject !== null && { title: subject }), body };
      try {
        return await sendWith(await tokens.get(), { token: to, notification });
      } catch (error) {
        // Nothing was sent without a token.
        return { state: "failed", detail: codeOf(error) };
      }
    },
  };
};
