import { hmacSha256, sha256 } from "./sha256.js";

const encoder = new TextEncoder();

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

const hex = (bytes: Uint8Array): string => {
  let text = "";
  for (const byte of bytes) text += HEX[byte] ?? "";
  return text;
};

const sorted = (_: string, value: unknown): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** JSON with the keys of every object in order: equal for equal values. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sorted);

/** HMAC-SHA-256, in hexadecimal. Keyed, so that a digest of a few words can't be guessed by trying all likely words. */
export const keyedDigest = (key: string, text: string): string =>
  hex(hmacSha256(encoder.encode(key), encoder.encode(text)));

/** SHA-256, in hexadecimal. */
export const digest = (text: string): string => hex(sha256(encoder.encode(text)));
