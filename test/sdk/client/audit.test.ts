import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "../../../sdk/client/create-client.js";
import { ProblemError } from "../../../sdk/index.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { type TokenOptions, startBackend } from "../../support/backend.js";
import { makeTenant } from "../../support/tenant.js";
import { memoryKeys } from "./scripted.js";

test("the audit comes in pages of 50, narrowed as it is asked for; who may not read it is told so", async () => {
  const backend = await startBackend();
  const tenant = await makeTenant(backend.database);
  const rows = Array.from({ length: 60 }, (_, at) => ({
    ...{ tenant, id: `au_${at}`, at: new Date(at * 1_000), request_id: "r", operator_id: "u_1", source: "manual" },
    ...{ action: at % 2 ? "add" : "view", outcome: "applied", member_id: null, operation_id: null, digest: null },
  }));
  await insertRows(backend.database, "audit", rows);
  const clientOf = (who: Partial<TokenOptions> = {}) =>
    createClient({
      baseUrl: backend.baseUrl,
      getToken: () => backend.tokenFor({ tenant, ...who }),
      keys: memoryKeys(),
      fetch: (request) => backend.app.fetch(request),
    }).bulk();
  const bulk = await clientOf();
  const first = await bulk.audit({ operator: "u_1" }).first();
  assert.equal(first.data.length, 50);
  assert.equal((await first.next?.())?.data.length, 10);
  const views: string[] = [];
  for await (const { id } of bulk.audit({ operator: "u_1", kind: "view", limit: 7 })) views.push(id);
  assert.deepEqual(
    views,
    Array.from({ length: 30 }, (_, at) => `au_${58 - at * 2}`),
  );
  const dana = await clientOf({ operator: "dana" });
  await assert.rejects(dana.audit().first(), (error) => error instanceof ProblemError && error.code === "forbidden");
  await backend.close();
});
