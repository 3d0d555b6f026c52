/** What the browser says of its network; the page of a test can't be cut off from its own runner. */
export const network = (isOnline: boolean): void => {
  Object.defineProperty(navigator, "onLine", { value: isOnline, configurable: true });
  dispatchEvent(new Event(isOnline ? "online" : "offline"));
};
