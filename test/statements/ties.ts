/**
 * What of a statement is equal to what: its tenants' columns, its parameters and its constants, each by a name. A column is
 * held to one tenant where it is equal to a parameter or a constant, over any number of steps.
 */
export class Ties {
  readonly #parents = new Map<string, string>();
  /** Names that are as fixed as all of some others: the columns of a `union`, the rows of an `insert`. */
  readonly #dependent: { readonly name: string; readonly on: readonly (string | null)[] }[] = [];

  #root(name: string): string {
    const parent = this.#parents.get(name);
    return parent === undefined ? name : this.#root(parent);
  }

  equal(one: string | null, other: string | null): void {
    if (one === null || other === null) return;
    const [a, b] = [this.#root(one), this.#root(other)];
    if (a !== b) this.#parents.set(a, b);
  }

  /** A name that is fixed where all of these are. */
  all(name: string, on: readonly (string | null)[]): void {
    this.#dependent.push({ name, on });
  }

  /** The parameters and constants that a name is equal to. */
  fixedBy(name: string): readonly string[] {
    this.#settle();
    const root = this.#root(name);
    return [...new Set([...this.#parents.keys(), ...this.#parents.values(), name])].filter(
      (each) => isFixed(each) && this.#root(each) === root,
    );
  }

  #settle(): void {
    for (let left = this.#dependent.length; left > 0; left--)
      for (const { name, on } of this.#dependent)
        if (on.length > 0 && on.every((each) => each !== null && this.#isFixed(each)))
          for (const each of on) this.equal(name, each);
  }

  #isFixed(name: string): boolean {
    const root = this.#root(name);
    return (
      isFixed(name) ||
      [...this.#parents.keys(), ...this.#parents.values()].some((each) => isFixed(each) && this.#root(each) === root)
    );
  }
}

const isFixed = (name: string): boolean => name.startsWith("$") || name.startsWith("'");
