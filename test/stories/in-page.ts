import type { AxeResults, RunOptions } from "axe-core";
import { tooWide } from "../src/narrow.js";

/** What of a story's page is set otherwise, without showing the story anew. */
export interface Dress {
  theme?: "light" | "dark";
  locale?: "en" | "he";
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

const textOf = (root: Node): string =>
  [...root.childNodes]
    .map((node) => {
      if (node instanceof Text) return node.data;
      return (node instanceof Element && node.shadowRoot ? textOf(node.shadowRoot) : "") + textOf(node);
    })
    .join("");

/** How many frames a page is the same before it is looked at, and how many it may take to begin to change. */
const SETTLED = 4;
const BEGUN = 20;

/** Waits until a text has changed, where it does so, and is the same for some frames. */
const settle = async (before: string): Promise<void> => {
  let last = before;
  for (let same = 0, frames = 0; same < SETTLED || (last === before && frames < BEGUN); frames++) {
    await frame();
    const text = textOf(document.body);
    same = text === last ? same + 1 : 0;
    last = text;
  }
};

/** What is animated in a root and in the shadow roots there: a document answers for its own tree alone. */
const animationsIn = (root: Document | ShadowRoot): Animation[] => [
  ...root.getAnimations(),
  ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot ? animationsIn(shadowRoot) : [])),
];

/** Transitions wait for the compositor, also those of next to no time. */
const still = async (): Promise<void> => {
  await frame();
  const ending = animationsIn(document).filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
  await frame();
};

/** Sets the theme and the language of the stage, as a host's page does while it lives. */
export const dress = async ({ theme, locale }: Dress): Promise<void> => {
  const kit = document.querySelector("member-kit");
  const page = kit?.parentElement;
  if (!kit || !page) return;
  if (theme) {
    page.style.colorScheme = theme;
    kit.theme = theme;
  }
  if (locale && locale !== kit.locale) {
    const before = textOf(document.body);
    page.lang = locale;
    page.dir = locale === "he" ? "rtl" : "ltr";
    kit.locale = locale;
    await settle(before);
  }
  await still();
};

interface Axe {
  run(context: string, options: RunOptions): Promise<AxeResults>;
}

/**
 * The computed fill of letters is the author's, also where the browser forces a colour upon them; axe would read it
 * before `color`, which is what is drawn.
 */
const readDrawnColours = (): void => {
  const { getPropertyValue } = CSSStyleDeclaration.prototype;
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    return getPropertyValue.call(this, name === "-webkit-text-fill-color" ? "color" : name);
  };
};
readDrawnColours();

/** What axe finds in the story as it stands; Storybook has loaded it. */
export const violations = async (options: RunOptions): Promise<string[]> => {
  const { axe } = globalThis as unknown as { axe: Axe };
  const found = await axe.run("#storybook-root", { ...options, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, any }) => `axe ${id}: ${help} at ${JSON.stringify(target)} ${any.map((each) => each.message).join()}`,
    ),
  );
};

/** What moves for ever although the operator asked for reduced motion: a wheel that turns slowly may. */
export const moving = (): string[] =>
  animationsIn(document)
    .map(({ effect }) => ({ effect, ...effect?.getTiming() }))
    .filter(({ iterations, duration }) => iterations === Infinity && Number(duration) < 2_000)
    .map(({ effect }) => `moves: ${(effect as KeyframeEffect).target?.className}`);

export { tooWide };
