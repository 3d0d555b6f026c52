import type { MiddlewareHandler } from "hono";
import { compress } from "hono/compress";

const compressed = compress();
const done = () => Promise.resolve();

/**
 * Compresses what is read, where the caller takes it: a timeline is a tenth then. What has an ETag stays as it is, since
 * `If-Match` needs a strong one; receipts are too short to gain. No answer holds a secret beside what a caller chose, so
 * that its length tells nothing.
 */
export const compressReads: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.res.headers.has("ETag") || c.req.header("Idempotency-Key") !== undefined) return;
  await compressed(c, done);
};
