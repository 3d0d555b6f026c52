import { html, nothing, type TemplateResult } from "lit";
import type { Icon } from "../icons/icon.js";

interface Notice {
  readonly icon: Icon;
  readonly tone?: "danger";
  readonly title: string;
  readonly why: string;
  readonly more?: unknown;
  readonly act?: unknown;
}

/** Says why there is nothing to see, and offers the one thing to do. */
export const notice = ({ icon, tone, title, why, more = nothing, act = nothing }: Notice): TemplateResult =>
  html`<div class="empty">
    <span class="glyph ${tone ?? ""}">${icon}</span>
    <h3>${title}</h3>
    <p>${why}</p>
    ${more}${act === nothing ? nothing : html`<div class="row wrap">${act}</div>`}
  </div>`;
