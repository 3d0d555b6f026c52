import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The folder that statements are written to, by each process that sent some; unset: nobody asks for them. */
export const STATEMENTS_FOLDER = "MEMBERKIT_STATEMENTS";

/** A folder for them, until this process ends. */
export const newStatementsFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), "memberkit-statements-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
