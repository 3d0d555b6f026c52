import type { Capabilities, Currency, Operator } from "../../sdk/contract/index.js";
import type { KitController } from "../controllers/kit-controller.js";
import type { Format } from "../format/format.js";
import { bulkMessages } from "../locales/en/bulk.js";
import { fieldMessages } from "../locales/en/fields.js";
import { isolate, type Translate } from "../locales/translate.js";
import type { Choice } from "./choices.js";

/** What everything that is done to many members is drawn with. */
export interface BulkView {
  readonly t: Translate<typeof bulkMessages>;
  /** The words of forms. */
  readonly fields: Translate<typeof fieldMessages>;
  /** Names of actions, of their fields, of refusals. */
  readonly kit: KitController;
  readonly format: Format;
  readonly capabilities: Capabilities;
  readonly operator: Operator | undefined;
}

/**
 * Puts the data and the languages together.
 *
 * @param kit Whose words are those of the surface.
 * @param names Whose words are those of the actions; until they are loaded, they are said in English.
 */
export const createBulkView = (
  kit: KitController,
  names: KitController,
  capabilities: Capabilities,
  operator: Operator | undefined,
): BulkView => ({
  t: kit.translator(bulkMessages),
  fields: names.translator(fieldMessages),
  kit: names,
  format: kit.format(capabilities.program.timeZone),
  capabilities,
  operator,
});

export const currencyOf = ({ capabilities, kit }: BulkView, code: string): Currency => {
  const known = capabilities.currencies.find((each) => each.code === code) ?? { code, kind: "", scale: 0, label: code };
  return { ...known, label: kit.translate(`currency.${code}`, known.label) };
};

/** An amount with its sign and its unit: `+500 points`. */
export const signedAmount = (view: BulkView, minor: number, code: string): string => {
  const { scale, label } = currencyOf(view, code);
  return `${isolate(view.format.signed(minor, scale), view.kit.locale)} ${label}`;
};

/** "Add points". */
export const titleOf = (view: BulkView, { action, currency }: Choice): string =>
  view.kit.translate(`action.${action.id}.title`, action.title, {
    ...(currency && { currency: currencyOf(view, currency.code).label }),
  });
