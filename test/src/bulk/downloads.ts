/** Keeps the browser from downloading anything, and tells which addresses it was to download. */
export const catchDownloads = (): { readonly addresses: readonly string[]; release(): void } => {
  const addresses: string[] = [];
  const stop = (event: Event): void => {
    const link = event.composedPath()[0];
    if (!(link instanceof HTMLAnchorElement) || !link.hasAttribute("download")) return;
    event.preventDefault();
    addresses.push(link.href);
  };
  const click = HTMLAnchorElement.prototype.click;
  // A link outside of the page tells nobody of its click.
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    this.addEventListener("click", stop);
    click.call(this);
  };
  return { addresses, release: () => void (HTMLAnchorElement.prototype.click = click) };
};
