/** Whether anybody sees the page, as the browser says; the page of a test is seen all the time. */
export const seen = (isSeen: boolean): void => {
  Object.defineProperty(document, "visibilityState", { value: isSeen ? "visible" : "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
};
