/** The tab's storage, or nothing where the browser blocks it or there is none. */
export const tabStorage = (): Storage | undefined => {
  try {
    return (globalThis as { sessionStorage?: Storage }).sessionStorage;
  } catch {
    return undefined;
  }
};
