import type { ReadOptions } from "./client.js";

/** A value that is fetched once and kept until it is dropped. */
export interface Kept<T> {
  get(options?: ReadOptions): Promise<T>;
  /** What is kept, and what is on its way, is out of date. */
  drop(): void;
}

/** Keeps what `load` answers; a failure is not kept. */
export const kept = <T>(load: (options?: ReadOptions) => Promise<T>): Kept<T> => {
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
    drop() {
      value = undefined;
      generation++;
    },
  };
};
