import type { RouteId } from "../../sdk/contract/index.js";

/** A rule of the contract: a sentence with MUST or MAY, and what it is for. Both are Markdown. */
export interface Rule {
  readonly says: string;
  readonly why: string;
}

export const rule = (says: string, why: string): Rule => ({ says, why });

/**
 * A request and its answer. What an answer leaves out is not shown, and `…` stands for any value. In a path,
 * `{operationId}` is the operation that the exchange before answered.
 */
export interface Exchange {
  readonly method?: "GET" | "POST" | "OPTIONS";
  /** Below the base URL. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  readonly answers?: Readonly<Record<string, string>>;
  readonly answer?: unknown;
}

/** A section of docs/contract.md. Its heading is its title, whose anchor others link to: it stays as it is. */
export interface Section {
  readonly title: string;
  /** What it is about: a sentence or two, in Markdown. */
  readonly about: string;
  readonly rules: readonly Rule[];
  /** What happens one after another, on the demo program: a test sends it to the reference backend. */
  readonly example?: readonly Exchange[];
  /** What follows the rules: tables, and whatever rules can't say. */
  readonly more?: string;
  /** Each route of the contract stands in one section. */
  readonly routes: readonly RouteId[];
}
