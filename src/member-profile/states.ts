import { css, html, type TemplateResult } from "lit";
import { offline } from "../icons/things.js";
import type { ProfileTranslate } from "./profile-view.js";

const bar = (kind: string): TemplateResult => html`<span class="sk ${kind}"></span>`;

/** The shape of what comes. */
export const skeleton = (label: string): TemplateResult =>
  html`<div class="profile" aria-busy="true" aria-label=${label} role="group">
    <div class="panel head">
      ${bar("disc")}
      <div class="who">${bar("title")}${bar("line")}</div>
      ${bar("button")}
    </div>
    <div class="cols">
      <div class="stack top"><div class="panel sk-body">${bar("line")}${bar("figure")}${bar("row")}</div></div>
      <div class="stack side"><div class="panel sk-body">${bar("line")}${bar("row")}</div></div>
      <div class="stack bottom">
        <div class="panel sk-body">${bar("line")}${bar("row")}${bar("row")}${bar("row")}</div>
      </div>
    </div>
  </div>`;

/** Says that the data shown may be out of date. */
export const staleBanner = (t: ProfileTranslate, words: string, again: () => void): TemplateResult =>
  html`<div class="banner" role="status">
    ${offline}<span class="grow">${words}</span
    ><button type="button" class="btn link sm" @click=${again}>${t("retry.now")}</button>
  </div>`;

export const stateStyles = css`
  .sk.disc {
    inline-size: 52px;
    block-size: 52px;
    border-radius: 50%;
  }
  .sk.title {
    inline-size: 46%;
    block-size: 16px;
    margin-block-end: 8px;
  }
  .sk.line {
    inline-size: 24%;
    block-size: 10px;
  }
  .sk.button {
    inline-size: 96px;
    block-size: var(--_control);
    border-radius: var(--_r);
  }
  .sk.figure {
    inline-size: 34%;
    block-size: 26px;
  }
`;
