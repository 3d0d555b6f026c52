import type { Capabilities, Field } from "../../../sdk/contract/index.js";
import { formOf, openingDraft } from "../../fields/form.js";
import { readForm } from "../../fields/read-form.js";
import type { Suspicion } from "../../mistakes/suspicion.js";
import type { MenuItem } from "../menu-item.js";

const UNSET: readonly Field["kind"][] = ["currency", "confirmation", "changes"];

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
  // The button decides the currency, only the operator confirms, and what is known of a member is no page's to write.
  const known = Object.entries(action.fields).filter(([, { kind }]) => !UNSET.includes(kind));
  const fields = known.map(([name]) => kebabCase(name));
  return Object.entries(values).flatMap(([name, value]): Suspicion[] => {
    const attribute = kebabCase(name);
    if (!fields.includes(attribute)) return [["preset-field", attribute, token, fields]];
    const code = problems[name]?.code;
    // Free text may be personal, and is not repeated.
    const said = code === "too-long" || code === "not-storable" ? "…" : value;
    return code ? [["preset-value", attribute, token, said]] : [];
  });
};
