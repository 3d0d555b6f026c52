/**
 * Focuses the first of some places that is there. A group (a picker's list) passes it on to its chosen, or first, input.
 * Fields of text are selected, so that what is typed next replaces what stands there.
 */
export const focusOn = (root: ParentNode, selectors: readonly (string | null | undefined)[]): void => {
  for (const selector of selectors) {
    const place = selector ? root.querySelector<HTMLElement>(selector) : null;
    if (!place) continue;
    const target = place.querySelector<HTMLElement>(":is(input, select, textarea):checked, :is(input, select, textarea):enabled") ?? place;
    target.focus();
    if (target instanceof HTMLInputElement && target.type === "text") target.select();
    return;
  }
};

/** A picker that was focused before its list came hands the focus on, once there is something to pick. */
export const passOn = (root: ShadowRoot): void => {
  const focused = root.activeElement;
  if (focused?.matches(".rows")) focused.querySelector<HTMLElement>("input:checked, input:enabled")?.focus();
};
