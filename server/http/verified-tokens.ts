import type { JWTPayload } from "jose";
import type { Operator } from "../domain/operator.js";

/** How long a token is believed before its signature is checked anew, in milliseconds: its key may be withdrawn. */
const BELIEVED_FOR_MS = 30_000;
/** How many tokens are remembered, the latest ones. */
const MOST_REMEMBERED = 1_000;

/** Remembers whom a token speaks for: a page sends the same one with each request. */
export class VerifiedTokens {
  readonly #tokens = new Map<string, { readonly operator: Operator; readonly until: number }>();

  find(token: string, now: Date): Operator | undefined {
    const known = this.#tokens.get(token);
    return known && now.getTime() < known.until ? known.operator : undefined;
  }

  remember(token: string, operator: Operator, { exp = 0 }: JWTPayload, now: Date): void {
    this.#tokens.delete(token);
    this.#tokens.set(token, { operator, until: Math.min(exp * 1000, now.getTime() + BELIEVED_FOR_MS) });
    const [oldest] = this.#tokens.keys();
    if (this.#tokens.size > MOST_REMEMBERED && oldest !== undefined) this.#tokens.delete(oldest);
  }
}
