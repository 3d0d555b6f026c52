import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { openApiDocument } from "../../../docs/openapi/document.js";
import { Problem } from "../../../sdk/contract/schemas/problem.js";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { type HostileRequest, hostileRequest } from "../../support/hostile.js";
import { checkProperty } from "../../support/property.js";

/** As many as fit into the time of every day; a long run sets more. */
const REQUESTS = Number(process.env.HOSTILE_REQUESTS ?? 2_000);

let backend: TestBackend;
let token: string;
let documented: (request: HostileRequest) => readonly string[];
let inputCodes: readonly string[];

interface Document {
  paths: Record<string, Record<string, { responses: object }>>;
  components: {
    schemas: { Problem: { properties: { errors: { items: { properties: { code: { examples: string[] } } } } } } };
  };
}

before(async () => {
  backend = await startBackend();
  token = await backend.tokenFor({ tenant: await backend.seed() });
  const { paths, components } = (await openApiDocument()) as unknown as Document;
  documented = ({ route, method }) => Object.keys(paths[route]?.[method.toLowerCase()]?.responses ?? {});
  inputCodes = components.schemas.Problem.properties.errors.items.properties.code.examples;
});
after(() => backend.close());

const send = ({ method, path, headers, body }: HostileRequest): Promise<Response> =>
  backend.fetch(`/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, ...headers },
    ...(body !== null && { body }),
  });

test(`S05 S22 ${REQUESTS} requests at the edges of every type get a documented answer, and never a fault of the server`, async () => {
  const property = fc.asyncProperty(hostileRequest, async (request) => {
    const response = await send(request);
    const text = await response.text();
    assert.ok(response.status < 500 || response.status === 501, `${response.status} ${text}`);
    assert.ok(documented(request).includes(String(response.status)), `${response.status} is not documented: ${text}`);
    if (response.status === 200) return;
    for (const { code } of Problem.parse(JSON.parse(text)).errors ?? [])
      assert.ok(inputCodes.includes(code), `${code} is not documented.`);
  });
  await checkProperty(property, { numRuns: REQUESTS, seed: 20261121 });
});
