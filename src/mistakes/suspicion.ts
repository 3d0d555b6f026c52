import type { CSSResultGroup, LitElement } from "lit";

/**
 * What looks like a mistake of the host's: its code, and what it is about. `mistakes.ts` says what it is, if it is one.
 * With a code `no-…` there is nothing to draw.
 */
export type Suspicion =
  /** There is no provider around the element. */
  | readonly [code: "no-kit"]
  /** The provider has no client. It says itself why. */
  | readonly [code: "no-client"]
  /** Nobody is named whom to show. */
  | readonly [code: "no-member"]
  /** The id by which the backend found nobody. */
  | readonly [code: "id", id: string]
  | readonly [code: "base-url", address: string | null]
  | readonly [code: "token-url", address: string]
  /** The provider has no way to get a token. */
  | readonly [code: "get-token"]
  /** Why there was no token. */
  | readonly [code: "token", error: unknown]
  | readonly [code: "client"]
  | readonly [code: "locale", locale: string]
  | readonly [code: "theme", theme: string]
  | readonly [code: "operator", value: string]
  | readonly [code: "layout", value: string]
  | readonly [code: "panel", name: string, known: readonly string[]]
  | readonly [code: "action", token: string]
  /** A control's value beside a member whose tags are shown. */
  | readonly [code: "value"]
  /** An attribute that is no filter. */
  | readonly [code: "filter"]
  | readonly [code: "preset-name"]
  | readonly [code: "preset-place"]
  /** An attribute of a preset that names no field of its action. */
  | readonly [code: "preset-field", attribute: string, token: string, known: readonly string[]]
  /** A preset's value that its field can't read. */
  | readonly [code: "preset-value", attribute: string, token: string, value: string];

/** What looks like a mistake, and beside it what does not. */
export type Suspicions = readonly (Suspicion | false | null | "" | undefined)[];

/** An element whose use by the host is watched, and what is known of it. */
export interface Watched {
  readonly host: LitElement;
  /** What looks like a mistake as the element stands now. */
  readonly suspicions: () => Suspicions;
  readonly addStyles: (styles: CSSResultGroup) => void;
  /** What was told, and still stands. */
  told?: ReadonlySet<string> | undefined;
  /** What stands where nothing can be drawn; undefined: something can, or it is too early to say. */
  placeholder?: unknown;
}
