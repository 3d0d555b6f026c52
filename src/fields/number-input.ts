import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Field } from "../../sdk/contract/index.js";
import type { FieldValue } from "./field-value.js";
import { describedBy, labelled, typing, type FieldView } from "./field-view.js";
import { parseNumber, readOtherWay } from "./number-text.js";

interface NumberOptions {
  /** Decimal places of the unit. */
  readonly scale: number;
  /** What stands beside the number; null: nothing. */
  readonly unit: string | null;
  /** Whether it may be below 0: a keyboard of digits has no minus. */
  readonly signed: boolean;
}

/** Whether a field's number may be below 0. An amount is never 0 then. */
export const isSigned = ({ min = 0 }: Partial<Pick<Field, "min">>): boolean => min < 0;

/** An input for a number. It is never `type="number"`, which takes "1e3" and rounds. */
export const numberInput = (view: FieldView, { scale, unit, signed }: NumberOptions): TemplateResult =>
  labelled(
    view,
    html`<span class="suffix">
      <input
        class="input ${unit === null ? "num" : "amountin"}"
        id=${view.id}
        inputmode=${signed ? nothing : scale ? "decimal" : "numeric"}
        autocomplete="off"
        maxlength="40"
        .value=${live(view.value ?? "")}
        ?readonly=${view.locked}
        aria-required=${view.required}
        aria-invalid=${view.error !== null}
        aria-describedby=${describedBy(view)}
        @input=${typing(view)}
        @blur=${view.leave}
      />${unit ? html`<span>${unit}</span>` : nothing}
    </span>`,
  );

/** Reads a number in minor units, within the field's limits. */
export const readNumber = (text: string, field: Field, scale: number, locale: string): FieldValue => {
  const number = parseNumber(text, scale, locale);
  const other = typeof number === "string" ? readOtherWay(text, scale, locale) : null;
  if (other !== null) return { problem: { code: "other-way", values: { number: other } } };
  if (typeof number === "string") return { problem: { code: number, values: { scale } } };
  const { min, max } = field;
  if (isSigned(field) && field.kind === "amount" && number === 0) return { problem: { code: "zero" } };
  if (min !== undefined && number < min) return { problem: { code: "too-small", values: { min } } };
  if (max !== undefined && number > max) return { problem: { code: "over-max", values: { max } } };
  return { value: number };
};
