/** The anchor of a heading, as GitHub makes it. */
export const anchorOf = (heading: string): string =>
  heading
    .replaceAll("`", "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");

/** A part of a document, from its heading to the next one. */
export interface Section {
  /** As Markdown, without its `#`. */
  readonly heading: string;
  /** 1 is the document's own title. */
  readonly level: number;
  /** What stands beneath it, as Markdown. */
  readonly text: string;
}

const FENCE = /^\s*(```|~~~)/;

/** The sections of a document in order. A line of code is no heading. */
export const sectionsOf = (markdown: string): Section[] => {
  const sections: { heading: string; level: number; lines: string[] }[] = [];
  let isCode = false;
  for (const line of markdown.split("\n")) {
    if (FENCE.test(line)) isCode = !isCode;
    const [, marks = "", heading = ""] = (isCode ? null : /^(#{1,6}) (.*)$/.exec(line)) ?? [];
    if (marks) sections.push({ heading, level: marks.length, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ lines, ...section }) => ({ ...section, text: lines.join("\n").trim() }));
};

/** One section with those below it, as a document of its own. Throws where there is none of this heading. */
export const documentOf = (markdown: string, heading: string): string => {
  const sections = sectionsOf(markdown);
  const from = sections.findIndex((section) => section.heading === heading);
  const first = sections[from];
  if (!first) throw new Error(`There is no section "${heading}".`);
  const after = sections.findIndex(({ level }, index) => index > from && level <= first.level);
  return sections
    .slice(from, after < 0 ? sections.length : after)
    .map(({ heading: title, level, text }) => `${"#".repeat(level - first.level + 1)} ${title}\n\n${text}`)
    .join("\n\n");
};

/** What is read of Markdown, in one line: for a search, and for what it shows. */
export const plainOf = (markdown: string): string =>
  markdown
    .replace(/^\s*(```|~~~).*$/gm, " ")
    .replace(/^\|?( *:?-{3,}:? *\|)+.*$/gm, " ")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<!--.*?-->/gs, " ")
    .replace(/[`*|\\]/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** Line breaks that are written as a `\\` at the end, as two spaces: the renderer knows only those. Code stays. */
export const withBreaks = (markdown: string): string => {
  let isCode = false;
  return markdown
    .split("\n")
    .map((line) => {
      if (FENCE.test(line)) isCode = !isCode;
      return isCode ? line : line.replace(/\\$/, "  ");
    })
    .join("\n");
};
