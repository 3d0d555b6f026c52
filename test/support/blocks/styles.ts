import assert from "node:assert/strict";
import { elements } from "../documents.js";

/** Elements, parts and custom properties that styles name are those of `custom-elements.json`. */
export const checkStyles = (code: string): void => {
  const tokens = new Set(elements.flatMap(({ cssProperties = [] }) => cssProperties.map(({ name }) => name)));
  for (const [token] of code.matchAll(/--member-[\w-]+/g)) assert.ok(tokens.has(token), token);
  for (const [, tag = ""] of code.matchAll(/(?<![\w-])((?:member|tag)-[a-z-]+)(?=[\s,:{)])/g))
    assert.ok(
      elements.some(({ tagName }) => tagName === tag),
      tag,
    );
  for (const [, tag = "", part = ""] of code.matchAll(/([\w-]+)::part\(([\w-]+)\)/g)) {
    const { cssParts = [] } = elements.find(({ tagName }) => tagName === tag) ?? {};
    assert.ok(
      cssParts.some(({ name }) => name === part),
      `${tag}::part(${part})`,
    );
  }
};
