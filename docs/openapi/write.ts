import { writeFile } from "node:fs/promises";
import path from "node:path";
import { openApiDocument } from "./document.js";

const file = path.resolve(import.meta.dirname, "../openapi.json");
await writeFile(file, `${JSON.stringify(await openApiDocument(), null, 2)}\n`);
