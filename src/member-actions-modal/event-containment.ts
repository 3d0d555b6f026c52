/**
 * The browser's events that stay in the dialog: shortcuts, clickable rows and forms of the host page must not react to
 * them (U08), and a host's own dialog must not forbid scrolling in this one (U07). What is typed stays in every element.
 */
const CONTAINED = [
  "click",
  "dblclick",
  "keydown",
  "keypress",
  "keyup",
  "pointerdown",
  "mousedown",
  "touchstart",
  "touchmove",
  "wheel",
];

/**
 * Keeps these events of a shadow root from the host page. The kit's documented events are dispatched outside of it and
 * are not affected.
 */
export const containEvents = (root: EventTarget): void => {
  for (const type of CONTAINED) root.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
};

/**
 * Shows an element to assistive technology: a host's dialog, as Radix has one, hides all that stands beside it. It takes
 * that back by itself, so nobody puts it back here.
 */
export const unhide = (element: Element): void => {
  for (
    let at: Element | null = element;
    at;
    at = at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host ?? null
  )
    at.removeAttribute("aria-hidden");
};

/** Ignores the repeats of an Enter that is held down: it must not press the next step's button too. */
export const ignoreHeldEnter = (event: KeyboardEvent): void => {
  const typing = event.target instanceof HTMLTextAreaElement;
  if (event.repeat && event.key === "Enter" && !typing) event.preventDefault();
};
