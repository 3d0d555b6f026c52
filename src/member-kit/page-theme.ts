type Theme = "light" | "dark";

/** How a page says that a part of it is dark: by a class, as Tailwind does, by a theme of its own, or by Bootstrap's. */
const marks = ["class", "data-theme", "data-bs-theme"];

const themeOf = (element: Element): Theme | undefined => {
  const words = ["data-theme", "data-bs-theme"].map((name) => element.getAttribute(name));
  return (["dark", "light"] as const).find((theme) => words.includes(theme) || element.classList.contains(theme));
};

/** What is around an element, nearest first, out of each shadow root that it stands in. */
const around = (element: Element): Element[] => {
  const root = element.getRootNode();
  const next = element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  return next ? [next, ...around(next)] : [];
};

/** An element that follows the page, with what it takes. */
interface Follower extends HTMLElement {
  readonly theme: string | null;
}

/** What an element has of the page around it, as its states `dark` and `light`; neither where nothing is marked. */
class PageTheme {
  readonly #element: Follower;
  readonly #states: CustomStateSet;
  readonly #observer = new MutationObserver(() => this.#read());

  constructor(element: Follower) {
    this.#element = element;
    this.#states = element.attachInternals().states;
  }

  /** Follows the place where the element stands now. */
  follow(): void {
    this.#observer.disconnect();
    for (const each of around(this.#element)) this.#observer.observe(each, { attributeFilter: marks });
    this.#read();
  }

  /** The nearest mark holds. One that stands nowhere, or has a theme of its own by now, follows nothing any more. */
  #read(): void {
    if (!this.#element.isConnected || this.#element.theme !== "auto") this.#observer.disconnect();
    const [theme] = around(this.#element).flatMap((each) => themeOf(each) ?? []);
    this.#states.clear();
    if (theme) this.#states.add(theme);
  }
}

const followers = new WeakMap<Element, PageTheme>();

/** Has an element of `theme="auto"` follow the page where it stands; one that has left it follows nothing. */
export const follow = (element: Follower): void => {
  const known = followers.get(element) ?? new PageTheme(element);
  followers.set(element, known);
  known.follow();
};
