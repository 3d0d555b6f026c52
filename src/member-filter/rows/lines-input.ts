import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { textOf } from "../../fields/field-view.js";
import { check, info } from "../../icons/signs.js";
import { copy } from "../../icons/things.js";
import type { FilterView } from "../filter-view.js";
import { splitLines } from "../model/lines.js";
import type { Valued } from "./valued.js";

const copyAll = async (values: readonly string[], { t, announce }: FilterView): Promise<void> => {
  // A page may forbid writing to the clipboard, or be too insecure to have one; the list can still be selected.
  const written = await (navigator.clipboard as Clipboard | undefined)?.writeText(values.join("\n")).then(
    () => true,
    () => false,
  );
  if (written) announce(t("filter.lines.copied"));
};

/** What of a pasted list no member has. */
const notFound = (values: readonly string[], view: FilterView): TemplateResult => {
  const { t } = view;
  if (values.length === 0) return html`<span class="found">${check}${t("filter.lines.found")}</span>`;
  return html`<details class="missing">
    <summary>${info}<span>${t("filter.lines.missing", { count: values.length })}</span></summary>
    <textarea
      class="input"
      readonly
      rows=${Math.min(6, values.length)}
      aria-label=${t("filter.lines.missing", { count: values.length })}
      .value=${values.join("\n")}
    ></textarea>
    <button type="button" class="btn sm" @click=${() => copyAll(values, view)}>${copy}${t("filter.lines.copy")}</button>
  </details>`;
};

/** A list that is typed or pasted: how many it holds, and what of it was not found. */
export const linesInput = ({ row, field, error }: Valued, view: FilterView): TemplateResult => {
  const { t, type, leave, locked } = view;
  const [text = ""] = row.texts;
  const count = splitLines(text, field.kind).length;
  const isLookedUp = view.notFound !== null && field.kind === "key" && count > 0;
  return html`<div class="list">
    <textarea
      class="input"
      id="${row.key}-value-0"
      rows="3"
      spellcheck="false"
      autocomplete="off"
      dir="auto"
      aria-label=${t("filter.value")}
      aria-invalid=${error ? "true" : nothing}
      aria-describedby="${row.key}-help${error ? ` ${error}` : ""}"
      .value=${live(text)}
      ?disabled=${locked}
      @input=${(event: Event) => type({ ...row, texts: [textOf(event)] })}
      @blur=${leave}
    ></textarea>
    <p class="help" id="${row.key}-help">
      ${
        count
          ? html`<span class="tally">${t("filter.lines.count", { count })}</span>`
          : t(field.kind === "key" ? "filter.lines.key" : "filter.lines")
      }
    </p>
    ${isLookedUp ? notFound(view.notFound.get(row.key) ?? [], view) : nothing}
  </div>`;
};
