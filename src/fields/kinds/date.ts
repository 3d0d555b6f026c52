import { html, nothing } from "lit";
import { grouped, type FieldView } from "../field-view.js";
import { segmented } from "../segmented.js";
import { textBox, textInput } from "../text-input.js";

/**
 * A calendar date by the browser's own picker, which writes it the browser's way: the preview repeats it in words. One that may
 * be left out asks "never, or on a date?" first, so that an empty date is never taken for "never"; its help speaks of the date.
 */
export const dateInput = (view: FieldView) => {
  if (view.required) return textInput(view, { kind: "date" });
  const dated = view.value !== undefined;
  const options = [
    { value: "never", label: view.say("field.never") },
    { value: "dated", label: view.say("field.on-a-date") },
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
      ${dated ? html`<span class="grow">${textBox(view, "date", view.say("field.date-of", { label: view.label }))}</span>` : nothing}
    </div>`,
  );
};
