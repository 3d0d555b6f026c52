const follow = (href: string, name: string): void =>
  Object.assign(document.createElement("a"), { href, download: name, rel: "noreferrer" }).click();

/** Lets the browser download what stands at an address of the web. Throws a `TypeError` for any other. */
export const startDownload = (url: string): void => {
  const { href, protocol } = new URL(url, document.baseURI);
  if (!/^https?:$/.test(protocol)) throw new TypeError("What is to be downloaded has no address of the web");
  follow(href, "");
};

/** Lets the browser save a file that was made in the page. */
export const saveFile = (file: Blob, name: string): void => {
  const href = URL.createObjectURL(file);
  follow(href, name);
  // The download has begun by then, and holds what it needs.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
};
