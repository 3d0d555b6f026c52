import { RefusalError } from "../domain/refusal.js";

/** The key that a write must carry: 1-255 visible ASCII characters; 400 otherwise (N10). */
export const readIdempotencyKey = (headers: Headers): string => {
  const key = headers.get("Idempotency-Key") ?? "";
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new RefusalError("idempotency-key-invalid", "Send an Idempotency-Key of 1 to 255 visible ASCII characters.");
  return key;
};
