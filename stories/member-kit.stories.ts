import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { people } from "../server/seed/index.js";
import type { Client } from "../sdk/client/client.js";
import { see } from "./support/screen.js";

const meta: Meta = { title: "Elements/member-kit", component: "member-kit" };

export default meta;

/** Two providers on one page: each has its own look, language and backend. */
export const Default: StoryObj = {
  tags: ["autodocs"],
  render: (_args, { loaded }) => html`
    <member-kit theme="light" locale="en" .client=${loaded.client as Client}>
      <member-profile member-id=${people.noa} panels="balances" readonly></member-profile>
    </member-kit>
    <div dir="rtl" lang="he" .style=${"color-scheme: dark; background: Canvas; color: CanvasText"}>
      <member-kit theme="dark" locale="he" .client=${loaded.client as Client}>
        <member-profile member-id=${people.mila} panels="balances" readonly></member-profile>
      </member-kit>
    </div>
  `,
  play: async ({ canvasElement }) => {
    await see(canvasElement, /^Noa Ben-David$/);
    await see(canvasElement, /^Mila Novak$/);
  },
};
