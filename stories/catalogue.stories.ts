import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { catalogue, type Catalogue } from "../sdk/contract/index.js";
import { people } from "../server/seed/index.js";

/** One story per action of the catalogue, written once: its form in the modal, with nothing typed. */
const meta: Meta = { title: "Catalogue", excludeStories: ["story"] };

export default meta;

/** Makes the story of one action. It is called by exports that the build writes, so that a new action has its story at once. */
export const story = (name: keyof Catalogue): StoryObj => ({
  render: () => html`<member-actions-modal open member-id=${people.mila} actions=${catalogue[name].id}></member-actions-modal>`,
});
