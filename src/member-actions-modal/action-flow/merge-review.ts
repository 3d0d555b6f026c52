import { css, html, nothing, type TemplateResult } from "lit";
import { initials } from "../../format/initials.js";
import { alert, info } from "../../icons/signs.js";
import type { Conflict } from "../../../sdk/contract/index.js";
import { warningText } from "../../parts/reasons.js";
import { effectRows } from "./effect-rows.js";
import { detailWords, type ModalView } from "../modal-view.js";
import type { OpenAction } from "./open-action.js";

interface Person {
  readonly id: string;
  readonly name: string;
}

const card = ({ t }: ModalView, becomes: "merge.stays" | "merge.goes", { id, name }: Person): TemplateResult => html`
  <div class="party ${becomes === "merge.goes" ? "goes" : ""}">
    <span class="avatar md" aria-hidden="true">${initials(name)}</span>
    <div class="grow">
      <p class="small muted">${t(becomes)}</p>
      <p class="strong"><bdi>${name}</bdi></p>
      <p class="muted"><bdi class="mono">${id}</bdi></p>
    </div>
  </div>
`;

/** What may have been booked twice. A merge keeps both: only the operator can tell (S3-6). */
const lookalikes = (view: ModalView, open: OpenAction): TemplateResult | typeof nothing => {
  const found = open.run.preview.operation?.warnings.filter(({ code }) => code === "earned-twice") ?? [];
  if (!found.length) return nothing;
  return html`<div class="callout warning" id="earned-twice">
    ${info}
    <div>
      <b>${view.t("merge.twice")}</b>
      <ul>
        ${[...new Set(found.map((each) => warningText(view.kit, each)))].map((each) => html`<li dir="auto">${each}</li>`)}
      </ul>
      ${view.t("merge.twice.hint")}
    </div>
  </div>`;
};

/** What both have, and not the same: chosen one by one. */
const conflicts = (view: ModalView, open: OpenAction, changed: () => void): TemplateResult | typeof nothing => {
  const found = open.run.preview.operation?.conflicts ?? [];
  if (!found.length) return nothing;
  const option = ({ attribute, kind, own, other }: Conflict, isTaken: boolean) => {
    const choose = () => {
      open.pick(attribute.id, isTaken);
      changed();
    };
    return html`<label class="pick">
      <input
        type="radio"
        name="conflict-${attribute.id}"
        .checked=${open.isPicked(attribute.id) === isTaken}
        ?disabled=${open.run.inFlight}
        @change=${choose}
      />
      <span class="grow"
        ><b>${detailWords(view, isTaken ? other : own, kind)}</b
        ><small>${view.t(isTaken ? "merge.from-duplicate" : "merge.as-is")}</small></span
      >
    </label>`;
  };
  return html`<section class="conflicts" aria-labelledby="conflicts">
    <h3 id="conflicts">${view.t("merge.conflicts")}</h3>
    ${found.map(
      (conflict) =>
        html`<fieldset class="picker">
          <legend class="label">
            ${view.kit.translate(`detail.${conflict.attribute.id}`, conflict.attribute.name)}
          </legend>
          <div class="rows two">${option(conflict, false)}${option(conflict, true)}</div>
        </fieldset>`,
    )}
  </section>`;
};

/**
 * The second screen of a merge (S3-4): who stays and who goes, what moves, and what looks as if it had been booked
 * twice. `confirmation` asks for the name of who goes.
 */
export const mergeReview = (
  view: ModalView,
  open: OpenAction,
  confirmation: unknown,
  changed: () => void,
): TemplateResult => {
  const { operation } = open.run.preview;
  const rows = operation ? effectRows(view, operation) : nothing;
  const goes = open.confirmedBy;
  return html`<div class="review">
    <div class="parties" role="group" aria-label=${view.t("merge.who")}>
      ${card(view, "merge.stays", open.member)} ${card(view, "merge.goes", goes)}
    </div>
    ${conflicts(view, open, changed)}
    <section class="record" aria-labelledby="after">
      <h3 id="after">${view.t("merge.after", { name: open.member.name })}</h3>
      ${rows === nothing ? html`<p class="small muted">${view.t("merge.nothing")}</p>` : rows}
    </section>
    ${lookalikes(view, open)}
    <div class="callout danger" id="final">
      ${alert}
      <div><b>${view.t("erasure.final")}</b>${view.t("merge.hint", { name: goes.name })}</div>
    </div>
    ${confirmation}
  </div>`;
};

export const mergeReviewStyles = css`
  .review {
    display: grid;
    gap: calc(var(--_u) * 4);
  }
  .parties {
    display: grid;
    gap: calc(var(--_u) * 3);
  }
  @container (inline-size >= max(480px, 30rem)) {
    .parties {
      grid-template-columns: 1fr 1fr;
    }
  }
  .party {
    display: flex;
    gap: calc(var(--_u) * 3);
    align-items: center;
    padding: calc(var(--_u) * 3) calc(var(--_u) * 3.5);
    border: 1px solid var(--_control-border);
    border-radius: var(--_r-panel);
    overflow-wrap: anywhere;
  }
  .party.goes {
    border-style: dashed;
  }
  .conflicts {
    display: grid;
    gap: calc(var(--_u) * 3);
  }
  .picker .rows.two {
    max-block-size: none;
  }
  @container (inline-size >= max(480px, 30rem)) {
    .picker .rows.two {
      flex-direction: row;
    }
    .rows.two .pick {
      flex: 1;
    }
    .rows.two .pick + .pick {
      border-block-start: none;
      border-inline-start: 1px solid var(--_border);
    }
  }
  .conflicts h3,
  .record h3 {
    font-size: var(--_fs-2);
    font-weight: 600;
  }
`;
