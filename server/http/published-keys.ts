import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import type { Clock } from "../clock.js";

/** How long fetched keys are taken for all there are, in milliseconds: one that the host withdraws is refused then. */
const FRESH_MS = 600_000;
/** How long they are used while no others can be fetched. */
const KEPT_MS = 3_600_000;
/** How long it is waited until the next fetch: tokens of unknown keys cost the host no more than that. */
const REST_MS = 30_000;
const REST_AFTER_FAILURE_MS = 5_000;

/**
 * The public keys of the host's backend, from where it publishes them. They are fetched when first needed, when they are
 * ten minutes old, and when a token names a key that is not among them: once for all who wait, and not again within half
 * a minute. While they can't be fetched, those that are known are used, for an hour at most.
 */
export class PublishedKeys {
  readonly #url: URL;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  #known: { readonly find: JWTVerifyGetKey; readonly at: number } | null = null;
  #restsUntil = 0;
  #fetching: Promise<void> | null = null;
  /** Why the last fetch failed; null: it did not. */
  #failure: unknown = null;

  constructor(url: string, clock: Clock, timeoutMs = 5_000) {
    this.#url = new URL(url);
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Finds the key that a token names.
   * @throws `JWKSNoMatchingKey` where there is none, and an error that is not of `jose` where the keys are not known
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (!this.#youngerThan(FRESH_MS)) await this.#refresh();
    const known = this.#youngerThan(KEPT_MS) ?? this.#unreachable();
    try {
      return await known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    await this.#refresh();
    if (this.#failure !== null) this.#unreachable();
    return (this.#youngerThan(KEPT_MS) ?? this.#unreachable())(header, token);
  };

  #unreachable(): never {
    throw new Error("The public keys can't be fetched.", { cause: this.#failure });
  }

  #youngerThan(ms: number): JWTVerifyGetKey | null {
    return this.#known && this.#clock.now().getTime() - this.#known.at < ms ? this.#known.find : null;
  }

  #refresh(): Promise<void> | null {
    if (this.#clock.now().getTime() < this.#restsUntil) return this.#fetching;
    return (this.#fetching ??= this.#fetch().finally(() => (this.#fetching = null)));
  }

  async #fetch(): Promise<void> {
    const at = this.#clock.now().getTime();
    try {
      const signal = AbortSignal.timeout(this.#timeoutMs);
      const response = await fetch(this.#url, { redirect: "error", signal, headers: { accept: "application/json" } });
      if (response.status !== 200) throw new Error(`Instead of keys there came a ${response.status}.`);
      this.#known = { find: createLocalJWKSet((await response.json()) as JSONWebKeySet), at };
      this.#failure = null;
    } catch (error) {
      this.#failure = error;
    }
    this.#restsUntil = at + (this.#failure === null ? REST_MS : REST_AFTER_FAILURE_MS);
  }
}
