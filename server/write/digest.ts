const encoder = new TextEncoder();

const hex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

const sorted = (_: string, value: unknown): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** JSON with the keys of every object in order: equal for equal values. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sorted);

/** HMAC-SHA-256, in hexadecimal. Keyed, so that a digest of a few words can't be guessed by trying all likely words. */
export const keyedDigest = async (key: string, text: string): Promise<string> => {
  const secret = await crypto.subtle.importKey("raw", encoder.encode(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", secret, encoder.encode(text)));
};

/** SHA-256, in hexadecimal. */
export const digest = async (text: string): Promise<string> => hex(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
