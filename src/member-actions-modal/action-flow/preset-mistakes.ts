import type { Capabilities, Field } from "../../../sdk/contract/index.js";
import { formOf, openingDraft } from "../../fields/form.js";
import { readForm } from "../../fields/read-form.js";
import type { Suspicion } from "../../mistakes/suspicion.js";
import type { MenuItem } from "../menu-item.js";

/** The button decides the currency, and only the operator confirms. */
const UNSET: readonly Field["kind"][] = ["currency", "confirmation"];
/** What the names of their values are, the program says. */
const OPEN: readonly Field["kind"][] = ["changes", "properties"];

const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What of an item's preset its form can't take: attributes that name no field, and values that can't be read. */
export const presetMistakes = (
  { preset, action, currency }: MenuItem,
  capabilities: Capabilities,
): readonly Suspicion[] => {
  if (!preset) return [];
  const { token, values } = preset;
  const form = formOf(action, currency, capabilities);
  const { problems } = readForm(form, openingDraft(form, values), "en");
  const known = Object.entries(action.fields).filter(([, { kind }]) => ![...UNSET, ...OPEN].includes(kind));
  const fields = known.map(([name]) => kebabCase(name));
  const isOpen = Object.values(action.fields).some(({ kind }) => OPEN.includes(kind));
  return Object.entries(values).flatMap(([name, value]): Suspicion[] => {
    const attribute = kebabCase(name);
    if (!fields.includes(attribute) && !isOpen) return [["preset-field", attribute, token, fields]];
    const code = problems[name]?.code;
    // Free text may be personal, and is not repeated.
    const said = code === "too-long" || code === "not-storable" ? "…" : value;
    return code ? [["preset-value", attribute, token, said]] : [];
  });
};
