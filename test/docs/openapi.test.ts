import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openApiDocument } from "../../docs/openapi/document.js";
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
