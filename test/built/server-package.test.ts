import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { blocksOf } from "../support/documents.js";
import { pack, type Tarball } from "../support/tarball.js";

let server: Tarball;
before(() => void (server = pack("server")));
after(() => server.remove());

const run = (program: string, ...args: string[]): string =>
  execFileSync(`node_modules/.bin/${program}`, args, { encoding: "utf8", maxBuffer: 1 << 26 });

test("publint and attw find nothing wrong with the server's package", () => {
  assert.match(run("publint", server.file, "--strict"), /All good!/);
  run("attw", server.file, "--profile", "esm-only");
});

test("it is plain JavaScript, imports only what it depends on, and runs nothing when it is installed", () => {
  const { dependencies, scripts } = server.description;
  assert.deepEqual(
    server.files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts")),
    [],
  );
  for (const hook of ["preinstall", "install", "postinstall", "prepare"]) assert.equal(scripts[hook], undefined, hook);
  const imported = server.files
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) => [
      ...readFileSync(path.join(server.folder, file), "utf8").matchAll(/^import .*?from '([^'.][^']*)';$/gm),
    ])
    .map(([, from = ""]) => from)
    .filter((from) => !from.startsWith("node:"))
    .map((from) =>
      from
        .split("/")
        .slice(0, from.startsWith("@") ? 2 : 1)
        .join("/"),
    );
  assert.ok(imported.length > 0);
  assert.deepEqual(
    [...new Set(imported)].filter((from) => !(from in dependencies)),
    [],
  );
  const { components } = JSON.parse(readFileSync(path.join(server.folder, "dist/sbom.cdx.json"), "utf8")) as {
    components: { name: string }[];
  };
  const known = components.map(({ name }) => name);
  assert.deepEqual(
    Object.keys(dependencies).filter((name) => !known.includes(name)),
    [],
  );
});

test("each command is there, for Node to run", () => {
  const commands = Object.entries(server.description.bin);
  assert.equal(commands[0]?.[0], server.description.name);
  for (const [, file] of commands) {
    assert.ok(existsSync(path.join(server.folder, file)), file);
    assert.match(readFileSync(path.join(server.folder, file), "utf8"), /^#!\/usr\/bin\/env node\n/);
  }
});

test("the server starts from there by its environment, is ready, and says in words what it lacks", async () => {
  const command = path.join(server.folder, server.description.bin["memberkit-server"] ?? "");
  const env = { PATH: process.env.PATH ?? "", PORT: "0", TOKEN_ISSUER: "https://host.test", TOKEN_AUDIENCE: "loyalty" };
  const told = await new Promise<string>((resolve) => {
    const child = spawn(process.execPath, [command], { cwd: server.host, env });
    createInterface({ input: child.stderr }).on("line", resolve);
  });
  assert.match(told, /TOKEN_SECRET/);
  const secret = "a secret of at least thirty-two bytes";
  const child = spawn(process.execPath, [command], { cwd: server.host, env: { ...env, TOKEN_SECRET: secret } });
  try {
    const line = await new Promise<string>((resolve) => createInterface({ input: child.stderr }).on("line", resolve));
    const origin = /answers at (http:\S+)\/v1/.exec(line)?.[1];
    assert.equal((await fetch(`${origin}/readyz`)).status, 200);
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
});

test("its README's backend in memory answers", () => {
  const [block] = blocksOf("server/README.md").filter(({ language }) => language === "ts");
  const file = path.join(server.host, "host.mjs");
  writeFileSync(file, block?.code ?? "");
  const said = execFileSync(process.execPath, [file], { encoding: "utf8", cwd: server.host });
  assert.equal(said.trim(), "Noa Ben-David");
});
