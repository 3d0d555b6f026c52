import { writeFile } from "node:fs/promises";
import path from "node:path";
import { contractPage } from "./document.js";

await writeFile(path.resolve(import.meta.dirname, "../contract.md"), contractPage());
