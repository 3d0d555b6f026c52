import { configure, expect, userEvent, waitFor } from "storybook/test";

/** By default it adds the whole page to each message. */
configure({ getElementError: (message) => new Error(message ?? "") });

/** Everything that stands below a node, shadow roots included. */
const below = (root: ParentNode): Element[] =>
  [...root.querySelectorAll("*")].flatMap((element) => [
    element,
    ...(element.shadowRoot ? below(element.shadowRoot) : []),
  ]);

const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
const says = (element: Element, words: RegExp) =>
  words.test(element.getAttribute("aria-label") ?? element.textContent.replace(/\s+/g, " ").trim());

/** Waits for an element that is shown and says these words. */
export const find = (root: ParentNode, selector: string, words = /(?:)/): Promise<HTMLElement> =>
  waitFor(
    () => {
      const found = below(root).find(
        (element) => element.matches(selector) && isShown(element) && says(element, words),
      );
      if (!found) throw new Error(`There is no ${selector} that says ${words.source}.`);
      return found as HTMLElement;
    },
    { timeout: 5_000 },
  );

/** Presses the button that says these words, once it is there. */
export const press = async (root: ParentNode, words: RegExp): Promise<void> =>
  userEvent.click(await find(root, "button", words));

/** Types into the field with this label. */
export const type = async (root: ParentNode, label: RegExp, text: string): Promise<void> => {
  const labels = await find(root, "label", label);
  const field = (labels as HTMLLabelElement).control ?? labels.querySelector("input, textarea, select");
  await userEvent.type(field as HTMLElement, text);
};

/** Waits until these words stand somewhere. */
export const see = async (root: ParentNode, words: RegExp): Promise<void> => {
  await waitFor(
    () =>
      expect(
        below(root).some((element) => isShown(element) && element.childElementCount === 0 && says(element, words)),
      ).toBe(true),
    {
      timeout: 5_000,
    },
  );
};
