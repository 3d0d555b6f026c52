/** What happens in the dialog is its own: a host's shortcuts, clickable rows and forms around it hear none of it (U08). */
const PRIVATE = ["click", "dblclick", "keydown", "keypress", "keyup", "beforeinput", "input", "pointerdown", "mousedown", "touchstart"];

/** Keeps the browser's own events from crossing into the host; the kit's documented events are dispatched outside the dialog. */
export const keepInside = (dialog: HTMLDialogElement): void => {
  for (const type of PRIVATE) dialog.addEventListener(type, (event) => event.stopPropagation());
};

/** An Enter that is held down presses the button it was pressed on, not the next view's as well. */
export const stopRepeats = (event: KeyboardEvent): void => {
  const typing = event.target instanceof HTMLTextAreaElement;
  if (event.repeat && event.key === "Enter" && !typing) event.preventDefault();
};
