import type * as z from "zod/mini";
import type { RefusalError } from "../../domain/refusal.js";
import { VendorError } from "./vendor-error.js";
import type { SendToVendor, VendorAnswer, VendorRequest } from "./vendor-http.js";

/** A vendor's API, as far as it is used: an answer of the wanted shape, or an error in an operator's words. */
export interface VendorApi {
  /** @throws VendorError, and RefusalError `not-found` */
  ask<S extends z.ZodMiniType>(request: VendorRequest, schema: S): Promise<z.output<S>>;
  /** The same, where the status of a refusal and the vendor's own code of it decide what it means. */
  try<S extends z.ZodMiniType>(
    request: VendorRequest,
    schema: S,
  ): Promise<{ readonly value: z.output<S> } | { readonly status: number; readonly code: string }>;
}

interface VendorApiOptions {
  /** As operators know the vendor. */
  readonly vendor: string;
  readonly send: SendToVendor;
  /** What a refusal means to an operator. */
  readonly refusalOf: (answer: VendorAnswer) => VendorError | RefusalError;
  /** The vendor's own code in a refusal; empty: there is none. */
  readonly codeOf: (body: unknown) => string;
}

/** The vendor does not take the gateway's own key, or the key may not do this. */
export const isRefusedAccess = ({ status }: VendorAnswer): boolean => status === 401 || status === 403;

/** @throws VendorError `lost` where it is of another shape: what the vendor has done is not known then. */
export const readAs = <S extends z.ZodMiniType>(vendor: string, schema: S, body: unknown): z.output<S> => {
  const result = schema.safeParse(body ?? {});
  if (!result.success) throw new VendorError("lost", "backend-error", `${vendor} gave an answer that can't be read.`);
  return result.data;
};

export const vendorApi = ({ vendor, send, refusalOf, codeOf }: VendorApiOptions): VendorApi => ({
  ask: async (request, schema) => {
    const answer = await send(request);
    if (answer.status >= 400) throw refusalOf(answer);
    return readAs(vendor, schema, answer.body);
  },
  try: async (request, schema) => {
    const answer = await send(request);
    if (isRefusedAccess(answer)) throw refusalOf(answer);
    return answer.status >= 400
      ? { status: answer.status, code: codeOf(answer.body) }
      : { value: readAs(vendor, schema, answer.body) };
  },
});
