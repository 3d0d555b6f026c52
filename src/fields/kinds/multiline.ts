import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { plus } from "../../icons/signs.js";
import { describedBy, labelled, typing, type FieldView } from "../field-view.js";
import { readText } from "../text-input.js";
import type { Kind } from "./kind.js";

/** The variables that every template may use. The server fills them in for each member. */
const variables = ["first_name", "home_branch"] as const;

/** Inserts a variable at the cursor and moves the cursor behind it. */
const insert = (view: FieldView, name: string) => (event: Event) => {
  const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
  const box = root.getElementById(view.id) as HTMLTextAreaElement;
  box.setRangeText(`{${name}}`, box.selectionStart, box.selectionEnd, "end");
  view.change(box.value);
  box.focus();
};

const inserters = (view: FieldView): TemplateResult => html`
  <div class="picks" role="group" aria-label=${view.t("field.insert")}>
    ${variables.map(
      (name) => html`
        <button type="button" class="btn sm" ?disabled=${view.locked} @click=${insert(view, name)}>
          ${plus}${view.t(`field.variable.${name}`)}
        </button>
      `,
    )}
  </div>
`;

/** The length in UTF-16 units, as the limit is. Segments come from the preview, since variables change the length. */
const counter = (view: FieldView, segments: number | null): TemplateResult => html`
  <span class="help row between">
    <span class="tally">${view.t("field.characters", { count: (view.value ?? "").length })}</span>
    ${segments ? html`<span class="tally">${view.t("field.segments", { count: segments })}</span>` : nothing}
  </span>
`;

/** Several lines of free text. A message shows its length and offers variables. */
export const multiline: Kind = {
  draw: (view, { field: { variables: withVariables = false } }, { segments }) => html`
    ${labelled(
      view,
      html`
        <textarea
          class="input"
          id=${view.id}
          rows=${withVariables ? 5 : 2}
          dir="auto"
          .value=${live(view.value ?? "")}
          ?readonly=${view.locked}
          aria-required=${view.required}
          aria-invalid=${view.error !== null}
          aria-describedby=${describedBy(view)}
          @input=${typing(view)}
          @blur=${view.leave}
        ></textarea>
        ${withVariables ? counter(view, segments) : nothing}
      `,
    )}
    ${withVariables ? inserters(view) : nothing}
  `,
  read: (text, { field }) => readText(text, field),
};
