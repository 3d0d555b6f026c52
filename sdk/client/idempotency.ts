import type { KeyStore, PendingWrite } from "./client.js";
import { tabStorage } from "./tab-storage.js";

/** A new idempotency key: 128 random bits. Not `randomUUID`, which pages on plain http (an intranet's CRM) lack. */
export const createKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const read = (storage: Storage, prefix: string): PendingWrite[] =>
  Object.keys(storage)
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      try {
        return [JSON.parse(storage.getItem(name) ?? "") as PendingWrite];
      } catch {
        return [];
      }
    });

/**
 * Keeps the keys of one backend in `sessionStorage`, so that a reload finds them, and in memory, which alone is used
 * where storage is blocked or full. An entry holds ids and the key only.
 */
export const createKeyStore = (backend: string): KeyStore => {
  const prefix = `memberkit:${backend}:`;
  const memory = new Map<string, PendingWrite>();
  const storage = tabStorage();
  return {
    put(write) {
      memory.set(write.key, write);
      try {
        storage?.setItem(prefix + write.key, JSON.stringify(write));
      } catch {
        // Full: the memory has it.
      }
    },
    delete(key) {
      memory.delete(key);
      storage?.removeItem(prefix + key);
    },
    all: () => [
      ...new Map(
        [...(storage ? read(storage, prefix) : []), ...memory.values()].map((write) => [write.key, write]),
      ).values(),
    ],
  };
};
