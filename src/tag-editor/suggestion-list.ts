import { html, type TemplateResult } from "lit";
import type { Tag } from "../../sdk/contract/index.js";
import { findTag, foldTag, type TagCase } from "../../sdk/contract/tag.js";
import { plus } from "../icons/signs.js";
import { tag as tagIcon } from "../icons/things.js";
import type { TagTranslate } from "./say.js";

/** A line of the list below the input: a tag in use, or the typed text itself. */
interface Suggestion {
  readonly tag: string;
  /** How many members carry it; undefined: nobody yet. */
  readonly count?: number;
}

/** The suggestions, and which of them is the text itself, maybe spelt otherwise; -1: none, it would be a new tag. */
export interface Suggested {
  readonly suggestions: readonly Suggestion[];
  readonly same: number;
}

/**
 * What may be chosen: the tags in use that are not held yet, and the text, where it is neither one of them nor held.
 */
export const suggestionsFor = (
  text: string,
  inUse: readonly Tag[],
  held: readonly string[],
  tagCase: TagCase,
): Suggested => {
  if (!text) return { suggestions: [], same: -1 };
  const free = inUse.filter(({ tag }) => findTag(held, tag, tagCase) === undefined);
  const spellings = free.map(({ tag }) => tag);
  const known = findTag(spellings, text, tagCase);
  if (known !== undefined) return { suggestions: free, same: spellings.indexOf(known) };
  const isNew = findTag(held, text, tagCase) === undefined;
  return { suggestions: isNew ? [...free, { tag: text }] : free, same: -1 };
};

const inUse = (tag: string, count: number, text: string, t: TagTranslate): TemplateResult => {
  const begins = foldTag(tag.slice(0, text.length)) === foldTag(text);
  const shown = begins ? html`<mark>${tag.slice(0, text.length)}</mark>${tag.slice(text.length)}` : tag;
  return html`${tagIcon}<span dir="auto">${shown}</span><span class="muted tally">${t("tags.used", { count })}</span>`;
};

const fresh = (tag: string, t: TagTranslate): TemplateResult =>
  html`${plus}<span>${t("tags.new", { tag })}</span><span class="kbd" aria-hidden="true">Enter</span>`;

interface ListOptions {
  options: readonly Suggestion[];
  /** The chosen line; -1: none. */
  active: number;
  text: string;
  choose: (tag: string) => void;
}

/** The list itself. Choosing by mouse leaves the focus in the input. */
export const suggestionList = ({ options, active, text, choose }: ListOptions, t: TagTranslate): TemplateResult => {
  const line = ({ tag, count }: Suggestion, index: number) => {
    const press = (event: Event) => {
      event.preventDefault();
      choose(tag);
    };
    return html`<li
      role="option"
      id="option-${index}"
      class=${count === undefined ? "fresh" : ""}
      aria-selected=${index === active}
      @mousedown=${press}
    >
      ${count === undefined ? fresh(tag, t) : inUse(tag, count, text, t)}
    </li>`;
  };
  return html`<ul class="pop" id="list" part="suggestions" role="listbox" aria-label=${t("tags.suggestions")}>
    ${options.map(line)}
  </ul>`;
};
