import type { Capabilities, Currency } from "../../sdk/contract/index.js";
import type { KitController } from "../controllers/kit-controller.js";
import { asWords } from "../format/code-words.js";
import type { Format } from "../format/format.js";
import type { Messages, Translate, Values } from "../locales/translate.js";

/** What is drawn of a program: the language, the formats, and the program's own words. */
export interface ProgramView<Words extends Messages> {
  readonly t: Translate<Words>;
  /** A message whose English stands in a declaration. */
  readonly translate: (id: string, english: string, values?: Values) => string;
  readonly format: Format;
  readonly capabilities: Capabilities;
  /** A currency by its code; one that the backend doesn't list reads as its code, in whole units. */
  readonly currency: (code: string) => Currency;
  /** A label of an open set (`status.active`): the message, or the code as words. */
  readonly label: (kind: string, code: string) => string;
}

export const programView = <const Words extends Messages>(
  kit: KitController,
  capabilities: Capabilities,
  messages: Words,
): ProgramView<Words> => {
  const t = kit.translator(messages);
  return {
    t,
    translate: (id, english, values) => kit.translate(id, english, values),
    format: kit.format(capabilities.program.timeZone),
    capabilities,
    currency: (code) => {
      const known = capabilities.currencies.find((currency) => currency.code === code) ?? {
        code,
        kind: "points",
        scale: 0,
        label: code,
      };
      return { ...known, label: kit.translate(`currency.${code}`, known.label) };
    },
    label: (kind, code) => {
      const id = `${kind}.${code}`;
      return id in messages ? t(id) : kit.translate(id, asWords(code));
    },
  };
};
