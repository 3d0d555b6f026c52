import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

/** A module of a host's, which imports the package by its exports: it may import itself by its own name. */
const run = (script: string): string =>
  execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }).trim();

for (const entry of ["memberkit", "memberkit/define"])
  test(`define() of ${entry} is safe on a server, and does nothing there`, () => {
    const said = run(`
      const { define } = await import("${entry}");
      const defined = define({ prefix: "acme" });
      console.log(defined instanceof Promise, await defined, globalThis.customElements?.get?.("acme-member-kit"));`);
    assert.equal(said, "true undefined undefined");
  });

const host = `
import { define, MemberActionDoneEvent, MemberErrorEvent, type Member, type Operation } from "memberkit";
import { define as defineAlone, type DefineOptions } from "memberkit/define";
import { english, type HostMessages, type MessageId } from "memberkit/messages";
import { createClient, ProblemError, SetupError, type Client } from "memberkit/sdk";

const options: DefineOptions = { prefix: "acme" };
const defined: Promise<void> = define(options).then(() => defineAlone());

const kit = document.createElement("member-kit");
kit.getToken = async ({ refresh }) => (refresh ? "new" : "token");
const client: Client = createClient({ baseUrl: "https://loyalty.example/v1", getToken: () => "token" });
kit.client = client;
kit.theme = "dark";
const messages: HostMessages = { actions: "Serve", "action.add.title": "Give {currency}" };
const id: MessageId = "list.found";
kit.messages = { ...messages, [id]: english[id] };

const profile = document.createElement("member-profile");
profile.memberId = "m_1048";
profile.readOnly = true;
profile.operator = "inline";
const modal: HTMLElementTagNameMap["member-actions-modal"] = document.createElement("member-actions-modal");
modal.open = true;
const preset = document.createElement("member-action");
preset.name = "add:points";
const editor = document.createElement("tag-editor");
editor.value = ["VIP"];

profile.addEventListener("member-action-done", (event) => {
  const done: MemberActionDoneEvent = event;
  const operation: Operation = done.operation;
  console.log(operation.id, operation.changes[0]?.applied);
});
profile.addEventListener("member-action-request", (event) => event.waitUntil(defined));
profile.addEventListener("member-error", (event: MemberErrorEvent) => console.log(event.message));
editor.addEventListener("member-change", ({ value }) => console.log(value.join()));

export const nameOf = async (): Promise<string> => {
  try {
    const { value }: { value: Member } = await client.members.get("m_1048");
    return value.name;
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    return error instanceof ProblemError ? error.code : "";
  }
};

// @ts-expect-error a text that there is not
kit.messages = { action: "Serve" };
// @ts-expect-error a language that lacks texts
const dutch: Required<HostMessages> = { actions: "Acties" };
// @ts-expect-error a theme that there is not
kit.theme = "drak";
// @ts-expect-error an operator that there is not
profile.operator = "in-line";
// @ts-expect-error an action needs its fields
void client.actions.add("m_1048", { currency: "points" });
// @ts-expect-error a client needs a way to get a token
createClient({ baseUrl: "https://loyalty.example/v1" });
`;

for (const moduleResolution of ["bundler", "nodenext"])
  test(`a host's strict TypeScript finds the package's types (${moduleResolution})`, () => {
    const folder = path.resolve(`.cache/typed-host-${moduleResolution}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noEmit: true,
      skipLibCheck: false,
      target: "es2022",
      module: moduleResolution === "bundler" ? "esnext" : "nodenext",
      moduleResolution,
      lib: ["es2024", "dom", "dom.iterable"],
      types: [],
    };
    writeFileSync(`${folder}/host.mts`, host);
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files: ["host.mts"] }));
    execFileSync("node_modules/.bin/tsc", ["-p", folder], { stdio: "inherit" });
  });
