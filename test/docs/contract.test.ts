import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { anchorOf, contractPage, methodOf } from "../../docs/contract/document.js";
import type { Exchange } from "../../docs/contract/section.js";
import { sections } from "../../docs/contract/sections/index.js";
import { allRoutes, catalogue, problems } from "../../sdk/contract/index.js";
import { startBackend, type TestBackend } from "../support/backend.js";

const page = readFileSync("docs/contract.md", "utf8");
const changelog = readFileSync("docs/contract-changelog.md", "utf8");

test("docs/contract.md is what `npm run contract` writes", () => {
  assert.equal(page, contractPage());
});

test("its anchors are those that failures of the conformance suite link to, in this order", () => {
  assert.deepEqual(sections.map(anchorOf), [
    ...["versions", "access", "cors", "reading", "lists", "times-and-amounts", "keys", "settling", "refusals"],
    ...["preconditions", "actions", "previews", "undo", "messages", "erasure", "changes", "many-members", "levels"],
  ]);
});

test("every rule says MUST or MAY in one or two sentences, and what it is for", () => {
  for (const { rules } of sections)
    for (const { says, why } of rules) {
      assert.match(says, /\b(MUST|MAY)\b/);
      assert.match(why, /[.?!]$/);
    }
});

test("every route of the contract stands in one section", () => {
  const placed = sections.flatMap(({ routes }) => routes);
  assert.deepEqual(placed.toSorted(), Object.keys(allRoutes).sort());
});

test("every problem and every action stands in its table", () => {
  for (const name of [...Object.keys(problems), ...Object.values(catalogue).map(({ id }) => id)])
    assert(page.includes(`\n| \`${name}\` | `), name);
});

test("its links lead somewhere", () => {
  for (const [, file = ""] of page.matchAll(/\]\(\.\/([^)#]+)/g)) assert(existsSync(path.join("docs", file)), file);
  for (const [, anchor = ""] of page.matchAll(/\]\(#([^)]+)\)/g))
    assert(
      sections.some((section) => anchorOf(section) === anchor),
      anchor,
    );
});

test("every route that a backend may lack, and every problem, stands in the contract's changelog", () => {
  for (const { method, path: route } of Object.values(allRoutes))
    assert(changelog.includes(`\`${method} ${route}\``), `${method} ${route}`);
  for (const code of Object.keys(problems)) assert(changelog.includes(`\`${code}\``), code);
});

const ORIGIN = "https://crm.example";
let backend: TestBackend;
let token: string;
before(async () => {
  backend = await startBackend({ origins: [ORIGIN] });
  token = await backend.tokenFor({ tenant: await backend.seed() });
});
after(() => backend.close());

const ask = (exchange: Exchange, memberETag: string | null, operationId: string): Promise<Response> => {
  const { "If-Match": ifMatch, ...shown } = exchange.headers ?? {};
  const headers = new Headers({ Authorization: `Bearer ${token}`, ...shown });
  if (ifMatch !== undefined) headers.set("If-Match", ifMatch === "…" ? (memberETag ?? "") : ifMatch);
  if (exchange.body !== undefined) headers.set("Content-Type", "application/json");
  const body = exchange.body === undefined ? null : JSON.stringify(exchange.body);
  const url = `${backend.baseUrl}${exchange.path.replace("{operationId}", operationId)}`;
  return backend.fetch(new Request(url, { method: methodOf(exchange), headers, body }));
};

/** Whether what is shown is a part of what was answered; `…` is any value. */
const isPartOf = (shown: unknown, answered: unknown): boolean => {
  if (shown === "…") return answered !== undefined && answered !== null;
  if (typeof shown !== "object" || shown === null) return shown === answered;
  if (typeof answered !== "object" || answered === null) return false;
  if (Array.isArray(shown))
    return (
      Array.isArray(answered) &&
      (shown.length > 0
        ? shown.every((each) => answered.some((other) => isPartOf(each, other)))
        : answered.length === 0)
    );
  return Object.entries(shown).every(([name, value]) => isPartOf(value, (answered as Record<string, unknown>)[name]));
};

for (const { title, example = [] } of sections)
  if (example.length > 0)
    test(`the example of "${title}" is what the reference backend answers`, async () => {
      let operationId = "";
      const { headers } = await ask({ path: "/members/m_1048", status: 200 }, null, "");
      for (const exchange of example) {
        const response = await ask(exchange, headers.get("ETag"), operationId);
        const text = await response.text();
        assert.equal(response.status, exchange.status, `${exchange.path}: ${text.slice(0, 300)}`);
        for (const [name, value] of Object.entries(exchange.answers ?? {}))
          assert.equal(response.headers.get(name), value, name);
        if (exchange.answer === undefined) continue;
        const answered = JSON.parse(text) as { id?: string };
        assert(isPartOf(exchange.answer, answered), `${exchange.path} answers ${text.slice(0, 1500)}`);
        operationId = answered.id ?? operationId;
      }
    });
