import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openApiDocument } from "../../docs/openapi/document.js";
import { propertiesWithValues } from "../../docs/openapi/values.js";
import { catalogue, routes } from "../../sdk/contract/index.js";

interface Operation {
  requestBody?: { content: { "application/json": { schema: { $ref: string } } } };
  "x-memberkit-requirement"?: string;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { oneOf?: { required: string[]; properties: object }[]; required?: string[] }> };
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
  for (const route of Object.values(routes))
    assert.equal(
      committed.paths[route.path]?.[route.method.toLowerCase()]?.["x-memberkit-requirement"],
      route.must ? "MUST" : "MAY",
      route.path,
    );
});

for (const { id } of Object.values(catalogue))
  test(`${id} can be done and simulated`, () => {
    for (const kind of ["actions", "previews"])
      assert.ok(committed.paths[`/members/{memberId}/${kind}/${id}`]?.post?.requestBody?.content["application/json"].schema.$ref);
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
    ({ parameters, requestBody, responses }) => (parameters.some((each) => each.in === "query") || requestBody) && !responses["422"],
  );
  assert.deepEqual(
    silent.map(({ path }) => path),
    [],
  );
});

test("every route that writes requires a key, and no other takes one", () => {
  const keyed = operations.filter(({ parameters }) => parameters.some(({ name, required }) => name === "Idempotency-Key" && required));
  const writing = operations.filter(({ path }) => /\/(actions\/.+|reversal)$/.test(path) && path.includes("/"));
  assert.deepEqual(
    keyed.map(({ path }) => path).sort(),
    writing
      .filter(({ method }) => method === "post")
      .map(({ path }) => path)
      .sort(),
  );
});

test("parameters say what they are: instants, and what is required", () => {
  const parameter = (path: string, name: string) =>
    operations.find((each) => each.path === path)?.parameters.find((each) => each.name === name);
  for (const name of ["from", "to"]) assert.equal(parameter("/members/{memberId}/activities", name)?.schema.format, "date-time");
  assert.equal(parameter("/operations", "reference")?.required, true);
});

test("every text that stands for one of a few values lists them", () => {
  const found = (at: object, path: readonly string[]): unknown =>
    path.reduce<unknown>((schema, name) => (schema as { properties?: Record<string, unknown> } | undefined)?.properties?.[name], at);
  for (const property of propertiesWithValues) {
    const [schema = "", ...path] = property.split(".");
    const described = found(committed.components.schemas[schema] ?? {}, path);
    assert.match(JSON.stringify(described ?? null), /"enum":\[|"examples":\[/, property);
  }
});

test("the document says how a backend behaves, for who has nothing else to build from", () => {
  const { description } = (committed as unknown as { info: { description: string } }).info;
  for (const title of ["CORS", "Idempotency", "Order of checks", "Outcomes", "Settling", "Previews", "Undo", "Lists", "Refusals"])
    assert.match(description, new RegExp(`^## .*${title}`, "m"));
});
