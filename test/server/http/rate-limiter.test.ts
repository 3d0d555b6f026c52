import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { type Caller, type Reply, startBackend, type TestBackend } from "../../support/backend.js";

const LIMITS = { read: 6, search: 2, write: 3, ingest: 2 };

/** As many requests as a program may make. */
const TENANT = 50 * LIMITS.search;

describe("S13 requests are limited by operator, by program and by kind", () => {
  let backend: TestBackend;
  let tenant: string;
  let ask: Caller;
  before(async () => {
    backend = await startBackend({ requestLimits: LIMITS });
  });
  after(() => backend.close());
  beforeEach(async () => {
    tenant = await backend.seed();
    ask = await backend.as({ tenant });
  });

  const add = (): Promise<Reply> => ask("/members/m_1048/actions/add", { currency: "points", amount: 1 });
  const search = (by = ask): Promise<Reply> => by("/member-searches", { q: "noa" });
  const statuses = async (times: number, request: () => Promise<Reply>): Promise<number[]> => {
    const found: number[] = [];
    for (let n = 0; n < times; n++) found.push((await request()).status);
    return found;
  };

  test("one write too many is a 429 that says when to come back, and does nothing", async () => {
    assert.deepEqual(await statuses(3, add), [200, 200, 200]);
    const refused = await add();
    assert.deepEqual([refused.status, refused.body.code, refused.body.retryable], [429, "rate-limited", true]);
    assert.equal(refused.headers.get("Retry-After"), "20");
    assert.equal(refused.headers.get("RateLimit-Policy"), '"write";q=3;w=60');
    const { operations } = await backend.database
      .selectFrom("operation")
      .select((eb) => eb.fn.countAll<number>().as("operations"))
      .where("tenant", "=", tenant)
      .where("action", "=", "add")
      .where("source", "=", "manual")
      .where("at", "=", backend.clock.now())
      .executeTakeFirstOrThrow();
    assert.equal(operations, 3);
  });

  test("who comes back when they were told to is served, once", async () => {
    await statuses(4, add);
    backend.clock.advance(19_999);
    assert.equal((await add()).status, 429);
    backend.clock.advance(1);
    assert.deepEqual(await statuses(2, add), [200, 429]);
  });

  test("who waited for a minute may make all of theirs again", async () => {
    await statuses(4, add);
    backend.clock.advance(60_000);
    assert.deepEqual(await statuses(4, add), [200, 200, 200, 429]);
  });

  test("each kind has a limit of its own: a preview counts as a look, an undo as a write", async () => {
    const { body } = await add();
    await statuses(3, search);
    const preview = () => ask("/members/m_1048/previews/add", { currency: "points", amount: 1 });
    assert.deepEqual(await statuses(7, preview), [200, 200, 200, 200, 200, 200, 429]);
    assert.equal((await add()).status, 200);
    assert.equal((await ask(`/operations/${body.id}/reversal`, {})).status, 200);
    assert.equal((await add()).status, 429);
  });

  test("neither another operator nor another program is held up", async () => {
    await statuses(3, search);
    const colleague = await backend.as({ tenant, claims: { sub: "u_10" } });
    const elsewhere = await backend.as({ tenant: await backend.seed() });
    assert.equal((await search(colleague)).status, 200);
    assert.equal((await search(elsewhere)).status, 200);
  });

  test("a program whose operators are many has a limit in all, and holds no other program up", async () => {
    let served = 0;
    for (let n = 0; n <= TENANT / LIMITS.search; n++) {
      const operator = await backend.as({ tenant, claims: { sub: `u_${n}` } });
      served += (await statuses(LIMITS.search, () => search(operator))).filter((status) => status === 200).length;
    }
    assert.equal(served, TENANT);
    assert.equal((await search(await backend.as({ tenant: await backend.seed() }))).status, 200);
  });

  test("a request whose token isn't valid counts for nobody", async () => {
    await statuses(2, async () => ask("/operator", undefined, { Authorization: "Bearer forged" }));
    assert.deepEqual(await statuses(6, () => ask("/operator")), [200, 200, 200, 200, 200, 200]);
  });
});
