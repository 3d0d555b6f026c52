import type { ClientOptions } from "./client.js";
import { ProblemError, SetupError } from "./errors.js";
import type { Time } from "./time.js";

interface Claims {
  iat?: number;
  exp?: number;
  tenant?: string;
  sub?: string;
}

/** What an unverified token says of itself; nothing where it is opaque. Only ever a hint. */
const claimsOf = (token: string): Claims => {
  try {
    return JSON.parse(atob((token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/"))) as Claims;
  } catch {
    return {};
  }
};

/**
 * The tenant and operator of a token, by its own claims: keys are settled by their own operator only. Null where it is
 * opaque.
 */
export const scopeOf = (token: string): string | null => {
  const { tenant, sub } = claimsOf(token);
  return sub === undefined ? null : `${tenant ?? ""}/${sub}`;
};

/** How long before its end a token is renewed: a tenth of its life, at most half a minute. */
const marginMs = (lifeMs: number): number => Math.min(lifeMs / 10, 30_000);

/** How long a token lives by its own claims, so that a wrong clock does no harm; Infinity where it does not say. */
const lifeOf = ({ iat, exp }: Claims): number => {
  const lifeMs = (Number(exp) - Number(iat)) * 1000;
  return lifeMs > 0 ? lifeMs : Infinity;
};

/**
 * What a host answered, where it can be a token. An object, JSON, a page or `Bearer …` would be refused by a backend that
 * can't say why: a `SetupError`.
 */
export const readToken = (answer: unknown): string => {
  if (typeof answer === "string" && /^[^\s"<{]+$/.test(answer)) return answer;
  throw new SetupError("getToken must answer a token as text");
};

/** The operator's token. It is asked for once, kept in memory, and shared by all requests. */
export class TokenSource {
  readonly #getToken: ClientOptions["getToken"];
  readonly #time: Time;
  readonly #onOperator: () => void;
  #asking: Promise<string> | null = null;
  #token: string | null = null;
  /** How long the token lives, in milliseconds. */
  lifeMs = Infinity;
  /** When it ends, counted from its arrival. */
  endsAt = Infinity;
  #forgotten = false;

  /** `onOperator` is called where a token is another operator's than the one before. */
  constructor(getToken: ClientOptions["getToken"], time: Time, onOperator: () => void = () => undefined) {
    this.#getToken = getToken;
    this.#time = time;
    this.#onOperator = onOperator;
  }

  /** The token; asked for when there is none, or when it is about to end: it serves until then. */
  async get(): Promise<string> {
    const token = this.#token;
    if (token === null || this.#forgotten) return this.#ask(false);
    if (this.#time.now() < this.endsAt - marginMs(this.lifeMs)) return token;
    return this.#ask(true).catch((error: unknown) => {
      if (this.#time.now() < this.endsAt) return token;
      throw error;
    });
  }

  /** Asks for a token anew the next time. */
  forget(): void {
    this.#forgotten = true;
  }

  /**
   * A new token in place of one that was refused, by default of the one that is there. All requests that were refused
   * with the same token share one call for it.
   */
  renew(refused = this.#token): Promise<string> {
    return this.#token === refused || this.#token === null ? this.#ask(true) : Promise.resolve(this.#token);
  }

  /** Whose token it is: see {@link scopeOf}. */
  get scope(): string | null {
    return scopeOf(this.#token ?? "");
  }

  #ask(refresh: boolean): Promise<string> {
    this.#asking ??= this.#fetch(refresh).finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #fetch(refresh: boolean): Promise<string> {
    this.#forgotten = false;
    const before = this.#token;
    let answer: string;
    try {
      answer = await this.#getToken({ refresh });
    } catch (cause) {
      throw new ProblemError(
        { code: "not-authenticated", status: 401, detail: "The page could not get a token." },
        { cause },
      );
    }
    this.#token = readToken(answer);
    this.lifeMs = lifeOf(claimsOf(this.#token));
    this.endsAt = this.#time.now() + this.lifeMs;
    if (before !== null && scopeOf(before) !== this.scope) this.#onOperator();
    return this.#token;
  }
}
