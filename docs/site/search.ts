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

const excerptOf = (text: string, word: string): string => {
  const at = text.toLowerCase().indexOf(word);
  const from = at < BEFORE ? 0 : text.indexOf(" ", at - BEFORE) + 1;
  const end = text.slice(from, from + LENGTH);
  return `${from > 0 ? "… " : ""}${end}${from + LENGTH < text.length ? " …" : ""}`;
};

/** Words in the title weigh more than in a heading, and those more than in the text. */
const scoreOf = ({ page, heading, text }: Passage, words: readonly string[]): number => {
  const [inPage, inHeading, inText] = [page, heading, text].map((each) => each.toLowerCase());
  const scores = words.map(
    (word) =>
      8 * Number(inPage?.includes(word)) + 4 * Number(inHeading?.includes(word)) + Number(inText?.includes(word)),
  );
  return scores.includes(0) ? 0 : scores.reduce((sum, each) => sum + each, 0);
};

/** The passages that have every word of a query, or what begins with it, the best first; none without a word. */
export const find = (passages: readonly Passage[], query: string, limit: number): Hit[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return passages
    .map((passage) => ({ passage, score: scoreOf(passage, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ passage }) => ({
      passage,
      excerpt: excerptOf(passage.text, words.find((word) => passage.text.toLowerCase().includes(word)) ?? ""),
    }));
};
