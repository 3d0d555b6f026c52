import type { Decorator } from "@storybook/web-components-vite";
import { html } from "lit";
import type { Client } from "../../sdk/client/client.js";

/** How a story is shown, as its `parameters.stage`. */
export interface StageParameters {
  theme?: "light" | "dark";
  locale?: string;
}

const rightToLeft = ["he", "ar"];

/** The host's page around a story: its language, its colours, and a provider with the story's own backend. */
export const stage: Decorator = (story, { loaded, parameters }) => {
  const { theme = "light", locale = "en" } = (parameters.stage ?? {}) as StageParameters;
  return html`<div
    lang=${locale}
    dir=${rightToLeft.includes(locale) ? "rtl" : "ltr"}
    .style=${`color-scheme: ${theme}; background: Canvas; color: CanvasText; font: 14px system-ui; padding: 16px; min-block-size: 100vh; box-sizing: border-box`}
  >
    <member-kit .client=${loaded.client as Client} .locale=${locale} .theme=${theme}>${story()}</member-kit>
  </div>`;
};

/** Parameters of the states that every element is shown in. */
export const dark = { parameters: { stage: { theme: "dark" } } };
export const rtl = { parameters: { stage: { locale: "he" } } };
/** As narrow as a page may be; its test runs in a window of that size. */
export const narrow = { globals: { viewport: { value: "narrow" } } };
