import { expect } from "@open-wc/testing";
import { declared, declaredInputs } from "../../../src/locales/declared.js";
import { languages } from "../../../src/locales/languages.js";
import type { Message, Messages } from "../../../src/locales/translate.js";
import { english } from "../../../src/locales/words.js";
import { same } from "./same.js";

const surfaces = ["profile", "modal", "filter", "list"] as const;
type Surface = (typeof surfaces)[number];

/** What the contract's declarations say of each action and refusal. */
const declaredOf: Readonly<Record<Surface, Messages>> = { filter: {}, list: {}, ...declared };
/** Ids of what a backend says in its own words, which a language may translate. */
const ofBackend = /^(consequence|currency|detail|invalid|problem|type|(modal\.)?warning|household|undelivered)\./;
/** An input as one action has it, and as all others have it. */
const ofAction = /^action\.([\w-]+)\.((?:input|option)\..+)$/;

const texts = (message: Message): string[] => (typeof message === "string" ? [message] : Object.values(message));
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
const letters = (text: string): string => text.replace(/\{\w+\}/g, "").replace(/[^\p{L}]/gu, "");

/** Of a plural, those of its texts in which the number is a word may leave it out. */
const hasPlaceholders = (message: Message, of: Message): boolean => {
  const wanted = placeholders(texts(of).join());
  const isKnown = texts(message)
    .flatMap(placeholders)
    .every((each) => wanted.includes(each));
  return isKnown && placeholders(typeof message === "string" ? message : message.other).join() === wanted.join();
};

// What can't be seen, and spaces that are none of the space bar's: a language says which of them it wants.
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const wanted: Readonly<Record<string, RegExp>> = {
  ar: /^[\u200f\u2066\u2069\u00a0]$/,
  fr: /^[\u00a0\u202f]$/,
  he: /^[\u200f\u2066\u2069]$/,
};
const noBreaks = /^\u00a0$/;

const loaded = new Map<string, Record<Surface, Messages>>();
before(async () => {
  for (const [language, load] of Object.entries(languages)) {
    const [profile, modal, filter, list] = await Promise.all(surfaces.map((surface) => load[surface]()));
    loaded.set(language, { profile, modal, filter, list } as Record<Surface, Messages>);
  }
});
const wordsOf = (language: string, surface: Surface): Messages => loaded.get(language)?.[surface] ?? {};

for (const language of Object.keys(languages))
  for (const surface of surfaces)
    describe(`${language} of the ${surface}`, () => {
      const known: Messages = { ...english[surface], ...declaredOf[surface] };
      const entries = () => Object.entries(wordsOf(language, surface));
      const englishOf = (id: string): Message | undefined => known[id];

      it("has a word for all that the contract declares", () => {
        const missing = Object.keys(declaredOf[surface]).filter((id) => {
          const [, , shared = ""] = ofAction.exec(id) ?? [];
          return !(id in wordsOf(language, surface)) && !(shared in wordsOf(language, surface));
        });
        expect(missing).to.deep.equal([]);
      });

      it("has what any other language has of a backend's own", () => {
        const all = [...loaded.values()].flatMap((words) => Object.keys(words[surface]));
        const missing = new Set(all.filter((id) => ofBackend.test(id) && !(id in wordsOf(language, surface))));
        expect([...missing]).to.deep.equal([]);
      });

      it("has no id that English lacks", () => {
        const inputs = Object.values(declaredInputs).flatMap((each) => Object.keys(each));
        const unknown = entries().filter(([id]) => !ofBackend.test(id) && !(id in known) && !inputs.includes(id));
        expect(unknown.map(([id]) => id)).to.deep.equal([]);
      });

      it("has the placeholders of English", () => {
        const wrong = entries().filter(([id, message]) => {
          const of = englishOf(id);
          return of !== undefined && !hasPlaceholders(message, of);
        });
        expect(wrong.map(([id]) => id)).to.deep.equal([]);
      });

      it("has all plurals of the language, and no others", () => {
        const rules = new Intl.PluralRules(language);
        const { pluralCategories } = rules.resolvedOptions() as { pluralCategories: string[] };
        const needed = new Set(["other", ...Array.from({ length: 1000 }, (_, count) => rules.select(count))]);
        const isWrong = (id: string, message: Message) => {
          // English may have no difference where the language has one, and the other way round.
          if (typeof message === "string") return needed.size > 1 && new Set(texts(englishOf(id) ?? "")).size > 1;
          const has = Object.keys(message);
          return (
            !has.every((each) => pluralCategories.includes(each)) || ![...needed].every((each) => has.includes(each))
          );
        };
        const wrong = entries().filter(([id, message]) => isWrong(id, message));
        expect(wrong.map(([id]) => id)).to.deep.equal([]);
      });

      it("leaves nothing in English but what is the same", () => {
        const left = entries().flatMap(([id, message]) => {
          const english = texts(englishOf(id) ?? "");
          return texts(message).filter((text) => letters(text) && english.includes(text));
        });
        expect([...new Set(left)].filter((text) => !same(language).includes(text))).to.deep.equal([]);
      });

      it("has no markup, and nothing invisible but what is meant", () => {
        const allowed = wanted[language] ?? noBreaks;
        const wrong = entries().filter(([, message]) =>
          texts(message).some(
            (text) =>
              /[<>]|&\w+;/.test(text) ||
              text !== text.trim() ||
              text.includes("  ") ||
              (text.match(invisible) ?? []).some((found) => !allowed.test(found)),
          ),
        );
        expect(wrong.map(([id]) => id)).to.deep.equal([]);
      });
    });

describe("an input that some actions say otherwise", () => {
  const ids = [...new Set(Object.values(declaredInputs).flatMap((inputs) => Object.keys(inputs)))];

  /** What the actions without words of their own say in English: the language has one word for all of them. */
  const sharedBy = (id: string, words: Messages): string[] =>
    Object.entries(declaredInputs).flatMap(([action, inputs]) =>
      inputs[id] === undefined || `action.${action}.${id}` in words ? [] : [inputs[id]],
    );

  for (const language of Object.keys(languages))
    it(`has its own words in ${language}`, () => {
      const words = wordsOf(language, "modal");
      expect(ids.filter((id) => new Set(sharedBy(id, words)).size > 1)).to.deep.equal([]);
    });
});

/** What sends nothing, and what writes at once. */
const harmless = [
  "modal.cancel",
  "modal.close",
  "modal.keep-member",
  "undo.keep",
  "filter.saved.cancel",
  "filter.saved.keep",
];
const writing = ["undo", "receipt.undo", "tags.undo", "filter.saved.delete", "filter.saved.save"];

for (const language of Object.keys(languages))
  it(`${language} calls no button that writes as one that sends nothing`, () => {
    const { profile, modal, filter } = loaded.get(language)!;
    const words: Messages = { ...profile, ...modal, ...filter };
    for (const id of writing)
      for (const other of harmless) expect(words[id], `${id} beside ${other}`).not.to.include(words[other]);
  });
