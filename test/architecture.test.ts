import assert from "node:assert/strict";
import { test } from "node:test";
import { cruise, type ICruiseResult, type IForbiddenRuleType } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";

/** The files of the server that may know Node: all others also run in a browser page. */
const nodeFiles = "^server/(main\\.ts|node/|messages/smtp\\.ts)";

/** A folder of the server may import itself, the folders and files listed for it, and `clock.ts`. */
const serverFolders = (allowed: Readonly<Record<string, readonly string[]>>): IForbiddenRuleType[] =>
  Object.entries(allowed).map(([folder, below]) => ({
    name: `server/${folder} is built on ${below.length > 0 ? below.join(", ") : "nothing of the server"}`,
    from: { path: `^server/${folder}/` },
    to: {
      path: "^server/",
      pathNot: `^server/(${["clock.ts", folder, ...below].join("|").replaceAll(".", "\\.")})(/|$)`,
    },
  }));

/**
 * Imports go one way: `sdk/contract <- sdk/client <- src`, and `sdk/contract <- server`. Tests and stories may import
 * all.
 */
const forbidden: IForbiddenRuleType[] = [
  // Types for templates import those of a framework, which the host has.
  {
    name: "every import names something",
    from: { pathNot: "^src/frameworks/\\w+\\.d\\.ts$" },
    to: { couldNotResolve: true },
  },
  {
    name: "the contract imports nothing of ours",
    from: { path: "^sdk/contract" },
    to: { path: "^(sdk/(?!contract)|src|server|test|stories)" },
  },
  {
    name: "the client imports the contract only",
    from: { path: "^sdk" },
    to: { path: "^(src|server|test|stories|examples)" },
  },
  { name: "elements import the sdk only", from: { path: "^src" }, to: { path: "^(server|test|stories|examples)" } },
  {
    name: "the server imports the contract only",
    from: { path: "^server" },
    to: { path: "^(sdk/(?!contract)|src|test|stories)" },
  },
  {
    name: "the sdk knows no Lit",
    from: { path: "^sdk" },
    to: { path: "node_modules/(lit|@lit|lit-html|lit-element)/" },
  },
  {
    name: "only the transport knows ky",
    from: { path: "^(sdk|src|server)", pathNot: "^sdk/client/transport\\.ts$" },
    to: { path: "node_modules/ky/" },
  },
  { name: "the app knows no Node", from: { path: "^server", pathNot: nodeFiles }, to: { dependencyTypes: ["core"] } },
  {
    name: "the app imports no file that knows Node",
    from: { path: "^server", pathNot: nodeFiles },
    to: { path: nodeFiles },
  },
  // Inside the server, from the ground up.
  ...serverFolders({
    domain: [],
    actions: ["domain"],
    messages: ["domain"],
    postgres: ["domain"],
    migrations: ["postgres"],
    audit: ["domain", "messages", "postgres"],
    read: ["audit", "domain", "postgres"],
    write: ["audit", "domain", "actions", "postgres", "read"],
    jobs: ["audit", "domain", "postgres", "read", "write"],
    due: ["audit", "domain", "jobs", "messages", "postgres", "read", "write"],
    http: ["domain", "due", "jobs", "messages", "postgres", "read", "write"],
    gateways: ["domain", "http", "postgres", "read"],
    seed: ["domain", "postgres", "write"],
    node: ["app.ts", "audit", "gateways", "http", "messages", "migrations", "postgres", "write"],
  }),
  {
    name: "the domain knows no database and no HTTP",
    from: { path: "^server/(domain|actions)/" },
    to: { path: "node_modules/(kysely|pg|@electric-sql|hono|@hono|jose|nodemailer)/" },
  },
  {
    name: "only the adapter of a vendor knows the vendor",
    from: { path: "^server/", pathNot: "^server/(gateways/vendors\\.ts$|gateways/(square|voucherify|talon-one)/)" },
    to: { path: "^server/gateways/(square|voucherify|talon-one)/" },
  },
  {
    name: "HTTP speaks no SQL",
    from: { path: "^server/http/" },
    to: { path: "node_modules/(kysely|pg|@electric-sql)/" },
  },
  // What two elements share stands in a folder of its own, such as `src/parts`; define.ts alone loads elements, most of
  // them later.
  {
    name: "an element imports no other element's folder",
    from: { path: "^src/(member-[a-z-]+|tag-editor)/" },
    to: { path: "^src/(member-[a-z-]+|tag-editor)/", pathNot: "^src/$1/" },
  },
  // An import at once would put them into the first chunk.
  {
    name: "the action flow and the drawings of panels are loaded later",
    from: { path: "^src", pathNot: "^src/member-actions-modal/action-flow/" },
    to: {
      path: "^src/(member-actions-modal/action-flow/|member-profile/panels/[^/]+/(drawing|entry-details)\\.ts$)",
      dependencyTypesNot: ["type-only", "dynamic-import"],
    },
  },
  {
    name: "what ships imports no development dependency",
    from: { path: "^(sdk|src|server)" },
    to: { dependencyTypes: ["npm-dev"] },
  },
];

const { output } = await cruise(
  ["sdk", "src", "server", "test"],
  {
    validate: true,
    ruleSet: { forbidden },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^server/dist/" },
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

type Import = readonly [from: string, to: string];

/**
 * One import as the folder that holds both files sees it: `server/app.ts -> server/http/log.ts` is
 * `server/app.ts -> server/http`.
 */
const entriesOf = (from: string, to: string): Import => {
  const [start, end] = [from.split("/"), to.split("/")];
  const depth = start.findIndex((part, index) => part !== end[index]) + 1;
  return [start.slice(0, depth).join("/"), end.slice(0, depth).join("/")];
};

const isOurs = (path: string): boolean => /^(sdk|src|server)\//.test(path);

const imports = modules
  .flatMap(({ source, dependencies }) => dependencies.map(({ resolved }): Import => [source, resolved]))
  .filter(([from, to]) => from !== to && isOurs(from) && isOurs(to));

const entries = new Map<string, Set<string>>();
for (const [from, to] of imports.map((each) => entriesOf(...each)))
  entries.set(from, (entries.get(from) ?? new Set()).add(to));

/** Whether following imports from one entry arrives at the other. */
const leadsTo = (from: string, to: string, seen = new Set<string>()): boolean =>
  from === to ||
  [...(entries.get(from) ?? [])].some((next) => {
    if (seen.has(next)) return false;
    return leadsTo(next, to, seen.add(next));
  });

test("no file or folder imports itself through its neighbours, not even a type or later", () => {
  const circular = imports.filter(([from, to]) => {
    const [start, end] = entriesOf(from, to);
    return leadsTo(end, start);
  });
  assert.deepEqual(
    circular.map(([from, to]) => `${from} -> ${to}`),
    [],
  );
});
