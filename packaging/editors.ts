import { readFileSync, writeFileSync } from "node:fs";
import { webTypesOf, vsCodeDataOf, type Manifest, type Package } from "./editor-data.js";

/** `prepack`: writes what editors know the elements by, from the manifest, to `dist/`. */
const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const manifest = read("custom-elements.json") as Manifest;
const write = (file: string, data: unknown): void =>
  writeFileSync(`dist/${file}`, `${JSON.stringify(data, null, 2)}\n`);
write("vscode.html-custom-data.json", vsCodeDataOf(manifest));
write("web-types.json", webTypesOf(manifest, read("package.json") as Package));
