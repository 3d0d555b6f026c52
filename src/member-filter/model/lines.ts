/** Spreadsheets separate cells by tabs; text and numbers may hold a comma themselves. */
const separators: Readonly<Record<string, RegExp>> = { key: /[\n\r\t,;]/, number: /[\n\r\t;]/ };

/** The entries of a pasted list, each once, in their order. */
export const splitLines = (text: string, kind: string): readonly string[] => [
  ...new Set(
    text
      .split(separators[kind] ?? /[\n\r]/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];
