import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";
import { makeMembers } from "../../support/tenant.js";

let backend: TestBackend;
let tenant: string;
let call: Caller;
before(async () => {
  backend = await startBackend();
  tenant = await backend.seed();
  call = await backend.as({ tenant });
});
after(() => backend.close());

test("S06 a body nested a thousand times is refused, where its text is valid JSON and where it isn't", async () => {
  const nested = (open: string, close: string) => open.repeat(1_000) + close.repeat(1_000);
  for (const value of [nested("[", "]"), nested('{"a":', "1}").replace(/1}$/, "1}"), "[".repeat(100_000)]) {
    const { status } = await call("/members/m_1048/actions/add", `{"currency":"points","amount":${value}}`);
    assert.equal(status, 422);
  }
});

test("S06 a thousand fields more than there are get a bounded list of errors", async () => {
  const fields = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`field${index}`, index]));
  const { status, body } = await call("/members/m_1048/actions/add", { currency: "points", amount: 1, ...fields });
  assert.deepEqual([status, body.errors?.length], [422, 50]);
});

test("S06 what a search's language would read as a pattern stands for itself", async () => {
  await makeMembers(backend.database, tenant, [{ name: "Per%cent Under_score" }, { name: "Back\\slash (a+)+" }]);
  const found = async (q: string) => (await call("/member-searches", { q })).body.data.map(({ name }) => name);
  for (const q of ["%", "_", "\\", "%%%", "P%t", "Under?score", ".*", "(a+)+$"]) {
    const names = await found(q);
    assert.ok(names.length <= 2, `${q} finds everybody: ${names.length}`);
  }
  assert.deepEqual(await found("Per%cent"), ["Per%cent Under_score"]);
  assert.deepEqual(await found("back\\slash"), ["Back\\slash (a+)+"]);
});
