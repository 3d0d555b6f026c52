import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import type { Block } from "../documents.js";
import { HOST, type World } from "./world.js";

const folder = path.resolve(".cache/documents");
const compilerOptions = { noEmit: true, skipLibCheck: true, noUnusedLocals: false };
const fileOf = ({ file, line }: Block): string => path.join(folder, `${file.replace(/\W/g, "-")}-${line}.ts`);

/** Writes blocks as modules of their own, and type-checks them against the built package, as a host would. */
export const checkTypes = (blocks: readonly Block[]): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const block of blocks) writeFileSync(fileOf(block), `${block.code}\nexport {};\n`);
  const project = path.join(folder, "tsconfig.json");
  writeFileSync(
    project,
    JSON.stringify({ extends: path.resolve("tsconfig.json"), compilerOptions, include: ["*.ts"], exclude: [] }),
  );
  const checked = execFileSync("node_modules/.bin/tsc", ["-p", project], { encoding: "utf8", stdio: "pipe" });
  assert.equal(checked, "");
};

/** Runs a block that {@link checkTypes} has written; what it asks is answered by the world, and refused nowhere. */
export const runProgram = async (block: Block, world: World): Promise<void> => {
  const { fetch } = globalThis;
  const { log } = console;
  const environment = { ...process.env };
  Object.assign(process.env, world.environment);
  globalThis.fetch = (input, init) =>
    world.answer(new Request(typeof input === "string" ? new URL(input, HOST) : input, init));
  console.log = () => undefined;
  try {
    await tsImport(pathToFileURL(fileOf(block)).href, import.meta.url);
    assert.deepEqual(world.refusals(), []);
  } finally {
    globalThis.fetch = fetch;
    console.log = log;
    process.env = environment;
  }
};
