/** Who is told, by the id that they watch. */
export class Watchers {
  readonly #told = new Map<string, Set<() => void>>();

  /** All ids that are watched. */
  get ids(): readonly string[] {
    return [...this.#told.keys()];
  }

  /** Each watch is one of its own, though two may share a function. Answers the function that ends it. */
  add(id: string, told: () => void): () => void {
    const own = () => told();
    const all = this.#told.get(id) ?? new Set();
    this.#told.set(id, all.add(own));
    return () => {
      all.delete(own);
      if (all.size === 0 && this.#told.get(id) === all) this.#told.delete(id);
    };
  }

  /** Tells those of one id, each apart: one that throws spoils nothing for the others. */
  tell(id: string): void {
    for (const told of this.#told.get(id) ?? []) queueMicrotask(told);
  }
}
