/**
 * Fills a route's path. A value is encoded whole, so that an id with a slash or another script stays one segment. An
 * empty one, a dot segment (which URL parsers resolve even when encoded) and a lone surrogate can be no id:
 * `TypeError`.
 */
export const fillPath = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (typeof value !== "string" || !value || /^\.{1,2}$/.test(value) || !value.isWellFormed())
      throw new TypeError(`${name} is not an id`);
    return encodeURIComponent(value);
  });
