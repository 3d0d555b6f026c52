/** Does something once the page has nothing better to do, so that a first paint does not wait for it. */
export const whenIdle = (task: () => void): void => {
  // Safari has no idle callback before version 18.
  if (Reflect.has(globalThis, "requestIdleCallback")) requestIdleCallback(task, { timeout: 1000 });
  else setTimeout(task, 200);
};
