import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** Another one for each schema and each version of the package that is the database. */
export const fingerprint = async (pack: string): Promise<string> => {
  const folder = path.join(root, "server/migrations");
  const hash = createHash("sha256");
  for (const name of (await readdir(folder)).sort()) hash.update(await readFile(path.join(folder, name)));
  hash.update(await readFile(path.join(root, "node_modules", pack, "package.json")));
  return hash.digest("hex").slice(0, 16);
};
