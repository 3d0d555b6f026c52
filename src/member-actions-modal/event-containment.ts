/**
 * The browser's events that stay in the dialog: shortcuts, clickable rows and forms of the host page must not react to
 * them (U08).
 */
const CONTAINED = [
  "click",
  "dblclick",
  "keydown",
  "keypress",
  "keyup",
  "beforeinput",
  "input",
  "pointerdown",
  "mousedown",
  "touchstart",
];

/**
 * Keeps these events of a shadow root from the host page. The kit's documented events are dispatched outside of it and
 * are not affected.
 */
export const containEvents = (root: EventTarget): void => {
  for (const type of CONTAINED) root.addEventListener(type, (event) => event.stopPropagation());
};

/** Ignores the repeats of an Enter that is held down: it must not press the next step's button too. */
export const ignoreHeldEnter = (event: KeyboardEvent): void => {
  const typing = event.target instanceof HTMLTextAreaElement;
  if (event.repeat && event.key === "Enter" && !typing) event.preventDefault();
};
