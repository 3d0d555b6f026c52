import MiniSearch from "minisearch";
import { plainOf, sectionsOf, anchorOf } from "./markdown.js";

/** A part of a page, as it is found. */
export interface Passage {
  /** The title of its page. */
  readonly page: string;
  readonly heading: string;
  readonly anchor: string;
  readonly text: string;
}

/** What was found: the passage, and the words around the first hit. */
export interface Hit {
  readonly passage: Passage;
  readonly excerpt: string;
}

/** Answers at most `limit` passages that have every word of a query, the best first; none without a word. */
export type Find = (query: string, limit: number) => Hit[];

/** The passages of a page. */
export const passagesOf = (page: string, markdown: string): Passage[] =>
  sectionsOf(markdown).map(({ heading, level, text }) => ({
    page,
    heading: plainOf(heading),
    anchor: level === 1 ? "" : anchorOf(heading),
    text: plainOf(text),
  }));

/** So many letters stand before the first hit, and so many in all. */
const BEFORE = 50;
const LENGTH = 180;

const excerptOf = (text: string, words: readonly string[]): string => {
  const at = Math.min(...words.map((word) => text.toLowerCase().indexOf(word)).filter((each) => each >= 0));
  const from = at < BEFORE || at === Infinity ? 0 : text.indexOf(" ", at - BEFORE) + 1;
  const end = text.slice(from, from + LENGTH);
  return `${from > 0 ? "… " : ""}${end}${from + LENGTH < text.length ? " …" : ""}`;
};

/**
 * Reads passages for a search. What begins with a word is found, too, and a long word with a letter wrong. A title weighs
 * more than a heading, and that more than the text.
 */
export const searchIn = (passages: readonly Passage[]): Find => {
  const index = new MiniSearch<Passage & { readonly id: number }>({
    fields: ["page", "heading", "text"],
    searchOptions: { boost: { page: 8, heading: 4 }, combineWith: "AND", prefix: true, fuzzy: 0.2 },
  });
  index.addAll(passages.map((passage, id) => ({ ...passage, id })));
  return (query, limit) =>
    index
      .search(query)
      .slice(0, limit)
      .flatMap(({ id, terms }) => {
        const passage = passages[id as number];
        return passage ? [{ passage, excerpt: excerptOf(passage.text, terms) }] : [];
      });
};
