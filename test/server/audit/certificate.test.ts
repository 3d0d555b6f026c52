import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { decodeProtectedHeader, type JSONWebKeySet } from "jose";
import { sql } from "kysely";
import type { Certificate, Erasure } from "../../../sdk/contract/index.js";
import {
  type Check,
  readCertificate,
  verifyDocument,
  verifyInDatabase,
} from "../../../server/audit/verify-certificate.js";
import { newSigningKey } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { startPostgres } from "../../support/postgres.js";
import { makeMember } from "../../support/tenant.js";
import { canaries, CANARY, leaveTraces } from "../../support/traces.js";

const failing = (checks: readonly Check[]) => checks.flatMap(({ holds, says }) => (holds ? [] : [says]));

/** A member who left traces everywhere, took a duplicate in, and is erased for a ticket. */
const startErased = async ({ database }: Pick<OpenDatabase, "database">, action = "delete") => {
  const traced = await leaveTraces(database);
  const { backend, tenant, memberId, act } = traced;
  const duplicate = await makeMember(database, tenant, { name: `${CANARY} Twin` });
  const version = async () => {
    const member = database.selectFrom("member").select("version").where("tenant", "=", tenant);
    return `"${(await member.where("id", "=", memberId).executeTakeFirstOrThrow()).version}"`;
  };
  await act("merge", { mergedMemberId: duplicate, confirmation: duplicate }, { "If-Match": await version() });
  const why = { reference: "T-4711", reasonCode: "goodwill", note: `${CANARY} asked` };
  const { id } = await act(action, { confirmation: memberId, ...why }, { "If-Match": await version() });
  const call = await backend.as({ tenant });
  const read = () => call(`/operations/${id}/certificate`);
  const certificate = async () => {
    await backend.app.runDueWork();
    const { status, text } = await read();
    assert.equal(status, 200, text);
    return JSON.parse(text) as Certificate;
  };
  const keys = async () =>
    (await (await backend.fetch(`${backend.baseUrl}/certificates/keys`)).json()) as JSONWebKeySet;
  return { ...traced, call, operationId: id, duplicate, read, certificate, keys };
};

const changed = (certificate: Certificate, change: Partial<Erasure>): string => {
  const [header, , signature] = certificate.jws.split(".");
  const erasure = { ...certificate.erasure, ...change };
  const payload = Buffer.from(JSON.stringify(erasure)).toString("base64url");
  return JSON.stringify({ erasure, jws: [header, payload, signature].join(".") });
};

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    for (const [action, as] of [
      ["delete", "deleted"],
      ["anonymize", "anonymized"],
      ["opt-out", "opted-out"],
    ] as const)
      test(`S0-21 S2-6 S3-2 of ${action}: what was removed, kept and released, when, by whom and for what, and nothing of the person`, async () => {
        const { certificate, operationId, memberId, duplicate, tenant, backend, call } = await startErased(
          opened,
          action,
        );
        const { erasure, jws } = await certificate();
        const at = backend.clock.now().toISOString();
        const { removed, kept, released, seal, ...said } = erasure;
        assert.deepEqual(said, {
          ...{ version: 1, tenant, issuedAt: at, operationId, memberId, mergedIds: [duplicate], action, at },
          ...{ source: "manual", operatorId: "u_ari", approvedBy: null, reference: "T-4711", reasonCode: "goodwill" },
        });
        const { actions } = (await call("/capabilities")).body as unknown as {
          actions: { id: string; consequences: { removed: string[]; kept: string[]; freed: string[] } }[];
        };
        const told = actions.find(({ id }) => id === action)?.consequences;
        assert.deepEqual({ removed: removed.words, kept: kept.words, freed: released }, told);
        assert.equal(removed.deleted.includes("profile"), true);
        assert.equal(removed.deleted.includes("coupon"), as !== "anonymized");
        assert.equal(
          kept.data.some(({ data }) => data === "coupon"),
          as === "anonymized",
        );
        assert.deepEqual(removed.emptied.find(({ data }) => data === "message")?.fields, [
          "to_address",
          "subject",
          "body",
        ]);
        assert.deepEqual(kept.data.find(({ data }) => data === "job_item")?.days, 90);
        assert.deepEqual(kept.data.find(({ data }) => data === "entry")?.days, null);
        assert.equal(seal?.row.operation_id, operationId);
        const everything = `${JSON.stringify(erasure)} ${Buffer.from(jws.split(".")[1] ?? "", "base64url").toString()}`;
        for (const canary of canaries) assert.ok(!everything.toLowerCase().includes(canary.toLowerCase()), canary);
      });

    test("S17 it holds by itself and in the database: signature, seal, and nothing left of the member and who was merged into them", async () => {
      const { certificate, keys, call, memberId } = await startErased(opened);
      const handed = readCertificate(JSON.stringify(await certificate()));
      assert.deepEqual(failing(await verifyDocument(handed, await keys())), []);
      // Whoever tries to do something to them afterwards changes nothing of that.
      assert.equal((await call(`/members/${memberId}/actions/add-note`, { note: "Late" })).status, 410);
      const checks = await verifyInDatabase(handed.erasure, opened.database);
      assert.deepEqual(failing(checks), []);
      assert.equal(checks.length, 6);
      const alone = readCertificate(handed.jws);
      assert.deepEqual(failing(await verifyDocument(alone, await keys())), []);
    });

    test("S17 what was changed of it by hand shows, whether in what is signed or only in what is read", async () => {
      const { certificate, keys } = await startErased(opened);
      const whole = await certificate();
      const verify = async (text: string) => failing(await verifyDocument(readCertificate(text), await keys()));
      const unsigned = "The signature is of none of the keys, or what it says was changed.";
      assert.deepEqual(await verify(changed(whole, { reference: "T-4712" })), [unsigned]);
      const [, otherMember] = await verify(changed(whole, { memberId: "m_another" }));
      assert.match(otherMember ?? "", /tells of something else/);
      const read = JSON.stringify({ ...whole, erasure: { ...whole.erasure, reference: "T-4712" } });
      assert.deepEqual(await verify(read), ["What stands there to be read isn't what was signed."]);
      const otherKeys = await (await startErased(opened)).keys();
      assert.deepEqual(failing(await verifyDocument(readCertificate(whole.jws), otherKeys)), [unsigned]);
      assert.deepEqual(failing(await verifyDocument(readCertificate(whole.jws), null)), [
        "The signature was not checked: no keys were given.",
      ]);
    });

    test("S17 a row of the audit that was changed or deleted, a chain that was cut or made anew, and data that came back show in the database", async () => {
      const { certificate, tenant, memberId, operationId } = await startErased(opened);
      const { erasure } = await certificate();
      const verify = async (tamper: ReturnType<typeof sql>) => {
        let found: readonly string[] = [];
        const undo = new Error("It is all taken back.");
        await opened.database
          .transaction()
          .execute(async (trx) => {
            await tamper.execute(trx);
            found = failing(await verifyInDatabase(erasure, trx));
            throw undo;
          })
          .catch((error: unknown) => assert.equal(error, undo));
        return found;
      };
      const { position = 0, row: { id: auditId = "" } = {} } = erasure.seal ?? {};
      const own = sql`tenant = ${tenant} and id = ${auditId}`;
      assert.deepEqual(await verify(sql`delete from audit where ${own}`), [
        `Row ${String(auditId)} of the audit is gone.`,
      ]);
      assert.deepEqual(await verify(sql`update audit set operator_id = 'u_somebody' where ${own}`), [
        `Row ${String(auditId)} of the audit was changed.`,
      ]);
      const chain = sql`tenant = ${tenant} and position >= ${position}`;
      assert.deepEqual(await verify(sql`delete from audit_seal where ${chain}`), [
        `The audit's chain has no place ${position}.`,
      ]);
      assert.deepEqual(await verify(sql`update audit_seal set hash = 'x' || hash where ${chain}`), [
        `The audit's chain has another hash at place ${position}.`,
      ]);
      assert.deepEqual(
        await verify(sql`update member set status = 'active' where tenant = ${tenant} and id = ${memberId}`),
        [`${memberId} is active.`],
      );
      assert.deepEqual(
        await verify(sql`
          with note as (
            insert into member_text (tenant, member_id, operation_id, field, text)
            values (${tenant}, ${memberId}, ${operationId}, 'note', 'Back again'))
          update message set body = 'Back again' where tenant = ${tenant} and member_id = ${memberId}`),
        [`Of ${memberId} there is: member_text, message.body.`],
      );
    });

    test("it is the same each time, even once another key signs; the old key's public part stays published", async () => {
      const { certificate, call, operationId, tenant, keys } = await startErased(opened);
      const first = await certificate();
      assert.deepEqual(await certificate(), first);
      const [oldKey] = (await keys()).keys;
      const { kid } = decodeProtectedHeader(first.jws);
      assert.equal(oldKey?.kid, kid);
      assert.equal("d" in (oldKey ?? {}), false);
      assert.ok((await call("/capabilities")).text.includes('"certificates"'));
      const key = newSigningKey("p-256");
      const rotated = await leaveTraces(opened.database, { signing: { key, oldKeys: await keys() } });
      await rotated.backend.app.runDueWork();
      const later = await (await rotated.backend.as({ tenant }))(`/operations/${operationId}/certificate`);
      assert.deepEqual(JSON.parse(later.text), first);
      const published = await rotated.backend.fetch(`${rotated.backend.baseUrl}/certificates/keys`);
      const set = (await published.json()) as JSONWebKeySet;
      assert.deepEqual(
        set.keys.map(({ alg }) => alg),
        ["ES256", "EdDSA"],
      );
      assert.ok(!JSON.stringify(set).includes('"d"'));
      assert.deepEqual(failing(await verifyDocument(readCertificate(first.jws), set)), []);
    });

    test("it is there once the audit is sealed, for erasures alone, and for who may erase in that way or read the audit", async () => {
      const { read, certificate, backend, tenant, operationId, call } = await startErased(opened);
      const early = await read();
      assert.deepEqual([early.status, early.headers.get("retry-after")], [503, "2"]);
      await certificate();
      const as = async (permissions: readonly string[]) =>
        (await (await backend.as({ tenant, permissions }))(`/operations/${operationId}/certificate`)).status;
      assert.deepEqual([await as(["members:delete"]), await as(["audit:read"])], [200, 200]);
      assert.equal(await as(["members:anonymize", "ledger:add"]), 403);
      const other = await makeMember(opened.database, tenant);
      const add = await call(`/members/${other}/actions/add`, { currency: "points", amount: 1 });
      for (const id of [add.body.id, "op_unknown"])
        assert.equal((await call(`/operations/${id}/certificate`)).status, 404);
      const elsewhere = await backend.as({ tenant: await backend.seed() });
      assert.equal((await elsewhere(`/operations/${operationId}/certificate`)).status, 404);
    });

    test("without a key none are made, and no backend says that there are any; once there is one, they are made of what was erased before", async () => {
      const { backend, tenant, memberId, act, done } = await leaveTraces(opened.database, { signing: null });
      const { version } = await opened.database
        .selectFrom("member")
        .select("version")
        .where("tenant", "=", tenant)
        .where("id", "=", memberId)
        .executeTakeFirstOrThrow();
      const { id } = await act("opt-out", { confirmation: memberId }, { "If-Match": `"${version}"` });
      await backend.app.runDueWork();
      const call = await backend.as({ tenant });
      assert.equal((await call(`/operations/${id}/certificate`)).status, 501);
      assert.equal((await call("/certificates/keys")).status, 501);
      assert.ok(!JSON.stringify(await done("/capabilities")).includes('"certificates"'));
      const later = await leaveTraces(opened.database, { signing: { key: newSigningKey() } });
      await later.backend.app.runDueWork();
      const found = await (await later.backend.as({ tenant }))(`/operations/${id}/certificate`);
      assert.equal(found.status, 200, found.text);
    });
  });

test("S17 the command says what holds and what does not, and fails then", async () => {
  const postgres = await startPostgres();
  const folder = await mkdtemp(path.join(tmpdir(), "memberkit-certificate-"));
  try {
    const { certificate, keys, tenant, memberId, operationId } = await startErased(postgres);
    const whole = await certificate();
    const [file, keyFile] = [path.join(folder, "certificate.json"), path.join(folder, "keys.json")];
    await writeFile(file, JSON.stringify(whole));
    await writeFile(keyFile, JSON.stringify(await keys()));
    const verify = (...options: readonly string[]) => {
      const command = ["--import", "tsx", "server/node/verify-certificate.ts", file, ...options];
      const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
      return { status, lines: `${stdout}${stderr}`.trim().split("\n") };
    };
    const all = ["--keys", keyFile, "--database", postgres.url];
    const good = verify(...all);
    assert.equal(good.status, 0, good.lines.join("\n"));
    assert.equal(good.lines[0], `delete of ${memberId} at ${whole.erasure.at} by u_ari, for T-4711`);
    assert.equal(
      good.lines.slice(1).every((line) => line.startsWith("holds  ")),
      true,
    );
    assert.equal(verify().status, 1, "Nothing says who signed it.");
    const audit = sql`delete from audit where tenant = ${tenant} and operation_id = ${operationId}`;
    await audit.execute(postgres.database);
    const bad = verify(...all);
    assert.equal(bad.status, 1);
    assert.ok(
      bad.lines.some((line) => /^FAILS {2}Row au_\w+ of the audit is gone\.$/.test(line)),
      bad.lines.join("\n"),
    );
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
});
