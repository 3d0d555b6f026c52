import { readFileSync } from "node:fs";
import path from "node:path";

/** What the browser calls is nobody else's to call. */
const isPublic = ({ name, privacy, static: isStatic }) =>
  !isStatic && !privacy && !/^[#_]/.test(name) && !name.endsWith("Callback");

/** What the elements extend; none is an element itself. */
const bases = ["KitElement", "ShellElement", "FormControlElement"];
const isElement = ({ kind, name, superclass }) =>
  kind === "class" && bases.includes(superclass?.name) && !bases.includes(name);

/** What stands between the brackets that open at an index. */
const bracketed = (text, from) => {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return text.slice(from + 1, at);
  }
  return "";
};

const source = readFileSync("src/theme/tokens.ts", "utf8");
/** What a token is by default, as the styles say it: `var(--member-radius, 6px)`. Those of the kit's own names are left out. */
const defaultOf = (name) => {
  const at = source.search(new RegExp(String.raw`var\(\s*${name},`));
  const [, value = ""] = /^\s*[\w-]+,\s*([^]*?)\s*$/.exec(bracketed(source, at + "var".length)) ?? [];
  return value && !value.includes("--_") && { default: value.replace(/\s+/g, " ") };
};

/** `@cssprop --member-a, --member-b - What they are.` of the tokens, which every element that draws takes. */
const tokens = [...source.matchAll(/^ \* @cssprop (--.*?) - (.*)$/gm)].flatMap(([, names = "", description = ""]) =>
  names.split(", ").map((name) => ({ name, description, ...defaultOf(name) })),
);
/** It is data for the element around it, and draws nothing. */
const drawsNothing = ["member-action"];

const textOf = ({ comment }) => (typeof comment === "string" ? comment : "").replace(/\s+/g, " ").trim();

/** `@keyboard Ctrl+K - What it does.`, and the example, of a class. */
const spoken = {
  name: "spoken",
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node)) return;
    const element = moduleDoc.declarations?.find(({ name }) => name === node.name?.text);
    const tags = (name) => ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === name);
    const keyboard = tags("keyboard").map((tag) => {
      const [, name = "", description = ""] = /^(.*?) - (.*)$/.exec(textOf(tag)) ?? [];
      return { name, description };
    });
    const [example] = tags("example").flatMap(({ comment }) => /```html\n(.*?)\n```/s.exec(String(comment))?.[1] ?? []);
    if (element && keyboard.length) element.keyboard = keyboard;
    if (element && example) element.example = example;
  },
};

/**
 * Keeps what a host may use. Classes are registered by `define()`, under a prefix of the host's, so a tag is known by
 * its file's name.
 */
const publicElements = {
  name: "public-elements",
  packageLinkPhase({ customElementsManifest }) {
    const kept = customElementsManifest.modules.filter((module) => {
      const tagName = path.posix.basename(module.path, ".ts");
      module.declarations = (module.declarations ?? []).filter(isElement);
      for (const element of module.declarations)
        Object.assign(element, {
          tagName,
          customElement: true,
          members: element.members?.filter(isPublic) ?? [],
          // One that is fired by its class alone is named in the docstring, too.
          ...(element.events && { events: element.events.filter(({ name }) => name) }),
          ...(!drawsNothing.includes(tagName) && { cssProperties: tokens }),
        });
      return module.declarations.length > 0;
    });
    customElementsManifest.modules = kept.sort((a, b) => a.path.localeCompare(b.path));
  },
};

export default {
  globs: ["src/**/*.ts"],
  litelement: true,
  outdir: ".",
  packagejson: false,
  plugins: [spoken, publicElements],
};
