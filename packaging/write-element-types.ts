import { writeFile } from "node:fs/promises";
import { elementTypes, elementTypesFile } from "./element-types.js";

await writeFile(elementTypesFile, await elementTypes());
