import { RefusalError, invalid } from "../domain/refusal.js";

/** Most bytes of a body. */
export const BODY_LIMIT = 1024 * 1024;

const tooLarge = () => new RefusalError("too-large", "Send at most 1 MB.");

/** A length that was announced is kept to by HTTP itself: such a body needs no stream, which costs as much as the rest. */
const readBytes = async (request: Request): Promise<Uint8Array> => {
  const length = request.headers.get("content-length");
  if (length === null) return readStream(request);
  if (Number(length) > BODY_LIMIT) throw tooLarge();
  return new Uint8Array(await request.arrayBuffer());
};

const readStream = async (request: Request): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (const reader = request.body?.getReader(); reader;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > BODY_LIMIT) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return concatenate(chunks, size);
};

const concatenate = (chunks: readonly Uint8Array[], size: number): Uint8Array => {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
};

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalid({ pointer: "", code: "not-utf-8", detail: "The body isn't valid UTF-8." });
  }
};

/**
 * The text of a request's body. Refuses more than 1 MB (413), and what is not UTF-8 (422).
 */
export const readText = async (request: Request): Promise<string> => decode(await readBytes(request));
