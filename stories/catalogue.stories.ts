import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { catalogue, hasCurrency, type ActionDeclaration, type Catalogue } from "../sdk/contract/index.js";
import { memberFor, people } from "../server/seed/index.js";
import { press } from "./support/screen.js";

/**
 * One story per action of the catalogue, written once: its form, filled in with the example of its declaration, and the
 * preview.
 */
const meta: Meta = { title: "Catalogue", excludeStories: ["story"], parameters: { kit: { operator: "ari" } } };

export default meta;

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A preset of what the example holds. */
const presetOf = ({ example }: ActionDeclaration, name: string): HTMLElement => {
  const preset = document.createElement("member-action");
  for (const [field, value] of Object.entries({ ...example, name, label: "The example" }))
    preset.setAttribute(kebab(field), value);
  return preset;
};

/**
 * Makes the story of one action. It is called by exports that the build writes, so that a new action has its story at
 * once.
 */
export const story = (name: keyof Catalogue): StoryObj => {
  const action = catalogue[name];
  const token = hasCurrency(action) ? `${action.id}:points` : action.id;
  return {
    render: () =>
      html`<member-actions-modal open member-id=${memberFor(action, people.mila)} actions=${token}
        >${presetOf(action, token)}</member-actions-modal
      >`,
    play: ({ canvasElement }) => press(canvasElement, /The example/),
  };
};
