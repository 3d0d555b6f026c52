import { html, type TemplateResult } from "lit";

/**
 * One icon: 16 grid, 1.5 stroke, no fill, sized and coloured by the stylesheet. It says nothing: the words beside it
 * do.
 */
export type Icon = TemplateResult;

/** An icon of one path. */
export const icon = (path: string): Icon =>
  html`<svg class="i" viewBox="0 0 16 16" aria-hidden="true"><path d=${path}></path></svg>`;

/** An icon with a direction, which mirrors where text runs right to left. */
export const directed = (path: string): Icon =>
  html`<svg class="i flip" viewBox="0 0 16 16" aria-hidden="true"><path d=${path}></path></svg>`;
