import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { english } from "../src/locales/words.js";

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll(path.sep, "/"))
  .filter((file) => file.endsWith(".ts") && !file.startsWith("locales/"));

/** A text of the code that may be an id; where an expression stands in it, anything may. */
const said = new Set<string>();
const patterns = new Set<string>();

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const addPattern = (parts: readonly string[]): void => {
  // What says nothing of its own fits every id, and so proves nothing of any.
  if (/[a-z]/.test(parts.join(""))) patterns.add(parts.map((part) => escaped(part)).join(".+"));
};

const visit = (node: ts.Node): void => {
  if (ts.isStringLiteralLike(node)) said.add(node.text);
  if (ts.isTemplateExpression(node))
    addPattern([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]);
  if (ts.isCallExpression(node) && /\blabel(Of)?$/.test(node.expression.getText())) {
    const kind = node.arguments.find(ts.isStringLiteralLike);
    if (kind) addPattern([`${kind.text}.`, ""]);
  }
  ts.forEachChild(node, visit);
};
for (const file of sources)
  visit(ts.createSourceFile(file, readFileSync(path.join("src", file), "utf8"), ts.ScriptTarget.Latest, true));

const isUsed = (id: string): boolean =>
  said.has(id) || [...patterns].some((pattern) => new RegExp(`^${pattern}$`).test(id));

for (const [surface, messages] of Object.entries(english))
  test(`every text of the ${surface} is said somewhere`, () => {
    assert.deepEqual(
      Object.keys(messages).filter((id) => !isUsed(id)),
      [],
    );
  });
