import { findTag, type TagCase } from "../../sdk/contract/tag.js";

/** A member's tags. The program decides whether two spellings are one tag. */
export class TagSet implements Iterable<string> {
  readonly #tags: ReadonlySet<string>;
  readonly #tagCase: TagCase;

  constructor(tags: Iterable<string>, tagCase: TagCase) {
    this.#tags = new Set(tags);
    this.#tagCase = tagCase;
  }

  /** Whether the set has exactly this spelling. */
  has(tag: string): boolean {
    return this.#tags.has(tag);
  }

  /** The spelling in the set that is the same tag. */
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
