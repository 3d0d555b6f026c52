import { expect } from "@open-wc/testing";
import { catalogue, type ActionDeclaration } from "../../../sdk/contract/index.js";
import { languages } from "../../../src/locales/load.js";
import type { Message, Messages } from "../../../src/locales/translate.js";
import { english } from "../../../src/locales/words.js";

const actions = Object.values(catalogue);
/** What the contract's declarations say of each action, by message id. */
const declared = (key: "title" | "past" | "summary" | "submit" | "done" | "limit" | "caution"): Messages =>
  Object.fromEntries(
    actions.flatMap((action) =>
      key in action ? [[`action.${action.id}.${key}`, String(Reflect.get(action, key))]] : [],
    ),
  );

const inputs: Messages = Object.fromEntries(
  (actions as ActionDeclaration[])
    .flatMap(({ fields }) => Object.entries(fields))
    .filter(([, { kind }]) => kind !== "currency" && kind !== "confirmation")
    .flatMap(([name, { label, help, none, options = [] }]): [string, string][] => [
      [`input.${name}`, label],
      ...(help ? [[`input.${name}.help`, help] as [string, string]] : []),
      ...(none ? [[`input.${name}.none`, none] as [string, string]] : []),
      ...options.map((option): [string, string] => [`option.${name}.${option.value}`, option.label]),
    ]),
);

/** Where an action says an input otherwise than the others that have it. */
const ownInputs: Messages = Object.fromEntries(
  actions.flatMap(({ id }) => Object.entries(inputs).map(([input, english]) => [`action.${id}.${input}`, english])),
);

const cases: Messages = Object.fromEntries(
  (actions as ActionDeclaration[]).flatMap(({ id, cases = [] }) =>
    cases.map(({ when }, index): [string, string] => [`action.${id}.case.${index + 1}`, when]),
  ),
);

/** What actions are called. A language may lack these words: an action is then shown in its declaration's English. */
const names = {
  profile: { ...declared("title"), ...declared("past") },
  modal: {
    ...inputs,
    ...cases,
    ...declared("summary"),
    ...declared("submit"),
    ...declared("done"),
    ...declared("limit"),
    ...declared("caution"),
  },
  filter: {},
  list: {},
};

/** Ids of what a backend says in its own words, which a language may translate. */
const ofBackend = /^(alternative|consequence|currency|detail|problem|type|(modal\.)?warning)\./;
const texts = (message: Message): string[] => (typeof message === "string" ? [message] : Object.values(message));
const placeholders = (message: Message): string[] =>
  [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

for (const [language, load] of Object.entries(languages))
  for (const surface of ["profile", "modal", "filter", "list"] as const)
    describe(`${language} of the ${surface}`, () => {
      const known: Messages = { ...english[surface], ...names[surface], ...ownInputs };
      let messages: Messages;
      before(async () => {
        messages = await load[surface]();
        const missing = Object.keys(names[surface]).filter((id) => !(id in messages));
        if (missing.length) console.warn(`${language} has no words for ${missing.join(", ")}`);
      });

      it("has no id that English lacks", () => {
        const ids = Object.keys(messages).filter((id) => !ofBackend.test(id));
        expect(ids.filter((id) => !(id in known))).to.deep.equal([]);
      });

      it("has the placeholders of English", () => {
        for (const [id, message] of Object.entries(messages))
          if (id in known) expect(placeholders(message), id).to.deep.equal(placeholders(known[id] ?? ""));
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

for (const [language, load] of Object.entries(languages))
  it(`${language} calls no button that writes as one that sends nothing`, async () => {
    const words: Messages = { ...(await load.profile()), ...(await load.modal()), ...(await load.filter()) };
    for (const id of writing)
      for (const other of harmless) expect(words[id], `${id} beside ${other}`).not.to.include(words[other]);
  });
