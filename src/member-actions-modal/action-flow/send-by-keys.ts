/**
 * Ctrl+Enter, or Cmd+Enter on a Mac, sends a form: from any field, and from the button that shows these keys, which
 * stands outside of it. Held keys press nothing more.
 */
export const sendByKeys = (event: KeyboardEvent): void => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.preventDefault();
  const pressed = event.currentTarget as HTMLFormElement | HTMLButtonElement;
  const form = pressed instanceof HTMLFormElement ? pressed : pressed.form;
  if (!event.repeat) form?.requestSubmit();
};
