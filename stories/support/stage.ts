import type { Decorator } from "@storybook/web-components-vite";
import { html } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { languages } from "../../src/locales/languages.js";
import { pseudoMessages } from "../../src/messages.js";

/** How a story is shown, as its `parameters.stage`. */
export interface StageParameters {
  theme?: "light" | "dark";
  /** Default: the toolbar's. */
  locale?: string;
}

/** A language that nobody speaks, in which English that is not the kit's stands out. */
const PSEUDO = "en-XA";
/** What the toolbar offers. */
export const locales = ["en", ...Object.keys(languages).sort(), PSEUDO];
const rightToLeft = ["he", "ar"];

/** The host's page around a story: its language, its colours, and a provider with the story's own backend. */
export const stage: Decorator = (story, { loaded, parameters, globals, viewMode }) => {
  const { theme = "light", locale = globals.locale as string } = (parameters.stage ?? {}) as StageParameters;
  const messages = locale === PSEUDO ? pseudoMessages : null;
  return html`<div
    lang=${locale}
    dir=${rightToLeft.includes(locale) ? "rtl" : "ltr"}
    .style=${`color-scheme: ${theme}; background: Canvas; color: CanvasText; font: 14px system-ui; padding: 16px; min-block-size: ${viewMode === "docs" ? "0" : "100vh"}; box-sizing: border-box`}
  >
    <member-kit .client=${loaded.client as Client} .locale=${locale} .messages=${messages} .theme=${theme}
      >${story()}</member-kit
    >
  </div>`;
};

/** Parameters of the states that every element is shown in. */
export const dark = { parameters: { stage: { theme: "dark" } } };
export const rtl = { parameters: { stage: { locale: "he" } } };
/** With accents, two fifths longer and in brackets: whatever is not, is not translated or is cut off. */
export const pseudo = { parameters: { stage: { locale: PSEUDO } } };
/** As narrow as a page may be; its test runs in a window of that size. */
export const narrow = { globals: { viewport: { value: "narrow" } } };
