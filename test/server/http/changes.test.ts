import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Job, Operation } from "../../../sdk/contract/index.js";
import type { Database } from "../../../server/postgres/database.js";
import { people } from "../../../server/seed/index.js";
import { NOW, startBackend, type TestBackend, type TokenOptions } from "../../support/backend.js";
import { databases } from "../../support/databases.js";
import { EventReader, type StreamEvent } from "../../support/events.js";
import { hold } from "../../support/locks.js";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";

const add = { currency: "points", amount: 1 };

/** A page that listens. */
const listen = async (backend: TestBackend, token: TokenOptions, query = ""): Promise<EventReader> => {
  const headers = { authorization: `Bearer ${await backend.tokenFor(token)}`, "accept-encoding": "gzip" };
  const response = await backend.fetch(`/v1/changes${query}`, { headers });
  assert.equal(response.status, 200, response.status === 200 ? "" : await response.text());
  return new EventReader(response);
};

/** The members that are named in events, once for each. */
const membersIn = (events: readonly StreamEvent[] | null): string[] =>
  (events ?? [])
    .filter(({ event }) => event === "member.updated")
    .map(({ data }) => (data as { id: string }).id)
    .sort();

/** Looks, and answers what a stream was told of it; it is told something. */
const told = async (backend: TestBackend, stream: EventReader): Promise<readonly StreamEvent[]> => {
  await backend.app.tellChanges();
  return (await stream.next()) ?? [];
};

for (const { name, open } of databases)
  describe(`changes on ${name}`, () => {
    let database: Database;
    let close: () => Promise<void>;
    let backend: TestBackend;
    let tenant: string;
    let stream: EventReader;

    before(async () => {
      ({ database, close } = await open());
      const sms = { knowsKeys: true, send: () => Promise.resolve({ state: "sent" as const, providerId: "p" }) };
      backend = await startBackend({ database, deliver: { sms } });
    });
    after(() => close());
    beforeEach(async () => {
      tenant = await backend.seed();
      stream = await listen(backend, { tenant });
      assert.deepEqual(await stream.next(), []);
    });

    const act = async (memberId: string, action: string, input: object): Promise<Operation> => {
      const call = await backend.as({ tenant });
      const etag = (await call(`/members/${memberId}`)).headers.get("ETag") ?? "";
      const { status, body, text } = await call(`/members/${memberId}/actions/${action}`, input, { "If-Match": etag });
      assert.equal(status, 200, text);
      return body;
    };

    test("what an operator does is told by the member's id and the operation's, and nothing else", async () => {
      const { id } = await act(people.noa, "add", { ...add, note: "Sorry, Noa" });
      assert.deepEqual(await told(backend, stream), [
        { event: "member.updated", data: { id: people.noa, operations: [id] } },
      ]);
    });

    test("a refusal and a preview are no changes", async () => {
      const call = await backend.as({ tenant });
      await call(`/members/${people.noa}/actions/redeem`, { currency: "points", amount: 9_000_000 });
      await call(`/members/${people.noa}/previews/add`, add);
      await act(people.mila, "add", add);
      assert.deepEqual(membersIn(await told(backend, stream)), [people.mila]);
    });

    test("an undo, a transfer, a merge and an erasure tell of everybody whom they change", async () => {
      const call = await backend.as({ tenant });
      const { id } = await act(people.noa, "add", add);
      await told(backend, stream);
      assert.equal((await call(`/operations/${id}/reversal`, {})).status, 200);
      assert.deepEqual(membersIn(await told(backend, stream)), [people.noa]);
      await act(people.noa, "transfer", { ...add, toMemberId: people.mila });
      assert.deepEqual(membersIn(await told(backend, stream)), [people.mila, people.noa].sort());
      await act(people.noa, "merge", { mergedMemberId: people.duplicate, confirmation: people.duplicate });
      assert.deepEqual(membersIn(await told(backend, stream)), [people.noa, people.duplicate].sort());
      await act(people.scratch, "delete", { confirmation: people.scratch });
      assert.deepEqual(membersIn(await told(backend, stream)), [people.scratch]);
    });

    test("a till's purchase, what the rules make of it, and a delivery are told", async () => {
      const till = await backend.tokenFor({ tenant, permissions: ["events:ingest"] });
      const response = await backend.fetch("/ingest/purchases", {
        method: "POST",
        headers: { authorization: `Bearer ${till}`, "content-type": "application/json", "idempotency-key": "till-1" },
        body: JSON.stringify({ memberId: people.mila, amount: 4_200 }),
      });
      assert.equal(response.status, 200);
      const [event] = await told(backend, stream);
      const { id, operations = [] } = event?.data as { id: string; operations?: string[] };
      assert.equal(id, people.mila);
      assert(operations.length > 1, "the purchase, and what came of it");

      await act(people.mila, "send-sms", { body: "Your table is ready" });
      await told(backend, stream);
      await backend.app.runDueWork();
      assert(membersIn(await told(backend, stream)).includes(people.mila));
    });

    test("what expires by the calendar is told", async () => {
      await act(people.empty, "add", { ...add, expiresAt: "2026-11-22" });
      await told(backend, stream);
      const now = backend.clock.now();
      backend.clock.set("2026-11-24T10:00:00Z");
      try {
        const later = await listen(backend, { tenant });
        await later.next();
        await backend.app.runDueWork();
        assert(membersIn(await told(backend, later)).includes(people.empty));
      } finally {
        backend.clock.set(now);
      }
    });

    test("a job is told to who made it and to who may see all, and to nobody else", async () => {
      const call = await backend.as({ tenant });
      const [theirs, others] = await Promise.all([
        listen(backend, { tenant, id: "u_other", permissions: ["members:bulk"] }),
        listen(backend, { tenant, id: "u_lead", permissions: ["jobs:read"] }),
      ]);
      await Promise.all([theirs.next(), others.next()]);
      const reply = await call("/bulk-previews", {
        target: { memberIds: [people.noa, people.mila] },
        action: "add",
        input: add,
      });
      const { id } = reply.body as unknown as Job;
      assert.equal((await call("/bulk-actions", { jobId: id })).status, 200);
      await backend.app.runDueWork();
      const job = { event: "job.updated", data: { id } };
      const seen = await told(backend, stream);
      assert.deepEqual(
        seen.filter(({ event }) => event === "job.updated"),
        [job],
      );
      assert.deepEqual(membersIn(seen), [people.mila, people.noa].sort());
      assert.deepEqual(
        (await others.next())?.filter(({ event }) => event === "job.updated"),
        [job],
      );
      assert.deepEqual(membersIn(await theirs.next()), [people.mila, people.noa].sort());
    });

    test("S08 tenants never hear of each other's", async () => {
      const other = await backend.seed();
      const foreign = await listen(backend, { tenant: other });
      await foreign.next();
      await act(people.noa, "add", add);
      const call = await backend.as({ tenant: other });
      await call(`/members/${people.layla}/actions/add`, add);
      assert.deepEqual(membersIn(await told(backend, stream)), [people.noa]);
      assert.deepEqual(membersIn(await foreign.next()), [people.layla]);
    });

    test("who asks for some members is told of those", async () => {
      const some = await listen(backend, { tenant }, `?members=${people.layla}+${people.noa}`);
      await some.next();
      await act(people.mila, "add", add);
      await act(people.noa, "add", add);
      assert.deepEqual(membersIn(await told(backend, some)), [people.noa]);
    });

    test("who resumes misses nothing, and who begins is told of the last 20 seconds", async () => {
      await stream.leave();
      await act(people.noa, "add", add);
      const resumed = await listen(backend, { tenant }, `?after=${stream.id}`);
      assert.deepEqual(membersIn(await resumed.next()), [people.noa]);
      const begun = await listen(backend, { tenant });
      assert.deepEqual(membersIn(await begun.next()), [people.noa]);
      backend.clock.advance(21_000);
      const late = await listen(backend, { tenant });
      assert.deepEqual(await late.next(), []);
    });

    test("a cursor that is too old, another database's or none reads all again", async () => {
      const cursors = [
        stream.id.replace(/-.*/, "-9000000000000000000"),
        "nothing",
        `1-${stream.id.replace(/.*-/, "")}`,
      ];
      for (const cursor of cursors) {
        const lost = await listen(backend, { tenant }, `?after=${cursor}`);
        assert.deepEqual(await lost.next(), [{ event: "changes.lost", data: {} }], cursor);
        await act(people.noa, "add", add);
        assert.deepEqual(membersIn(await told(backend, lost)), [people.noa]);
      }
    });

    test("more than can be told is told as a loss", async () => {
      const rows = Array.from({ length: 10_000 }, (_, index) => ({
        tenant,
        member_id: `m_${index}`,
        at: new Date(NOW),
      }));
      await database.insertInto("member_change").values(rows).execute();
      assert.deepEqual(await told(backend, stream), [{ event: "changes.lost", data: {} }]);
    });

    test("a silent stream says every 15 seconds how far it has come, and ends with its token", async () => {
      const { id } = stream;
      backend.clock.advance(15_000);
      assert.deepEqual(await told(backend, stream), []);
      assert.notEqual(stream.id, id);
      backend.clock.advance(600_000);
      await backend.app.tellChanges();
      assert.deepEqual(await stream.next(), []);
      assert.equal(await stream.next(), null);
    });

    test("changes are forgotten once nobody can resume from them", async () => {
      await act(people.noa, "add", add);
      const count = async () =>
        (await database.selectFrom("member_change").selectAll().where("tenant", "=", tenant).execute()).length;
      await backend.app.runDueWork();
      const kept = await count();
      assert.ok(kept > 0);
      backend.clock.advance(1_200_001);
      await backend.app.runDueWork();
      assert.deepEqual(
        await database
          .selectFrom("member_change")
          .select("member_id")
          .where("tenant", "=", tenant)
          .where("at", "<", new Date(backend.clock.now().getTime() - 1_200_000))
          .execute(),
        [],
      );
    });

    test("streams are neither compressed nor kept, and told apart from what may wait", async () => {
      const headers = { authorization: `Bearer ${await backend.tokenFor({ tenant })}`, "accept-encoding": "gzip" };
      const response = await backend.fetch("/v1/changes", { headers });
      assert.match(response.headers.get("Content-Type") ?? "", /^text\/event-stream/);
      assert.equal(response.headers.get("Content-Encoding"), null);
      assert.equal(response.headers.get("Cache-Control"), "no-store");
      assert.equal(response.headers.get("X-Accel-Buffering"), "no");
      await response.body?.cancel();
    });

    test("what is none of its parameters, or no list of ids, is refused at its place", async () => {
      const call = await backend.as({ tenant });
      const wrong = { "?members=m_1+%00": "/members", "?after=": "/after", "?q=noa": "/q" };
      const tooMany = `?members=${Array.from({ length: 101 }, (_, index) => `m_${index}`).join("+")}`;
      for (const [query, pointer] of [...Object.entries(wrong), [tooMany, "/members"]]) {
        const { status, body } = await call(`/changes${query}`);
        assert.deepEqual([status, body.errors?.[0]?.pointer], [422, pointer], query);
      }
      const response = await backend.fetch("/v1/changes");
      assert.equal(response.status, 401);
    });

    test("an operator has twenty streams at most; one that was left makes room", async () => {
      const who = { tenant, id: "u_many" };
      const open = await Promise.all(Array.from({ length: 20 }, () => listen(backend, who)));
      const authorization = `Bearer ${await backend.tokenFor(who)}`;
      const refused = await backend.fetch("/v1/changes", { headers: { authorization } });
      assert.equal(refused.status, 429);
      assert.match(refused.headers.get("Retry-After") ?? "", /^\d+$/);
      await open[0]?.leave();
      await listen(backend, who);
    });

    test("a reader who is too slow is let go, and resumes", async () => {
      const headers = { authorization: `Bearer ${await backend.tokenFor({ tenant })}` };
      const slow = new EventReader(await backend.fetch("/v1/changes", { headers }));
      const rows = Array.from({ length: 3_000 }, (_, index) => ({
        tenant,
        member_id: `m_${index}`,
        at: new Date(NOW),
      }));
      await database.insertInto("member_change").values(rows).execute();
      await backend.app.tellChanges();
      const events: StreamEvent[] = [];
      for (let some = await slow.next(); some; some = await slow.next()) events.push(...some);
      assert.equal(membersIn(events).length, 3_000);
    });
  });

describe("changes on PostgreSQL", () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  test("a transaction that began earlier and commits later is told, by a look and by who resumes", async () => {
    const backend = await startBackend({ database: postgres.connect() });
    const tenant = await backend.seed();
    const stream = await listen(backend, { tenant });
    await stream.next();
    const at = backend.clock.now().toISOString();
    const commit = await hold(
      postgres.database,
      `insert into member_change (tenant, member_id, at) values ('${tenant}', 'm_early', '${at}')`,
    );
    const call = await backend.as({ tenant });
    await call(`/members/${people.noa}/actions/add`, add);
    // What is under way holds nobody back.
    assert.deepEqual(membersIn(await told(backend, stream)), [people.noa]);
    const { id } = stream;
    await commit();
    assert.deepEqual(membersIn(await told(backend, stream)), ["m_early"]);
    const resumed = await listen(backend, { tenant }, `?after=${id}`);
    assert.deepEqual(membersIn(await resumed.next()), ["m_early", people.noa].sort());
  });

  test("what one process does is told by another, which takes over what a third has left", async () => {
    const [one, two, three] = await Promise.all(
      Array.from({ length: 3 }, () => startBackend({ database: postgres.connect(4) })),
    );
    assert(one && two && three);
    const tenant = await one.seed();
    const stream = await listen(two, { tenant });
    await stream.next();
    const call = await one.as({ tenant });
    await call(`/members/${people.noa}/actions/add`, add);
    assert.deepEqual(membersIn(await told(two, stream)), [people.noa]);
    two.app.endStreams();
    assert.equal(await stream.next(), null);
    await call(`/members/${people.mila}/actions/add`, add);
    const resumed = await listen(three, { tenant }, `?after=${stream.id}`);
    assert(membersIn(await resumed.next()).includes(people.mila));
  });

  test("under many writers at once everybody who was changed is told", async () => {
    const [writer, reader] = await Promise.all(
      Array.from({ length: 2 }, () => startBackend({ database: postgres.connect(8) })),
    );
    assert(writer && reader);
    const tenant = await writer.seed(undefined, 120);
    const stream = await listen(reader, { tenant });
    await stream.next();
    const call = await writer.as({ tenant });
    const { rows } = await postgres.database
      .selectFrom("member")
      .select("id")
      .where("tenant", "=", tenant)
      .where("status", "=", "active")
      .execute()
      .then((found) => ({ rows: found }));
    const seen = new Set<string>();
    let writing = true;
    const reading = (async () => {
      while (writing) await reader.app.tellChanges();
      await reader.app.tellChanges();
      reader.app.endStreams();
    })();
    const collecting = (async () => {
      for (let events = await stream.next(); events; events = await stream.next())
        for (const id of membersIn(events)) seen.add(id);
    })();
    const replies = await Promise.all(rows.map(({ id }) => call(`/members/${id}/actions/add`, add)));
    writing = false;
    await Promise.all([reading, collecting]);
    assert(replies.every(({ status }) => status === 200));
    assert.deepEqual([...seen].sort(), rows.map(({ id }) => id).sort());
  });
});
