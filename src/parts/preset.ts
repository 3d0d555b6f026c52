/** What a host presets in an action's form. */
export interface Preset {
  /** An action's id, or `id:currency`. */
  readonly token: string;
  /** The host's own words for the button; null: the action's summary. */
  readonly label: string | null;
  /** Text by field name. Amounts are in the currency's own units, with a point: `5.50`. */
  readonly values: Readonly<Record<string, string>>;
}

/** Attributes that HTML, not the form, gives a meaning to. */
const OWN = /^(name|label|id|class|slot|hidden|style|lang|dir|title|is|data-.*|aria-.*)$/;

const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Reads a `<member-action>`: its class need not be loaded for that. */
export const presetOf = (element: Element): Preset => ({
  token: element.getAttribute("name") ?? "",
  label: element.getAttribute("label"),
  values: Object.fromEntries(
    [...element.attributes].filter(({ name }) => !OWN.test(name)).map(({ name, value }) => [camelCase(name), value]),
  ),
});
