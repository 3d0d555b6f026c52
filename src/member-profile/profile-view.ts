import type { Capabilities, Currency, Operator } from "../../sdk/contract/index.js";
import type { KitController } from "../controllers/kit-controller.js";
import type { Format } from "../format/format.js";
import type { profileMessages } from "../locales/en/profile.js";
import type { Messages, Translate, Values } from "../locales/translate.js";
import type { ProfileWords } from "../locales/words.js";

/** Says one of the profile's messages. */
export type ProfileTranslate = Translate<typeof profileMessages>;

/** The id of one of the profile's messages. */
export type MessageId = keyof typeof profileMessages;

/** What every part of a profile is drawn with: the language, the formats, and the program's own words. */
export interface ProfileView<Words extends Messages = typeof profileMessages> {
  readonly t: Translate<Words>;
  /** A message whose English stands in a declaration. */
  readonly translate: (id: string, english: string, values?: Values) => string;
  readonly format: Format;
  readonly capabilities: Capabilities;
  /** Who is signed in; undefined until that is known. */
  readonly operator: Operator | undefined;
  /** A currency by its code; one that the backend doesn't list reads as its code, in whole units. */
  readonly currency: (code: string) => Currency;
  /** A tier's name by its id; the id where the backend doesn't list it. */
  readonly tierName: (id: string | null) => string;
  /** A label of an open set (`status.active`): the message, or the code as words. */
  readonly label: (kind: string, code: string) => string;
  /** The same, and the messages of a panel whose words are loaded with its drawing. */
  readonly with: <const Own extends Messages>(
    own: keyof Own extends keyof ProfileWords ? Own : never,
  ) => ProfileView<Words & Own>;
}

/** A code as words: `wrong_member` is "Wrong member". */
export const asWords = (code: string): string => capital(code.replace(/[_-]+/g, " ").trim());

/** The text with a capital first letter. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

export const createView = <const Words extends Messages>(
  kit: KitController,
  { capabilities, operator }: Pick<ProfileView, "capabilities" | "operator">,
  messages: Words,
): ProfileView<Words> => {
  const t = kit.translator(messages);
  return {
    t,
    translate: (id, english, values) => kit.translate(id, english, values),
    format: kit.format(capabilities.program.timeZone),
    capabilities,
    operator,
    currency: (code) => {
      const known = capabilities.currencies.find((currency) => currency.code === code) ?? {
        code,
        kind: "points",
        scale: 0,
        label: code,
      };
      return { ...known, label: kit.translate(`currency.${code}`, known.label) };
    },
    tierName: (id) => capabilities.tiers.find((tier) => tier.id === id)?.name ?? id ?? "–",
    label: (kind, code) => {
      const id = `${kind}.${code}`;
      return id in messages ? t(id) : kit.translate(id, asWords(code));
    },
    with: (own) => createView(kit, { capabilities, operator }, { ...messages, ...own }),
  };
};
