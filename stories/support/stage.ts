import type { Decorator } from "@storybook/web-components-vite";
import { html } from "lit";
import type { Client } from "../../sdk/client/client.js";

/** How a story is shown, as its `parameters.stage`. */
export interface StageParameters {
  theme?: "light" | "dark";
  locale?: string;
  direction?: "ltr" | "rtl";
  /** In pixels; by default as wide as the page. */
  width?: number;
}

/** The host's page around a story: a provider with the story's own backend. */
export const stage: Decorator = (story, { loaded, parameters }) => {
  const { theme = "light", locale = "en", direction = "ltr", width } = (parameters.stage ?? {}) as StageParameters;
  document.documentElement.dir = direction;
  document.documentElement.style.colorScheme = theme;
  document.body.style.maxInlineSize = width ? `${width}px` : "";
  return html`<member-kit .client=${loaded.client as Client} .locale=${locale} .theme=${theme}>${story()}</member-kit>`;
};
