import { setCustomElementsManifest, type Preview } from "@storybook/web-components-vite";
import manifest from "../custom-elements.json" with { type: "json" };
import { define } from "../src/define.js";
import { stage } from "../stories/support/stage.js";
import { openStory, type KitParameters } from "../stories/support/story-backend.js";

define();
setCustomElementsManifest(manifest);

const preview: Preview = {
  tags: ["autodocs"],
  loaders: [async ({ id, parameters }) => ({ client: await openStory(id, parameters.kit as KitParameters | undefined) })],
  decorators: [stage],
  parameters: {
    layout: "fullscreen",
    a11y: { test: "error" },
    controls: { expanded: true },
    docs: { story: { inline: false, height: "640px" } },
    options: { storySort: { order: ["Elements", "Catalogue"] } },
  },
};

export default preview;
