import { html, type TemplateResult } from "lit";
import { cross } from "../icons/signs.js";
import type { BulkView } from "./bulk-view.js";

interface Frame {
  /** Its class; the id of its title is made of it. */
  readonly name: string;
  readonly close: () => void;
}

/** A dialog over many members. It is closed by who asked for it, never by the browser alone. */
export const dialogFrame = ({ name, close }: Frame, content: unknown): TemplateResult => {
  const cancel = (event: Event): void => {
    event.preventDefault();
    close();
  };
  return html`<dialog class="dlg ${name}" aria-labelledby="${name}-title" @cancel=${cancel}>${content}</dialog>`;
};

interface Parts extends Frame {
  /** An icon, or the way back. */
  readonly lead: unknown;
  readonly title: string;
  /** Whom or what it is about. */
  readonly about: string;
  readonly body: unknown;
  readonly footer: unknown;
}

/** What is in it: a head with a way out, the body, a foot of buttons. */
export const dialogContent = (
  { t }: BulkView,
  { name, close, lead, title, about, body, footer }: Parts,
): TemplateResult => {
  const out = t("bulk.close");
  return html`<div class="dhead">
      ${lead}
      <div class="grow">
        <h2 id="${name}-title" tabindex="-1"><bdi>${title}</bdi></h2>
        <p><bdi>${about}</bdi></p>
      </div>
      <button type="button" class="btn ghost icon" aria-label=${out} title=${out} @click=${close}>${cross}</button>
    </div>
    <div class="body">${body}</div>
    <div class="dfoot">${footer}</div>`;
};

/** The icon of a dialog. */
export const dialogIcon = (icon: unknown): TemplateResult => html`<span class="glyph sq accent">${icon}</span>`;
