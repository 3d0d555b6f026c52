import * as z from "zod/mini";
import { RefusalError } from "../../domain/refusal.js";
import { isRefusedAccess, readAs } from "../vendor/vendor-api.js";
import type { VendorError } from "../vendor/vendor-error.js";
import { refusedAccess, refusedByVendor } from "../vendor/vendor-error.js";
import type { SendToVendor, VendorAnswer, VendorRequest } from "../vendor/vendor-http.js";

/** What is read of Talon.One's answers: all else is ignored. */
const Text = z.optional(z.nullable(z.string()));

export const Profile = z.object({
  integrationId: z.string(),
  created: Text,
  /** The account's own: of any names and types. */
  attributes: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
});
export type Profile = z.output<typeof Profile>;

const Ledger = z.object({
  currentBalance: z.number(),
  pendingBalance: z.number(),
  negativeBalance: z.optional(z.nullable(z.number())),
  currentTier: z.optional(z.nullable(z.object({ name: z.string() }))),
});
export type Ledger = z.output<typeof Ledger>;

const Ledgers = z.object({
  joinDate: Text,
  ledger: Ledger,
  subLedgers: z.optional(z.nullable(z.record(z.string(), Ledger))),
});
export type Ledgers = z.output<typeof Ledgers>;

export const Inventory = z.object({
  profile: Profile,
  loyalty: z.optional(z.nullable(z.object({ programs: z.optional(z.nullable(z.record(z.string(), Ledgers))) }))),
});

export const Program = z.object({ title: z.string(), timezone: z.string() });

export const Points = z.object({ startDate: z.string(), expiryDate: z.string(), amount: z.number() });
export type Points = z.output<typeof Points>;

export const Transaction = z.object({
  id: z.int(),
  created: z.string(),
  type: z.string(),
  name: z.string(),
  subledgerId: z.string(),
  amount: z.number(),
  customerSessionId: Text,
});
export type Transaction = z.output<typeof Transaction>;

/** A page of a list: there is no cursor, only how many of it come before. */
export const pageOf = <S extends z.ZodMiniType>(item: S) =>
  z.object({ hasMore: z.optional(z.boolean()), data: z.array(item) });

/**
 * Where a request goes. `management`: the endpoint's name, which takes three calls in a second. Left out: the Integration API.
 */
export interface TalonOneRequest extends VendorRequest {
  readonly management?: "program" | "profiles" | "search" | "add" | "deduct";
}

const refusalOf = (answer: VendorAnswer): VendorError | RefusalError => {
  if (isRefusedAccess(answer)) return refusedAccess("Talon.One");
  if (answer.status === 404) return new RefusalError("not-found", "Talon.One has no such member.");
  return refusedByVendor("backend-error", `Talon.One doesn't accept this (${answer.status}).`);
};

/** Talon.One's APIs, as far as they are used: an answer of the wanted shape, or an error in an operator's words. */
export interface TalonOneApi {
  /** @throws VendorError, and RefusalError `not-found` */
  ask<S extends z.ZodMiniType>(request: TalonOneRequest, schema: S): Promise<z.output<S>>;
  /** Answers the status of what brings no body, whatever it is: that decides what it means. @throws VendorError */
  do(request: TalonOneRequest): Promise<number>;
}

export const talonOneApi = (sendTo: (management: TalonOneRequest["management"]) => SendToVendor): TalonOneApi => ({
  ask: async ({ management, ...request }, schema) => {
    const answer = await sendTo(management)(request);
    if (answer.status >= 400) throw refusalOf(answer);
    return readAs("Talon.One", schema, answer.body);
  },
  do: async ({ management, ...request }) => {
    const answer = await sendTo(management)(request);
    if (isRefusedAccess(answer)) throw refusalOf(answer);
    return answer.status;
  },
});

/** How many items of a list are asked for at a time. */
const PAGE = 50;

/** A list, page by page, as long as it is iterated. */
export async function* pagesOf<S extends z.ZodMiniType>(
  api: TalonOneApi,
  path: string,
  query: Readonly<Record<string, string>>,
  item: S,
): AsyncGenerator<readonly z.output<S>[]> {
  const schema = pageOf(item);
  for (let skip = 0, isMore = true; isMore; skip += PAGE) {
    const asked = new URLSearchParams({ ...query, pageSize: String(PAGE), skip: String(skip) });
    const page = await api.ask({ method: "GET", path: `${path}?${asked.toString()}` }, schema);
    isMore = page.hasMore === true;
    yield page.data;
  }
}
