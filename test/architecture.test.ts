import assert from "node:assert/strict";
import { test } from "node:test";
import { cruise, type ICruiseResult, type IForbiddenRuleType } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";

/** The files of the server that may know Node: all others also run in a browser page. */
const nodeFiles = "^server/(main\\.ts|node/|messages/smtp\\.ts)";

/** A folder of the server imports itself, those it is built on, and `clock.ts`. */
const floors = (allowed: Readonly<Record<string, readonly string[]>>): IForbiddenRuleType[] =>
  Object.entries(allowed).map(([folder, below]) => ({
    name: `server/${folder} is built on ${below.length > 0 ? below.join(", ") : "nothing of the server"}`,
    from: { path: `^server/${folder}/` },
    to: { path: "^server/", pathNot: `^server/(clock\\.ts|(${[folder, ...below].join("|")})/)` },
  }));

/** Imports go one way: `sdk/contract <- sdk/client <- src`, and `sdk/contract <- server`. Tests and stories may import all. */
const forbidden: IForbiddenRuleType[] = [
  {
    name: "nothing imports itself, through others",
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ["dynamic-import", "type-only"] } },
  },
  { name: "every import names something", from: {}, to: { couldNotResolve: true } },
  {
    name: "the contract imports nothing of ours",
    from: { path: "^sdk/contract" },
    to: { path: "^(sdk/(?!contract)|src|server|test|stories)" },
  },
  { name: "the client imports the contract only", from: { path: "^sdk" }, to: { path: "^(src|server|test|stories|examples)" } },
  { name: "elements import the sdk only", from: { path: "^src" }, to: { path: "^(server|test|stories|examples)" } },
  { name: "the server imports the contract only", from: { path: "^server" }, to: { path: "^(sdk/(?!contract)|src|test|stories)" } },
  { name: "the sdk knows no Lit", from: { path: "^sdk" }, to: { path: "node_modules/(lit|@lit|lit-html|lit-element)/" } },
  {
    name: "only the transport knows ky",
    from: { path: "^(sdk|src|server)", pathNot: "^sdk/client/transport\\.ts$" },
    to: { path: "node_modules/ky/" },
  },
  { name: "the app knows no Node", from: { path: "^server", pathNot: nodeFiles }, to: { dependencyTypes: ["core"] } },
  { name: "the app imports no file that knows Node", from: { path: "^server", pathNot: nodeFiles }, to: { path: nodeFiles } },
  // Inside the server, from the ground up: what is true of a program, its actions, the database, queries, the path of a change,
  // what time brings, and HTTP.
  ...floors({
    domain: [],
    actions: ["domain"],
    postgres: ["domain"],
    read: ["domain", "postgres"],
    write: ["domain", "actions", "postgres", "read"],
    due: ["domain", "messages", "postgres", "read", "write"],
    http: ["domain", "due", "postgres", "read", "write"],
  }),
  {
    name: "the domain knows no database and no HTTP",
    from: { path: "^server/(domain|actions)/" },
    to: { path: "node_modules/(kysely|pg|@electric-sql|hono|@hono|jose|nodemailer)/" },
  },
  { name: "HTTP speaks no SQL", from: { path: "^server/http/" }, to: { path: "node_modules/(kysely|pg|@electric-sql)/" } },
  // What two elements share stands in a folder of its own, such as `src/parts`; define.ts alone loads elements, most of them later.
  {
    name: "an element imports no other element's folder",
    from: { path: "^src/(member-[a-z-]+|tag-editor)/" },
    to: { path: "^src/(member-[a-z-]+|tag-editor)/", pathNot: "^src/$1/" },
  },
  { name: "what ships imports no development dependency", from: { path: "^(sdk|src|server)" }, to: { dependencyTypes: ["npm-dev"] } },
];

const { output } = await cruise(
  ["sdk", "src", "server", "test"],
  {
    validate: true,
    ruleSet: { forbidden },
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
  {},
  { tsConfig: extractTSConfig("tsconfig.json") },
);
const { summary, modules } = output as ICruiseResult;

test("every layer is looked at", () => {
  for (const layer of ["sdk/contract/", "sdk/client/", "src/", "server/"])
    assert.ok(
      modules.some((module) => module.source.startsWith(layer)),
      layer,
    );
});

for (const { name = "" } of forbidden)
  test(name, () => {
    const broken = summary.violations.filter((violation) => violation.rule.name === name);
    assert.deepEqual(
      broken.map(({ from, to }) => `${from} -> ${to}`),
      [],
    );
  });
