import { readFile } from "node:fs/promises";
import { format, resolveConfig } from "prettier";

/** What of custom-elements.json is read here. */
interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Element[] }[];
}

interface Element {
  readonly tagName: string;
  readonly name: string;
  readonly members: readonly {
    readonly kind: string;
    readonly name: string;
    readonly attribute?: string;
    readonly readonly?: boolean;
  }[];
  readonly events?: readonly { readonly name?: string; readonly type: { readonly text: string } }[];
}

/** A preset takes any field of its action as an attribute. */
const isOpen = ({ tagName }: Element): boolean => tagName === "member-action";

const settable = ({ members }: Element) => members.filter(({ kind, readonly }) => kind === "field" && !readonly);

const eventLines = ({ events = [] }: Element): string[] => {
  const named = events.flatMap(({ name, type }) =>
    name === undefined ? [] : [`      ${JSON.stringify(name)}: ${type.text};`],
  );
  return named.length === 0 ? ["    events: Record<string, never>;"] : ["    events: {", ...named, "    };"];
};

const linesOf = (element: Element): string[] => [
  `  ${JSON.stringify(element.tagName)}: {`,
  `    element: ${element.name};`,
  "    props: {",
  ...settable(element).flatMap(({ name, attribute = name }) =>
    [...new Set([name, attribute])].map(
      (key) => `      ${JSON.stringify(key)}?: ${element.name}[${JSON.stringify(name)}] | undefined;`,
    ),
  ),
  ...(isOpen(element) ? ["      [field: string]: string | number | boolean | null | undefined;"] : []),
  "    };",
  ...eventLines(element),
  "  };",
];

const sourceOf = (elements: readonly Element[]): string => {
  const events = elements
    .flatMap(({ events = [] }) => events.map(({ type }) => type.text))
    .filter((type) => type !== "Event");
  const names = [...new Set([...elements.map(({ name }) => name), ...events])].sort();
  return [
    "// Written by `npm run generate` from custom-elements.json.",
    `import type { ${names.join(", ")} } from "../index.js";`,
    "",
    "/** What each element takes, by its property's name and its attribute's, and tells. */",
    "export interface KitElements {",
    ...elements.flatMap(linesOf),
    "}",
    "",
  ].join("\n");
};

/** Where {@link elementTypes} stand. */
export const elementTypesFile = "src/frameworks/elements.ts";

/** The types of all elements for frameworks' templates, as TypeScript, formatted as any file. */
export const elementTypes = async (): Promise<string> => {
  const manifest = JSON.parse(await readFile("custom-elements.json", "utf8")) as Manifest;
  const source = sourceOf(manifest.modules.flatMap(({ declarations }) => declarations));
  return format(source, { ...(await resolveConfig(elementTypesFile)), filepath: elementTypesFile });
};
