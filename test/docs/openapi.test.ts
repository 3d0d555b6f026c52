import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openApiDocument } from "../../docs/openapi/document.js";
import * as bulkRequests from "../../sdk/contract/bulk/requests.js";
import { actionPath, catalogue, problems, type Route, allRoutes } from "../../sdk/contract/index.js";

interface Operation {
  requestBody?: { content: { "application/json": { schema: { $ref: string } } } };
  "x-memberkit-requirement"?: string;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, { oneOf?: { required: string[]; properties: object }[]; required?: string[] }>;
  };
}

const committed = JSON.parse(await readFile("docs/openapi.json", "utf8")) as Document;

test("docs/openapi.json is what `npm run openapi` writes", async () => {
  assert.deepEqual(committed, JSON.parse(JSON.stringify(await openApiDocument())));
});

test("it is a valid OpenAPI 3.1 document", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate({ ...structuredClone(committed) });
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(validator.version, "3.1");
});

test("every reference in it names a schema", () => {
  const references = JSON.stringify(committed).matchAll(/#\/components\/schemas\/(\w+)/g);
  for (const [, name = ""] of references) assert.ok(committed.components.schemas[name], name);
});

test("every route says MUST or MAY", () => {
  for (const route of Object.values(allRoutes))
    assert.equal(
      committed.paths[route.path]?.[route.method.toLowerCase()]?.["x-memberkit-requirement"],
      route.must ? "MUST" : "MAY",
      route.path,
    );
});

for (const { id } of Object.values(catalogue))
  test(`${id} can be done and simulated`, () => {
    for (const kind of ["actions", "previews"])
      assert.ok(
        committed.paths[`/members/{memberId}/${kind}/${id}`]?.post?.requestBody?.content["application/json"].schema
          .$ref,
      );
  });

test("a template or a custom text, never both, is said in JSON Schema too", () => {
  const { oneOf } = committed.components.schemas.SendSmsInput ?? {};
  assert.deepEqual(
    oneOf?.map(({ required, properties }) => ({ required, properties })),
    [
      { required: ["templateId"], properties: { body: false } },
      { required: ["body"], properties: { templateId: false } },
    ],
  );
});

interface Described extends Operation {
  parameters: { name: string; in: string; required: boolean; schema: { format?: string } }[];
  responses: Record<string, unknown>;
}
const operations = Object.entries(committed.paths).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Described>).map(([method, operation]) => ({ path, method, ...operation })),
);

test("every route that takes input says that it refuses what is wrong with it", () => {
  const silent = operations.filter(
    ({ parameters, requestBody, responses }) =>
      (parameters.some((each) => each.in === "query") || requestBody) && !responses["422"],
  );
  assert.deepEqual(
    silent.map(({ path }) => path),
    [],
  );
});

test("every route that writes requires a key, and no other takes one", () => {
  const keyed = operations.filter(({ parameters }) =>
    parameters.some(({ name, required }) => name === "Idempotency-Key" && required),
  );
  const writing = [
    ...Object.values<Route>(allRoutes).filter(({ writes }) => writes),
    ...Object.values(catalogue).map(({ id }) => ({ method: "POST", path: actionPath("actions", id) })),
  ];
  const named = (those: readonly { method: string; path: string }[]) =>
    those.map((each) => `${each.method.toUpperCase()} ${each.path}`);
  assert.deepEqual(named(keyed).sort(), named(writing).sort());
});

test("parameters say what they are: instants, and what is required", () => {
  const parameter = (path: string, name: string) =>
    operations.find((each) => each.path === path)?.parameters.find((each) => each.name === name);
  for (const name of ["from", "to"])
    assert.equal(parameter("/members/{memberId}/activities", name)?.schema.format, "date-time");
  assert.equal(parameter("/imports", "action")?.required, true);
});

const codeLike = [
  ...[
    "status",
    "state",
    "level",
    "preview",
    "idempotency",
    "danger",
    "category",
    "kind",
    "channel",
    "source",
    "per",
    "undo",
  ],
  ...["firesRules", "noteSeenBy", "reason", "code"],
];

interface Schema {
  type?: string;
  enum?: string[];
  description?: string;
  examples?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

/** Every text of a schema, with the name of the property that holds it: itself, in a list, or nullable. */
const textsOf = (schema: Schema, path: string): [path: string, text: Schema][] => [
  ...(schema.type === "string" ? [[path, schema] as [string, Schema]] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, own]) => textsOf(own, `${path}.${name}`)),
  ...[schema.items ?? [], schema.anyOf ?? []].flat().flatMap((own) => textsOf(own, path)),
];
/** What an action or a query takes is closed: what it doesn't know is refused. */
const texts = Object.entries(committed.components.schemas)
  .filter(([name]) => !name.endsWith("Input") && !(name in bulkRequests))
  .flatMap(([name, schema]) => textsOf(schema as Schema, name));

test("every text whose name says that it is a code lists its values, and what a reader does with any other", () => {
  // That of a coupon is one of its own.
  const named = texts.filter(([path]) => path !== "HeldCoupon.code");
  const codes = named.filter(([path]) => codeLike.includes(path.split(".").at(-1) ?? ""));
  assert(codes.length > 30, `${codes.length}`);
  const silent = codes.filter(
    ([, { description, examples = [] }]) => !examples.length || !description?.includes(" any other"),
  );
  assert.deepEqual(
    silent.map(([path]) => path),
    [],
  );
});

test("U10 no text of an answer is closed, so that a client generated today takes tomorrow's values", () => {
  assert.deepEqual(
    texts.filter((entry) => entry[1].enum).map(([path]) => path),
    [],
  );
});

test("every problem stands there with its meaning, and whether the same request may succeed later", () => {
  const { responses } = (committed as unknown as { components: { responses: Record<string, { description: string }> } })
    .components;
  for (const [code, { status, title, retryable }] of Object.entries(problems)) {
    const meaning = `\`${code}\`: ${title}${retryable ? ", and the same request may succeed later." : "."}`;
    assert(responses[`Problem${status}`]?.description.includes(meaning), meaning);
  }
});

test("the document says how a backend behaves, for who has nothing else to build from", () => {
  const { description } = (committed as unknown as { info: { description: string } }).info;
  for (const title of [
    "CORS",
    "Idempotency",
    "Order of checks",
    "Outcomes",
    "Settling",
    "Previews",
    "Undo",
    "Lists",
    "Refusals",
  ])
    assert.match(description, new RegExp(`^## .*${title}`, "m"));
});
