import { expect } from "@open-wc/testing";
import { catalogue } from "../../../sdk/contract/index.js";
import { actionFlowMessages } from "../../../src/locales/en/action-flow.js";
import { entryDetailsMessages } from "../../../src/locales/en/entry-details.js";
import { fieldMessages } from "../../../src/locales/en/fields.js";
import { modalMessages } from "../../../src/locales/en/modal.js";
import { profileMessages } from "../../../src/locales/en/profile.js";
import { tagMessages } from "../../../src/locales/en/tags.js";
import { walletMessages } from "../../../src/locales/en/wallet.js";
import { languages, type Surface } from "../../../src/locales/load.js";
import type { Message, Messages } from "../../../src/locales/translate.js";

const actions = Object.values(catalogue);
/** What the contract's declarations say of each action, under the ids that they are said by. */
const declared = (key: "title" | "past" | "summary" | "submit" | "done" | "limit"): Messages =>
  Object.fromEntries(
    actions.flatMap((action) => (key in action ? [[`action.${action.id}.${key}`, String(Reflect.get(action, key))]] : [])),
  );

const inputs: Messages = Object.fromEntries(
  actions
    .flatMap(({ fields }) => Object.entries(fields))
    .filter(([, { kind }]) => kind !== "currency" && kind !== "confirmation")
    .flatMap(
      ([name, { label, help }]) => [[`input.${name}`, label], ...(help ? [[`input.${name}.help`, help]] : [])] as [string, string][],
    ),
);

const english: Record<Surface, Messages> = {
  profile: { ...profileMessages, ...walletMessages, ...entryDetailsMessages, ...tagMessages, ...declared("title"), ...declared("past") },
  modal: {
    ...modalMessages,
    ...actionFlowMessages,
    ...fieldMessages,
    ...inputs,
    ...declared("summary"),
    ...declared("submit"),
    ...declared("done"),
    ...declared("limit"),
  },
};

/** What a backend says in its own words, where a language may know better. */
const open = /^(alternative|currency|detail|problem|type)\./;
const texts = (message: Message): string[] => (typeof message === "string" ? [message] : Object.values(message));
const placeholders = (message: Message): string[] => [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

for (const [language, load] of Object.entries(languages))
  for (const surface of ["profile", "modal"] as const)
    describe(`${language} of the ${surface}`, () => {
      let messages: Messages;
      before(async () => {
        messages = await load[surface]();
      });

      it("has the ids of English, all of them and no other", () => {
        const ids = Object.keys(messages).filter((id) => !open.test(id));
        expect(ids.sort()).to.deep.equal(Object.keys(english[surface]).sort());
      });

      it("leaves the same places open", () => {
        for (const [id, message] of Object.entries(english[surface]))
          expect(placeholders(messages[id] ?? ""), id).to.deep.equal(placeholders(message));
      });
    });
