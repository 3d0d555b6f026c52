/** Hears of a change. `operations` did it, by their ids; left out: that is not known, or not all of it. */
export type Told = (operations?: readonly string[]) => void;

/** Who is told, by the id that they watch. */
export class Watchers {
  readonly #told = new Map<string, Set<Told>>();

  /** All ids that are watched. */
  get ids(): readonly string[] {
    return [...this.#told.keys()];
  }

  /** Each watch is one of its own, though two may share a function. Answers the function that ends it. */
  add(id: string, told: Told): () => void {
    const own: Told = (operations) => told(operations);
    const all = this.#told.get(id) ?? new Set();
    this.#told.set(id, all.add(own));
    return () => {
      all.delete(own);
      if (all.size === 0 && this.#told.get(id) === all) this.#told.delete(id);
    };
  }

  /** Tells those of one id, each apart: one that throws spoils nothing for the others. */
  tell(id: string, operations?: readonly string[]): void {
    for (const told of this.#told.get(id) ?? []) queueMicrotask(() => told(operations));
  }
}
