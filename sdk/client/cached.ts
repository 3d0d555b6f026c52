import type { ReadOptions } from "./client.js";

/** A value that is fetched once and kept until it is dropped. */
interface Cached<T> {
  get(options?: ReadOptions): Promise<T>;
  /** The value, where it has been fetched. */
  known(): T | undefined;
  /** The value, and the one on its way, are out of date. */
  drop(): void;
}

/** Keeps what `load` answers; a failure is not kept. */
export const cached = <T>(load: (options?: ReadOptions) => Promise<T>): Cached<T> => {
  let value: T | undefined;
  let generation = 0;
  return {
    async get(options) {
      if (value !== undefined) return value;
      const started = generation;
      const loaded = await load(options);
      if (started === generation) value = loaded;
      return loaded;
    },
    known: () => value,
    drop() {
      value = undefined;
      generation++;
    },
  };
};
