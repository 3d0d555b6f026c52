import type { PickerList } from "../../../sdk/contract/index.js";
import { pickerInput } from "../picker-input.js";
import { selectInput } from "../select-input.js";
import type { Kind } from "./kind.js";

/** Lists of which what is chosen says enough by its name. */
const selected: readonly PickerList[] = ["reason-codes", "any-templates", "branches"];

/** One of several: of fixed options, or of a list of the program's. */
export const choice: Kind = {
  draw: (view, entry, form) => {
    const { name, field } = entry;
    if (!field.list)
      return selectInput(
        view,
        field.options?.map(({ value, label }) => ({ id: String(value), name: form.option(entry, value, label) })) ?? [],
      );
    const list = form.list(field);
    if (selected.includes(field.list)) return selectInput(view, list.options, list.state === "loading");
    return pickerInput(view, {
      kind: field.list,
      list,
      query: form.query(name),
      search: (query) => form.search(name, query),
      retry: () => form.reload(field),
    });
  },
  read: (text, { field: { options } }) => {
    if (!options) return { value: text };
    const chosen = options.find(({ value }) => String(value) === text);
    return chosen ? { value: chosen.value } : { problem: { code: "required-choice" } };
  },
  missing: "required-choice",
};
