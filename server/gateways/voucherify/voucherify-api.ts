import * as z from "zod/mini";
import { RefusalError } from "../../domain/refusal.js";
import { isRefusedAccess, type VendorApi, vendorApi } from "../vendor/vendor-api.js";
import type { VendorError } from "../vendor/vendor-error.js";
import { refusedAccess, refusedByVendor } from "../vendor/vendor-error.js";
import type { SendToVendor, VendorAnswer } from "../vendor/vendor-http.js";

/** What is read of Voucherify's answers: all else is ignored. */
const Text = z.optional(z.nullable(z.string()));

export const Customer = z.object({
  id: z.string(),
  source_id: Text,
  name: Text,
  email: Text,
  phone: Text,
  birthdate: Text,
  created_at: Text,
});
export type Customer = z.output<typeof Customer>;

const Coming = z.nullable(z.object({ points: z.int() }));

/** A card is a wallet: of each kind that the program has, a member has one. */
export const Card = z.object({
  id: z.string(),
  card_definition_id: z.string(),
  balance: z.object({ points: z.int(), pending_points: z.int() }),
  next_expiration: Coming,
  next_activation: Coming,
});
export type Card = z.output<typeof Card>;

const Progress = z.nullable(
  z.object({ current: z.nullable(z.object({ tier: z.nullable(z.object({ name: z.nullable(z.string()) })) })) }),
);

export const Membership = z.object({
  member: z.object({ id: z.string(), status: z.string(), created_at: z.string() }),
  cards: z.array(z.object({ card: z.nullable(Card), tier_progress: z.optional(Progress) })),
});
export type Membership = z.output<typeof Membership>;

export const Transaction = z.object({
  id: z.string(),
  card_id: z.string(),
  type: z.string(),
  details: z.nullable(
    z.object({
      reason: Text,
      rejection: z.optional(z.nullable(z.object({ reason: Text }))),
      points: z.optional(z.nullable(z.object({ total: z.optional(z.int()), date: Text }))),
      bucket: z.optional(z.nullable(z.object({ points: z.object({ total: z.int() }) }))),
      buckets: z.optional(z.nullable(z.array(z.object({ points: z.object({ total: z.int() }) })))),
    }),
  ),
  status: z.string(),
  created_at: z.string(),
});
export type Transaction = z.output<typeof Transaction>;

/** A page of a list; `cursor.next` leads to the following one. */
export const pageOf = <S extends z.ZodMiniType>(item: S) =>
  z.object({ data: z.array(item), cursor: z.optional(z.nullable(z.object({ next: z.optional(z.string()) }))) });

const Refusal = z.object({ key: Text });

const keyOf = (body: unknown): string => {
  const result = Refusal.safeParse(body);
  return result.success ? (result.data.key ?? "") : "";
};

const refusalOf = (answer: VendorAnswer): VendorError | RefusalError => {
  if (isRefusedAccess(answer)) return refusedAccess("Voucherify");
  if (answer.status === 404) return new RefusalError("not-found", "Voucherify has no such member.");
  return refusedByVendor("backend-error", notAccepted(keyOf(answer.body)));
};

/** The words for what Voucherify gave no reason for that an operator could act on. */
export const notAccepted = (key: string): string => `Voucherify doesn't accept this${key && ` (${key})`}.`;

/** Voucherify's API; the codes of its refusals are its keys of them. */
export type VoucherifyApi = VendorApi;

export const voucherifyApi = (send: SendToVendor): VoucherifyApi =>
  vendorApi({ vendor: "Voucherify", send, refusalOf, codeOf: keyOf });

/** What `ask` answers, or null where there is no such thing. */
export const ifThere = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RefusalError && error.code === "not-found") return null;
    throw error;
  }
};

/** All of a list, page by page, as long as it is iterated. */
export async function* pagesOf<S extends z.ZodMiniType>(
  api: VoucherifyApi,
  path: string,
  query: Readonly<Record<string, string>>,
  item: S,
): AsyncGenerator<readonly z.output<S>[]> {
  const schema = pageOf(item);
  for (let cursor: string | undefined, isMore = true; isMore; isMore = cursor !== undefined) {
    const asked = new URLSearchParams({ ...query, ...(cursor !== undefined && { cursor }) });
    const page = await api.ask({ method: "GET", path: `${path}?${asked.toString()}` }, schema);
    cursor = page.cursor?.next;
    yield page.data;
  }
}

/** All of a short list. */
export const allOf = async <S extends z.ZodMiniType>(
  api: VoucherifyApi,
  path: string,
  item: S,
): Promise<z.output<S>[]> => {
  const all: z.output<S>[] = [];
  for await (const page of pagesOf(api, path, { limit: "100" }, item)) all.push(...page);
  return all;
};
