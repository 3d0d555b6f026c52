/** Lets the browser download what stands at an address of the web. Throws a `TypeError` for any other. */
export const startDownload = (url: string): void => {
  const { href, protocol } = new URL(url, document.baseURI);
  if (!/^https?:$/.test(protocol)) throw new TypeError("What is to be downloaded has no address of the web");
  const link = Object.assign(document.createElement("a"), { href, download: "", rel: "noreferrer" });
  link.click();
};
