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

/** A value of an example as a page writes it: each of several by its own name, and of a change what it is to be. */
const written = (field: string, value: unknown): [field: string, text: string][] => {
  if (typeof value !== "object" || value === null) return [[field, String(value)]];
  return "to" in value
    ? [[field, String(value.to)]]
    : Object.entries(value).flatMap(([key, each]) => written(key, each));
};

/** A preset of what the example holds. */
const presetOf = ({ example }: ActionDeclaration, name: string): HTMLElement => {
  const preset = document.createElement("member-action");
  for (const [field, value] of Object.entries({ ...example, name, label: "The example" }))
    for (const [attribute, text] of written(field, value)) preset.setAttribute(kebab(attribute), text);
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
