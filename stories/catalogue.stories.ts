import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { catalogue, type Catalogue } from "../sdk/contract/index.js";
import { people } from "../server/seed/index.js";

/** One story per action of the catalogue, written once: its form in the modal, with nothing typed. */
const meta: Meta = { title: "Catalogue" };

export default meta;

/** Called for each action; the exports themselves are written at build time, so that a new action has its story at once. */
// @ts-expect-error Only the code that the build adds calls it.
const story = (name: keyof Catalogue): StoryObj => ({
  render: () => html`<member-actions-modal open member-id=${people.mila} actions=${catalogue[name].id}></member-actions-modal>`,
});
