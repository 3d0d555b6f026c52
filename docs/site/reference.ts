import type { Element, Named, Typed } from "../../packaging/editor-data.js";

/** Text in a cell of a table. */
const cell = (text = ""): string => text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
const code = (text: string): string => `\`${cell(text)}\``;

const table = (title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : [`## ${title}`, [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")];

const namesOf = (names: string): string => names.split(", ").map(code).join(" ");
const named = (title: string, head: string, items: readonly Named[] = []): string[] =>
  table(
    title,
    [head, "what"],
    items.map(({ name, description }) => [name ? namesOf(name) : "(default)", cell(description)]),
  );

const typed = ({ name, type, default: standard, description }: Typed): string[] => [
  code(name),
  code(type?.text ?? "unknown"),
  standard === undefined ? "–" : code(standard),
  cell(description),
];

const methods = ({ members }: Element): string[][] =>
  members
    .filter(({ kind }) => kind === "method")
    .map(({ name, parameters = [], return: answer, description }) => [
      code(`${name}(${parameters.map((each) => each.name).join(", ")})`),
      code(answer?.type.text ?? "void"),
      cell(description),
    ]);

/** All that a host may use of an element, as Markdown, by what `custom-elements.json` has. */
export const referenceOf = (element: Element): string => {
  const { tagName, example, members, attributes = [], events = [], slots, cssParts, cssProperties, keyboard } = element;
  const heads = ["name", "type", "default", "what"];
  return [
    ...(example ? [`\`\`\`html\n${example}\n\`\`\``] : []),
    ...table("Attributes", heads, attributes.map(typed)),
    ...table("Properties", heads, members.filter(({ kind }) => kind === "field").map(typed)),
    ...table("Methods", ["name", "answers", "what"], methods(element)),
    ...table(
      "Events",
      ["name", "class", "when"],
      events.map(({ name, type, description }) => [code(name), code(type?.text ?? "Event"), cell(description)]),
    ),
    ...named("Slots", "name", slots),
    ...named("Parts", `${tagName}::part(…)`, cssParts),
    ...named("Custom properties", "name", cssProperties),
    ...named("Keyboard", "key", keyboard),
  ].join("\n\n");
};
