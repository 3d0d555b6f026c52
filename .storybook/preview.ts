import { setCustomElementsManifest, type Preview } from "@storybook/web-components-vite";
import { themes } from "storybook/theming";
import manifest from "../custom-elements.json" with { type: "json" };
import { ElementPage } from "../docs/site/element-page.js";
import { defineSearch } from "../docs/site/search-element.js";
import { define } from "../src/define.js";
import { quiet } from "../stories/support/quiet.js";
import { locales, stage } from "../stories/support/stage.js";
import { openStory, type KitParameters } from "../stories/support/story-backend.js";

await define();
defineSearch();
setCustomElementsManifest(manifest);

const preview: Preview = {
  loaders: [async ({ id, parameters }) => ({ ...(await openStory(id, parameters.kit as KitParameters | undefined)) })],
  decorators: [stage],
  // Before axe looks: it must see what the backend answered.
  afterEach: ({ canvasElement }) => quiet(canvasElement),
  globalTypes: {
    locale: {
      description: "The language of the page; en-XA shows what is not translated and what is cut off",
      toolbar: { title: "Language", icon: "globe", items: locales, dynamicTitle: true },
    },
  },
  initialGlobals: { locale: "en" },
  parameters: {
    layout: "fullscreen",
    a11y: { test: "error" },
    controls: { expanded: true },
    viewport: {
      options: { narrow: { name: "320 pixels", styles: { width: "320px", height: "720px" }, type: "mobile" } },
    },
    docs: { theme: themes.normal, toc: { headingSelector: "h2", title: "On this page" }, page: ElementPage },
    options: {
      storySort: {
        order: ["Welcome", "Guide", "Elements", "Theme", "Catalogue", "Backend", "Contributing", "Upgrading"],
      },
    },
  },
};

export default preview;
