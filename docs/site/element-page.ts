import { Primary, Title, useOf } from "@storybook/addon-docs/blocks";
import { createElement, type ReactElement } from "react";
import { elements } from "./corpus.js";
import { Frame, Text } from "./markdown-page.js";
import { referenceOf } from "./reference.js";

/** The page of an element: what it is, how it looks, and all that a host may use of it. */
export const ElementPage = (): ReactElement => {
  const { preparedMeta } = useOf("meta", ["meta"]);
  const element = elements.find(({ tagName }) => tagName === preparedMeta.component);
  if (!element) throw new Error(`There is no element "${preparedMeta.component}".`);
  const file = "custom-elements.json";
  return createElement(
    Frame,
    null,
    createElement(Title),
    createElement(Text, { file, markdown: element.description ?? "" }),
    createElement(Primary),
    createElement(Text, { file, markdown: referenceOf(element) }),
  );
};
