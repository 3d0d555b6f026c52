import { html, nothing } from "lit";
import { grouped } from "../field-view.js";
import { segmented } from "../segmented.js";
import { textBox, textInput } from "../text-input.js";
import type { Kind } from "./kind.js";

/**
 * A calendar date, typed into the browser's own picker. The picker writes it in the browser's format, so the preview
 * repeats it in words. One that may mean something without a date first asks "never, or on a date?", in its field's
 * words, so that an empty date is never taken for that.
 */
export const date: Kind = {
  draw: (view, entry, form) => {
    if (view.required || entry.field.none === undefined) return textInput(view, "date");
    const dated = view.value !== undefined;
    const options = [
      { value: "never", label: form.none(entry, entry.field.none) },
      { value: "dated", label: view.t("field.on-a-date") },
    ];
    return grouped(
      { ...view, required: true, help: dated ? view.help : null },
      html`<div class="row wrap">
        ${segmented({
          name: `${view.id}-when`,
          labelledBy: `${view.id}-label`,
          options,
          chosen: dated ? "dated" : "never",
          locked: view.locked,
          choose: (value) => view.change(value === "dated" ? "" : undefined),
        })}
        ${dated ? html`<span class="grow">${textBox(view, "date", view.t("field.date-of", { label: view.label }))}</span>` : nothing}
      </div>`,
    );
  },
  // The picker hands out dates only; a preset may hold anything.
  read: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? { value: text } : { problem: { code: "required-date" } }),
  missing: "required-date",
  // "On a date" with an empty date is a question without an answer.
  isLeftOut: (text, { none }) => text === undefined || (none === undefined && text === ""),
};
