import { readdirSync } from "node:fs";
import path from "node:path";

const under = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, "/")))
    .filter((file) => file.endsWith(".test.ts"))
    .sort();

/** Runs in a browser. */
export const isBrowserTest = (file: string): boolean => file.startsWith("test/src/");
/** Looks at what `npm run build` made. */
const isBuiltTest = (file: string): boolean => /^test\/(built|e2e)\//.test(file);

/** Reads what the others made the server send. */
export const RECORDED_TEST = "test/statements/recorded.test.ts";

/** The files of node:test, parted by whether they need the build; {@link RECORDED_TEST} is none of them. */
export const nodeTestFiles = (): { files: string[]; builtFiles: string[] } => {
  const all = under("test").filter((file) => !isBrowserTest(file) && file !== RECORDED_TEST);
  return { files: all.filter((file) => !isBuiltTest(file)), builtFiles: all.filter(isBuiltTest) };
};
