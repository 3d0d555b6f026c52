import type { LitElement } from "lit";

/** Where plain letters are typed, and a list that they search. */
const TEXT = "input, textarea, select, [contenteditable]";

/** The key of a shortcut; null: it has none. `standard` is what `on` stands for: `actions:a palette:/`. */
export const keyOf = (shortcuts: string, standard: string, name: string): string | null => {
  const chosen = shortcuts === "on" ? standard : shortcuts;
  const token = chosen.split(/\s+/).find((each) => each.startsWith(`${name}:`));
  return token && token.length > name.length + 1 ? token.slice(name.length + 1) : null;
};

const focusedIn = (element: Element) =>
  ((element as Partial<LitElement>).renderRoot as ShadowRoot | undefined)?.activeElement;

/** Whether a press may be one of a shortcut: nothing is typed, and nobody else has taken it. */
export const isFree = (event: KeyboardEvent): boolean => {
  let from = event.composedPath()[0] as HTMLElement;
  // A closed root tells nobody where in it the focus is; the kit's own elements tell each other.
  for (let inner: Element | null | undefined = from; inner; inner = focusedIn(inner)) from = inner as HTMLElement;
  const { altKey, repeat, isComposing, defaultPrevented } = event;
  return !(altKey || repeat || isComposing || defaultPrevented || from.matches(TEXT) || from.isContentEditable);
};

/** Whether it opens the palette: by its key, or, where it has one, by Ctrl+K, or Cmd+K on a Mac. */
export const opensPalette = ({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, own: string | null): boolean => {
  if (own === null) return false;
  return ctrlKey || metaKey ? key.toLowerCase() === "k" && !shiftKey : key === own;
};
