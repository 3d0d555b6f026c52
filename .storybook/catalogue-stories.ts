import type { Indexer } from "storybook/internal/types";
import type { Plugin } from "vite";
import { catalogue } from "../sdk/contract/index.js";

const file = /stories[\\/]catalogue\.stories\.ts$/;
const exportName = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** Tells Storybook of one story per action, which its own reading of the file could not find. */
export const catalogueIndexer: Indexer = {
  test: file,
  createIndex: (fileName) =>
    Promise.resolve(
      Object.entries(catalogue).map(([name, action]) => ({
        type: "story",
        importPath: fileName,
        exportName: exportName(name),
        name: action.id,
        title: "Catalogue",
        tags: ["test"],
      })),
    ),
};

/** Writes that file's exports: one per action, each made by its `story` function. */
export const catalogueStories: Plugin = {
  name: "catalogue-stories",
  enforce: "pre",
  transform: (code, id) =>
    file.test(id)
      ? `${code}\n${Object.keys(catalogue)
          .map((name) => `export const ${exportName(name)} = story("${name}");`)
          .join("\n")}`
      : null,
};
