import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The files below a folder in whose bytes a text stands, in whatever case: what whoever has the disk could search. */
export const filesWith = async (folder: string, canary: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const text = (await readFile(file)).toString("latin1").toLowerCase();
    if (text.includes(canary.toLowerCase())) found.push(path.relative(folder, file));
  }
  return found.sort();
};
