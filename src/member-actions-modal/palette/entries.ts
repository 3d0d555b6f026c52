import { html, type TemplateResult } from "lit";
import type { MemberSummary } from "../../../sdk/contract/index.js";
import type { Form } from "../../fields/form.js";
import { person } from "../../icons/dialog.js";
import { arrow } from "../../icons/signs.js";
import { receipt } from "../../icons/things.js";
import { matches, plainText } from "../../parts/matches.js";
import type { Place } from "../../parts/commands.js";
import { glyph, nameOf, summaryOf } from "../menu/menu-view.js";
import type { MenuItem } from "../menu-item.js";
import { reasonText } from "../../parts/reasons.js";
import type { ModalView } from "../modal-view.js";
import { readLine, type Reading } from "./reading.js";

/** What is done with what was chosen. */
export type Choice =
  | { readonly item: MenuItem; readonly values: Readonly<Record<string, string>> }
  | { readonly place: Place }
  | { readonly memberId: string }
  | { readonly reference: string };

/** One line of the list. */
export interface Entry {
  readonly key: string;
  readonly icon: TemplateResult;
  readonly name: string;
  /** What is filled in, or what helps to tell it from others. */
  readonly note: string;
  /** Why it can't be chosen, in words; null: it can. */
  readonly whyNot: string | null;
  readonly choice: Choice;
}

export interface Group {
  readonly name: "recent" | "actions" | "members" | "places" | "tickets";
  readonly entries: readonly Entry[];
}

/** What there is to find. */
export interface Findable {
  /** Null until it is read. */
  readonly view: ModalView | null;
  /** What an action asks for. */
  readonly formOf: (item: MenuItem) => Form | undefined;
  readonly items: readonly MenuItem[];
  /** Those that were used last. */
  readonly recent: readonly MenuItem[];
  readonly members: readonly MemberSummary[];
  readonly places: readonly Place[];
  readonly ticket: TicketWords;
}

/** How tickets are found. */
interface TicketWords {
  /** The one that the page works on; null: none. */
  readonly own: string | null;
  /** What is typed before a reference: "ticket". */
  readonly word: string;
  /** What is said of a ticket's line. */
  readonly name: (reference: string) => string;
}

/** The longest reference, in characters. */
const LONGEST_REFERENCE = 100;

/** More lines of one kind than one looks through. */
const MOST = 8;

const actionEntry = (view: ModalView, item: MenuItem, values: Reading["values"] = {}): Entry => ({
  key: item.key,
  icon: glyph(item),
  name: nameOf(view, item),
  note: Object.values(values).join(" · ") || summaryOf(view, item),
  whyNot: item.refusal && reasonText(view.kit, item.refusal),
  choice: { item, values },
});

interface Ranked {
  readonly entry: Entry;
  /** Compared one by one: less stands first. */
  readonly rank: readonly number[];
}

const byRank = (one: Ranked, other: Ranked): number => {
  const at = one.rank.findIndex((each, index) => each !== other.rank[index]);
  return at < 0 ? 0 : (one.rank[at] ?? 0) - (other.rank[at] ?? 0);
};

const rankedAction = (line: string, item: MenuItem, view: ModalView, { formOf, recent }: Findable): Ranked | null => {
  const name = nameOf(view, item);
  const form = formOf(item);
  const reading = form && readLine(line, name, form, view.kit.locale);
  const begins = plainText(name).startsWith(plainText(line.trim()).split(/\s+/)[0] ?? "");
  const barred = Number(item.refusal !== null);
  const used = recent.includes(item) ? recent.indexOf(item) : recent.length;
  if (reading)
    return {
      entry: actionEntry(view, item, reading.values),
      rank: [-reading.words, reading.fit, barred, used, Number(!begins)],
    };
  return matches(`${name} ${summaryOf(view, item)}`, line)
    ? { entry: actionEntry(view, item), rank: [0, 3, barred, used, 1] }
    : null;
};

/** The actions that a line may mean, likeliest first: those used last before others that are as near. */
const actionsFor = (line: string, findable: Findable): readonly Entry[] => {
  const { view, items } = findable;
  return view
    ? items
        .flatMap((item) => rankedAction(line, item, view, findable) ?? [])
        .sort(byRank)
        .slice(0, MOST)
        .map(({ entry }) => entry)
    : [];
};

const memberEntry = ({ id, name }: MemberSummary): Entry => ({
  key: `member ${id}`,
  icon: html`${person}`,
  name,
  note: id,
  whyNot: null,
  choice: { memberId: id },
});

const placeEntry = (place: Place): Entry => ({
  key: `place ${place.name}`,
  icon: html`${arrow}`,
  name: place.name,
  note: "",
  whyNot: null,
  choice: { place },
});

/** The ticket that a line means: "ticket …", or one word with a digit in it; with an empty line, the page's own. */
const referenceIn = (line: string, { own, word }: TicketWords): string | null => {
  const typed = line.trim();
  const [first = "", ...rest] = typed.split(/\s+/);
  if (!typed) return own;
  if (rest.length) return plainText(first) === plainText(word) ? typed.slice(first.length).trim() : null;
  if (/\d/.test(first)) return first;
  return own !== null && matches(own, first) ? own : null;
};

const ticketEntries = (line: string, ticket: TicketWords): readonly Entry[] => {
  const reference = referenceIn(line, ticket);
  if (reference === null || reference.length > LONGEST_REFERENCE) return [];
  return [
    {
      key: `ticket ${reference}`,
      icon: html`${receipt}`,
      name: ticket.name(reference),
      note: "",
      whyNot: null,
      choice: { reference },
    },
  ];
};

/** What stands there before anything is typed: what was used last, else the first of the menu. */
const opening = ({ view, items, recent }: Findable): Group => {
  const first = items.filter(({ refusal }) => !refusal).slice(0, MOST - 2);
  const shown = recent.length ? recent : first;
  return {
    name: recent.length ? "recent" : "actions",
    entries: view ? shown.map((item) => actionEntry(view, item)) : [],
  };
};

/** What a line finds, by kind. A kind of which nothing is found is left out. */
export const groupsFor = (line: string, findable: Findable): readonly Group[] => {
  const all = !line.trim();
  const groups: Group[] = [
    all ? opening(findable) : { name: "actions", entries: actionsFor(line, findable) },
    {
      name: "members",
      entries: findable.members.filter(({ id, name }) => all || matches(`${name} ${id}`, line)).map(memberEntry),
    },
    { name: "places", entries: findable.places.filter(({ name }) => all || matches(name, line)).map(placeEntry) },
    { name: "tickets", entries: ticketEntries(line, findable.ticket) },
  ];
  return groups.filter(({ entries }) => entries.length);
};
