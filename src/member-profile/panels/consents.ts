import { css, html, type TemplateResult } from "lit";
import type { Consent } from "../../../sdk/contract/index.js";
import { checkCircle, stop } from "../../icons/signs.js";
import { memberPanel } from "../member-panel.js";
import type { ProfileView } from "../profile-view.js";

const stateOf = ({ granted, at }: Consent, { t, format }: ProfileView): string =>
  at === null ? t("consent.never") : t(granted ? "consent.granted" : "consent.withdrawn", { date: format.date(at) });

const row = (consent: Consent, view: ProfileView): TemplateResult =>
  html`<li class="consent ${consent.granted ? "yes" : "no"}">
    ${consent.granted ? checkCircle : stop}<span>${view.label("channel", consent.channel)}</span
    ><span class="muted">${stateOf(consent, view)}</span>
  </li>`;

/** Consents by channel: records, not switches, since changing one is an action. */
export const consents = memberPanel({
  name: "consents",
  place: "side",
  title: "consents",
  draw: ({ member, view }) =>
    html`<div class="body">
      ${
        member.consents.length
          ? html`<ul>
              ${member.consents.map((consent) => row(consent, view))}
            </ul>`
          : html`<p class="small muted">${view.t("consents.none")}</p>`
      }
    </div>`,
  styles: css`
    .consent {
      display: grid;
      grid-template-columns: 16px 1fr auto;
      gap: 0 10px;
      align-items: center;
      font-size: var(--_fs-2);
      padding-block: 5px;
    }
    .consent.yes > svg {
      color: var(--_success);
    }
    .consent.no > svg {
      color: var(--_warning);
    }
    @media (forced-colors: active) {
      .consent:is(.yes, .no) > svg {
        color: CanvasText;
      }
    }
  `,
});
