import { pickerInput } from "../picker-input.js";
import type { Kind } from "./kind.js";

/** Another member of the program, searched for by name, e-mail, phone or id. */
export const member: Kind = {
  draw: (view, { name }, form) =>
    pickerInput(view, {
      kind: "members",
      list: form.members(name),
      query: form.query(name),
      search: (query) => form.search(name, query),
      retry: () => form.reloadMembers(),
    }),
  read: (text) => ({ value: text }),
  missing: "required-choice",
};
