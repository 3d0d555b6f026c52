import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { plus } from "../../icons/signs.js";
import { describedBy, labelled, typing, type FieldView } from "../field-view.js";

/** The variables that every template may use; the server fills them in per member. */
const variables = ["first_name", "home_branch"] as const;

/** Puts a variable where the cursor stands, and the cursor behind it. */
const insert = (view: FieldView, name: string) => (event: Event) => {
  const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
  const box = root.getElementById(view.id) as HTMLTextAreaElement;
  box.setRangeText(`{${name}}`, box.selectionStart, box.selectionEnd, "end");
  view.change(box.value);
  box.focus();
};

const inserters = (view: FieldView): TemplateResult => html`
  <div class="picks" role="group" aria-label=${view.say("field.insert")}>
    ${variables.map(
      (name) => html`
        <button type="button" class="btn sm" ?disabled=${view.locked} @click=${insert(view, name)}>
          ${plus}${view.say(`field.variable.${name}`)}
        </button>
      `,
    )}
  </div>
`;

/** Counted in UTF-16 units, as the limit is; segments come from the preview, since variables change the length. */
const counter = (view: FieldView, segments: number | null): TemplateResult => html`
  <span class="help row between">
    <span class="num">${view.say("field.characters", { count: (view.value ?? "").length })}</span>
    ${segments ? html`<span class="num">${view.say("field.segments", { count: segments })}</span>` : nothing}
  </span>
`;

export interface MultilineOptions {
  /** Offers buttons that insert a variable, and counts. */
  withVariables: boolean;
  /** How many SMS the preview says it takes; null: not known, or no SMS. */
  segments: number | null;
}

/** Several lines of free text; a message shows its length and offers variables. */
export const multilineInput = (view: FieldView, { withVariables, segments }: MultilineOptions) => html`
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
`;
