import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { people } from "../server/seed/index.js";
import { press, see } from "./support/screen.js";

const meta: Meta = {
  title: "Elements/member-action",
  component: "member-action",
  parameters: { docs: { story: { inline: false, height: "640px" } } },
};

export default meta;

/** In a profile: the Actions menu begins with what the host presets. */
export const Default: StoryObj = {
  tags: ["autodocs"],
  render: () =>
    html`<member-profile member-id=${people.noa}>
      <member-action name="add:points" amount="100" label="Sorry for the wait"></member-action>
    </member-profile>`,
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Actions$/);
    await see(canvasElement, /Sorry for the wait/);
  },
};
