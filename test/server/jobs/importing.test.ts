import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Job } from "../../../sdk/contract/index.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { tablesWith } from "../../support/dump.js";
import { startJobs } from "../../support/jobs.js";
import { makeMembers } from "../../support/tenant.js";

const CSV = { "Content-Type": "text/csv" };

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    const start = async (members = 3) => {
      const jobs = await startJobs(opened.database, { members });
      const call = await jobs.backend.as({ tenant: jobs.tenant });
      /** Sends a file, and answers the job that it became, or why it is refused. */
      const send = async (file: BodyInit, { action = "add", key = "id", headers = CSV } = {}) => {
        const token = await jobs.backend.tokenFor({ tenant: jobs.tenant });
        const response = await jobs.backend.fetch(`/v1/imports?action=${action}&key=${key}`, {
          method: "POST",
          headers: { Authorization: `Bearer ${token}`, ...headers },
          body: file,
        });
        const body = (await response.json()) as Job & { code: string; errors?: { pointer: string; code: string }[] };
        const [error] = body.errors ?? [];
        return {
          status: response.status,
          job: body,
          code: body.code,
          error: error && `${error.pointer} ${error.code}`,
        };
      };
      return { ...jobs, call, send };
    };

    test("S4-8 a file of adjustments is looked at as a whole, its wrong rows left out with the row and the column, then done", async () => {
      const jobs = await start(4);
      const [first = "", second = "", third = "", fourth = ""] = jobs.memberIds;
      const file = [
        "id,currency,amount,note",
        `${first},points,50,"Sorry, for the wait"`,
        `${second},points,-20,`,
        `${third},credits,12.50,'=1+1`,
        "m_nobody,points,5,",
        `${fourth},points,5.5,`,
        `${first},points,50,"Sorry, for the wait"`,
        `${fourth},stars,5,`,
      ].join("\r\n");
      const { job } = await jobs.send(file, { action: "adjust" });
      assert.equal(job.status, "checked");
      assert.equal(job.kind, "import");
      assert.deepEqual(
        (await jobs.items(job.id, "excluded")).map(({ position, code, column }) => [position, code, column]),
        [
          [3, "insufficient-balance", null],
          [5, "not-found", "id"],
          [6, "validation", "amount"],
          [7, "duplicate", null],
          [8, "validation", "currency"],
        ],
      );
      assert.equal(job.progress.total, 2);
      assert.deepEqual(
        [...job.totals.amounts].sort((a, b) => a.amount - b.amount),
        [
          { currency: "points", amount: 50 },
          { currency: "credits", amount: 1250 },
        ],
      );
      assert.deepEqual(await jobs.spendable(), [0, 0, 0, 0]);
      await jobs.start(job);
      await jobs.workOff();
      assert.equal((await jobs.get(job)).job.progress.succeeded, 2);
      assert.deepEqual(await jobs.spendable(), [50, 0, 0, 0]);
      assert.deepEqual(await jobs.spendable("credits"), [0, 0, 1250, 0]);
      const [entry] = (await jobs.call(`/members/${third}/activities`)).body.data as unknown as { note: string }[];
      assert.equal(entry?.note, "=1+1");
    });

    test("S4-8 a row finds its member by e-mail, phone, card or the host's own id; two of them are an error of the row", async () => {
      const jobs = await start(0);
      const ids = await makeMembers(opened.database, jobs.tenant, [
        {
          name: "Ada",
          email: "ada@example.com",
          phone: "+353871112223",
          externalIds: ["crm-1"],
          cardNumbers: ["60341200"],
        },
        { name: "Bob", externalIds: ["crm-2", "crm-both"] },
        { name: "Cy", externalIds: ["crm-both"] },
      ]);
      for (const [key, value] of [
        ["email", " ADA@example.com"],
        ["phone", "087 111 2223"],
        ["card", "6034 1200"],
        ["externalId", "CRM-1"],
      ]) {
        const { job } = await jobs.send(`${key},currency,amount\n${value},points,5\n`, { key: key ?? "" });
        assert.deepEqual(
          (await jobs.items(job.id)).map(({ member, status }) => [member?.id, status]),
          [[ids[0], "waiting"]],
          key,
        );
      }
      const { job } = await jobs.send("externalId,currency,amount\ncrm-both,points,5\ncrm-2,points,5\n", {
        key: "externalId",
      });
      assert.deepEqual(
        (await jobs.items(job.id)).map(({ status, code, column }) => [status, code, column]),
        [
          ["excluded", "ambiguous", "externalId"],
          ["waiting", null, null],
        ],
      );
    });

    test("C03 the same file twice is noticed, however it arrives, and another is not", async () => {
      const jobs = await start();
      const file = `id,currency,amount\n${jobs.memberIds[0]},points,5\n`;
      const { job } = await jobs.send(file);
      assert.deepEqual((await jobs.send(file)).job.warnings, [], "it was only looked at");
      await jobs.start(job);
      await jobs.workOff();
      const pieces = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (const byte of new TextEncoder().encode(file)) controller.enqueue(Uint8Array.of(byte));
          controller.close();
        },
      });
      const token = await jobs.backend.tokenFor({ tenant: jobs.tenant });
      const request = new Request("http://backend.test/v1/imports?action=add&key=id", {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, ...CSV },
        body: pieces,
        duplex: "half",
      } as RequestInit);
      const again = (await (await jobs.backend.app.fetch(request)).json()) as Job;
      assert.deepEqual(
        again.warnings.map(({ code }) => code),
        ["same-file"],
      );
      assert.deepEqual((await jobs.send(`${file}\n${jobs.memberIds[1]},points,5`)).job.warnings, []);
    });

    test("C04 a malformed file is refused with the row and the column of its first error, and nothing of it is left", async () => {
      const jobs = await start();
      const [id = ""] = jobs.memberIds;
      const good = `id,currency,amount\n${id},points,5\n`;
      const bytes = (...all: number[]) => Uint8Array.from(all);
      const refused: readonly (readonly [BodyInit, string])[] = [
        [`${good}${id},"points,5\n`, "/3/2 unclosed-quote"],
        [`${good}${id},po"ints,5\n`, "/3/2 quote-inside"],
        [`${good}${id},points\n`, "/3/3 cell-count"],
        [`${good}${id},points,5,6\n`, "/3/4 cell-count"],
        [`${good}${id},po\0ints,5\n`, "/3/2 nul"],
        [`id;currency;amount\n${id};points;5\n`, "/1/1 separator"],
        [`id,currency,amount,colour\n${id},points,5,red\n`, "/1/4 unknown-column"],
        [`id,currency,amount,amount\n${id},points,5,5\n`, "/1/4 unknown-column"],
        [`currency,amount\npoints,5\n`, "/1/1 missing-key"],
        ["id,currency,amount\n", "/1/1 empty"],
        ["", "/1/1 empty"],
        [bytes(0xff, 0xfe, 0x69, 0, 0x64, 0), "/1/1 not-utf-8"],
        [bytes(0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0), "/1/1 nul"],
      ];
      for (const [file, error] of refused) {
        const reply = await jobs.send(file);
        assert.deepEqual([reply.status, reply.error], [422, error]);
      }
      assert.deepEqual([await jobs.count("job"), await jobs.count("job_item")], [0, 0]);
      assert.equal((await jobs.send(`\uFEFF${good}`)).job.progress.total, 1, "a BOM is none of its text");
      assert.equal((await jobs.send(good, { headers: { "Content-Type": "text/plain" } })).status, 415);
      assert.equal((await jobs.send(good, { key: "name" })).error, "/key not-an-option");
      assert.equal((await jobs.send(good, { action: "merge" })).code, "capability-not-supported");
    });

    test("S0-21 what a row says of who is erased goes with them, before it is done and after", async () => {
      const jobs = await start(2);
      const [first = "", second = ""] = jobs.memberIds;
      const file = `id,currency,amount,note\n${first},points,5,Canary-row\n${second},points,5,other\n`;
      const { job } = await jobs.send(file);
      await jobs.act(first, "delete", { confirmation: first });
      assert.deepEqual(await tablesWith(opened.database, "Canary-row"), []);
      await jobs.start(job);
      await jobs.workOff();
      const { succeeded, skipped } = (await jobs.get(job)).job.progress;
      assert.deepEqual([succeeded, skipped], [1, 1]);
    });

    test("an import counts with all of its rows against the limits of who starts it", async () => {
      const jobs = await start(2);
      const [first = "", second = ""] = jobs.memberIds;
      const limits = [{ action: "add", currency: "points", per: "day", amount: 99 } as const];
      const token = await jobs.backend.tokenFor({ tenant: jobs.tenant, limits });
      const response = await jobs.backend.fetch("/v1/imports?action=add&key=id", {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, ...CSV },
        body: `id,currency,amount\n${first},points,50\n${second},points,50\n`,
      });
      const job = (await response.json()) as Job;
      assert.equal((await jobs.start(job, undefined, { limits })).code, "limit-exceeded");
    });
  });
