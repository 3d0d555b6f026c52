/** The first input of a form. */
export const FIRST_FIELD = ".form :is(input, select, textarea, .rows)";

/**
 * Focuses the first of some elements that is there. A group (a picker's list) hands the focus to its chosen input, else
 * its first. The text of a text field is selected, so that what is typed next replaces it.
 */
export const focusFirst = (root: ParentNode, selectors: readonly (string | null | undefined)[]): void => {
  for (const selector of selectors) {
    const element = selector ? root.querySelector<HTMLElement>(selector) : null;
    if (!element) continue;
    const target =
      element.querySelector<HTMLElement>(
        ":is(input, select, textarea):checked, :is(input, select, textarea):enabled",
      ) ?? element;
    target.focus();
    if (target instanceof HTMLInputElement && target.type === "text") target.select();
    return;
  }
};

/** Hands the focus from a picker whose list was still loading to its first input, once the list is there. */
export const passFocusOn = (root: ShadowRoot): void => {
  const focused = root.activeElement;
  if (focused?.matches(".rows")) focused.querySelector<HTMLElement>("input:checked, input:enabled")?.focus();
};
