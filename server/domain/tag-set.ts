import { findTag, type TagCase } from "../../sdk/contract/index.js";

/** A member's tags, told apart as their program does. */
export class TagSet implements Iterable<string> {
  readonly #tags: ReadonlySet<string>;
  readonly #tagCase: TagCase;

  constructor(tags: Iterable<string>, tagCase: TagCase) {
    this.#tags = new Set(tags);
    this.#tagCase = tagCase;
  }

  /** Whether this very spelling is among them. */
  has(tag: string): boolean {
    return this.#tags.has(tag);
  }

  /** The one among them that is the same tag, as it is spelt there. */
  find(tag: string): string | undefined {
    return findTag(this.#tags, tag, this.#tagCase);
  }

  with(tag: string): TagSet {
    return new TagSet([...this.#tags, tag], this.#tagCase);
  }

  without(tag: string): TagSet {
    return new TagSet(
      [...this.#tags].filter((other) => other !== tag),
      this.#tagCase,
    );
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#tags[Symbol.iterator]();
  }
}
