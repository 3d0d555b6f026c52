export interface Named {
  readonly name: string;
  readonly description?: string;
}
/** An attribute, a property, a method or an event. */
export interface Typed extends Named {
  readonly type?: { readonly text: string };
  readonly default?: string;
}
interface Member extends Typed {
  readonly kind: string;
  readonly readonly?: boolean;
  readonly parameters?: readonly Typed[];
  readonly return?: { readonly type: { readonly text: string } };
  readonly attribute?: string;
}
export interface Element {
  readonly tagName: string;
  readonly description?: string;
  readonly members: readonly Member[];
  readonly attributes?: readonly Typed[];
  readonly events?: readonly Typed[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
  /** What keys do, by the keys' names. */
  readonly keyboard?: readonly Named[];
  /** How it is written. */
  readonly example?: string;
}

/** What is read here of `custom-elements.json`. */
export interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Element[] }[];
}
export interface Package {
  readonly name: string;
  readonly version: string;
}

const elementsOf = ({ modules }: Manifest) => modules.flatMap(({ declarations }) => declarations);

/** The words that an attribute takes, where it takes no others: `"light" | "dark" | null`. */
const wordsOf = ({ type }: Typed): string[] => {
  const words = (type?.text ?? "").split("|").map((each) => each.trim());
  const quoted = words.filter((each) => /^["'].+["']$/.test(each)).map((each) => each.slice(1, -1));
  return words.every((each) => /^(["'].+["']|null|undefined)$/.test(each)) ? quoted : [];
};

const listed = (title: string, items: readonly Named[] = []): string =>
  items.length
    ? `\n\n${title}:\n${items.map(({ name, description }) => `- \`${name || "(default)"}\`: ${description ?? ""}`).join("\n")}`
    : "";

/** For VS Code: `"html.customData": ["./node_modules/memberkit/dist/vscode.html-custom-data.json"]`. */
export const vsCodeDataOf = (manifest: Manifest) => ({
  $schema: "https://raw.githubusercontent.com/microsoft/vscode-html-languageservice/main/docs/customData.schema.json",
  version: 1.1,
  tags: elementsOf(manifest).map((element) => ({
    name: element.tagName,
    description: {
      kind: "markdown",
      value: `${element.description ?? ""}${listed("Slots", element.slots)}${listed("Events", element.events)}${listed("Parts", element.cssParts)}`,
    },
    attributes: (element.attributes ?? []).map((attribute) => ({
      name: attribute.name,
      description: attribute.description ?? "",
      values: wordsOf(attribute).map((name) => ({ name })),
    })),
  })),
});

const named = ({ name, description }: Named) => ({ name, description: description ?? "" });

/** For the editors of JetBrains, which find it by `web-types` in package.json. */
export const webTypesOf = (manifest: Manifest, { name, version }: Package) => ({
  $schema: "https://json.schemastore.org/web-types",
  ...{ name, version, "description-markup": "markdown" },
  contributions: {
    html: {
      elements: elementsOf(manifest).map((element) => ({
        name: element.tagName,
        description: element.description ?? "",
        attributes: (element.attributes ?? []).map((attribute) => ({
          ...named(attribute),
          value: { type: wordsOf(attribute).length ? wordsOf(attribute) : (attribute.type?.text ?? "string") },
        })),
        slots: (element.slots ?? []).map(named),
        js: {
          properties: element.members
            .filter(({ kind }) => kind === "field")
            .map((member) => ({ ...named(member), type: member.type?.text ?? "any" })),
          events: (element.events ?? []).map(named),
        },
        css: {
          parts: (element.cssParts ?? []).map(named),
          properties: (element.cssProperties ?? []).map(named),
        },
      })),
    },
  },
});
