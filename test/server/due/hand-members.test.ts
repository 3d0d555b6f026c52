import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import type { Member, Operation } from "../../../sdk/contract/index.js";
import { memberEtag } from "../../../server/domain/member.js";
import { handDueMembers } from "../../../server/due/hand-members.js";
import { webhookIntegration } from "../../../server/messages/integration.js";
import { readOperations } from "../../../server/read/receipts.js";
import { startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { programOf } from "../../../server/domain/masking.js";

const secret = "a secret of the newsletter's and ours";
const input = { integration: "newsletter" };

interface Handed {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: { readonly id: string; readonly type: string; readonly member: Member };
}

/** Another system on a port of its own: it can be slow, refuse, die, and be back under the same address. */
class OtherSystem {
  readonly handed: Handed[] = [];
  answer: number | "hang" = 200;
  #server: Server | null = null;
  #port = 0;

  #make(): Server {
    return createServer((request, response) => {
      void text(request).then((raw) => {
        this.handed.push({ headers: request.headers, raw, body: JSON.parse(raw) as Handed["body"] });
        if (this.answer !== "hang") response.writeHead(this.answer).end("{}");
      });
    });
  }

  async live(): Promise<string> {
    const server = (this.#server = this.#make());
    await new Promise<void>((resolve) => void server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (server.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.#port}/members`;
  }

  die(): Promise<void> {
    this.#server?.closeAllConnections();
    return new Promise((resolve) => void this.#server?.close(() => resolve()));
  }
}

for (const { name, open } of databases)
  describe(`handing members to another system on ${name}`, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async ({ knowsKeys = false, timeoutMs = 5_000 } = {}) => {
      const acting = await startActing(opened.database);
      const { tenant, clock, database } = acting;
      const other = new OtherSystem();
      const integrations = {
        newsletter: webhookIntegration({ url: await other.live(), secret, knowsKeys, timeoutMs }),
      };
      const hand = () => handDueMembers({ database, integrations, clock });
      const statusOf = async ({ id }: Operation) => {
        const now = (await readOperations(database, programOf(tenant), [id])).get(id);
        return now?.effects.find(({ kind }) => kind === "resync")?.value?.after;
      };
      return { ...acting, other, hand, statusOf };
    };

    test("S3-13 the member is handed over at once, as they are by then, signed, and the entry says that it was taken", async () => {
      const { act, hand, statusOf, other, memberId, tenant } = await start();
      const { operation } = await act("resync", input);
      assert.deepEqual(operation.effects, [
        { kind: "resync", subject: { id: "newsletter", name: "Newsletter" }, value: { before: null, after: "queued" } },
      ]);
      assert.equal(operation.reversible, null);
      await act("add", { currency: "points", amount: 40 });
      assert.equal(await hand(), 1);
      const [first] = other.handed;
      assert(first);
      const { headers, raw, body } = first;
      assert.deepEqual([body.id, body.type, body.member.id], [operation.id, "member.resync", memberId]);
      assert.equal(body.member.accounts[0]?.spendable, 40);
      const signed = `${operation.id}.${String(headers["webhook-timestamp"])}.${raw}`;
      assert.equal(headers["webhook-signature"], `v1,${createHmac("sha256", secret).update(signed).digest("base64")}`);
      assert.equal(headers["webhook-id"], operation.id);
      assert.match(raw, new RegExp(`"tenant":"${tenant}"`));
      assert.equal(await statusOf(operation), "sent");
      await other.die();
    });

    test("a repeated key, and several processes at once, hand the member over once", async () => {
      const { act, hand, other, statusOf } = await start();
      const key = "resync-once";
      const answers = await Promise.all([act("resync", input, { key }), act("resync", input, { key })]);
      await Promise.all([hand(), hand(), hand()]);
      answers.push(await act("resync", input, { key }));
      await hand();
      assert.deepEqual([other.handed.length, new Set(answers.map(({ body }) => body)).size], [1, 1]);
      assert.equal(answers[0] && (await statusOf(answers[0].operation)), "sent");
      await other.die();
    });

    test("a system that is down is tried again until it is back", async () => {
      const { act, hand, other, statusOf, clock } = await start();
      await other.die();
      const { operation } = await act("resync", input);
      await hand();
      assert.equal(await statusOf(operation), "queued");
      assert.equal(await hand(), 0);
      await other.live();
      clock.advance(30_000);
      assert.equal(await hand(), 1);
      assert.deepEqual([await statusOf(operation), other.handed.length], ["sent", 1]);
      await other.die();
    });

    test("a system that stays down has not taken them, which is said in the end", async () => {
      const { act, hand, other, statusOf, clock } = await start();
      await other.die();
      const { operation } = await act("resync", input);
      for (let tries = 0; tries < 6; tries++) {
        await hand();
        clock.advance(3_600_000);
      }
      assert.deepEqual([await statusOf(operation), await hand()], ["failed", 0]);
    });

    test("a system that takes too long may have them: nobody hands them over again, unless it knows keys", async () => {
      for (const knowsKeys of [false, true]) {
        const { act, hand, other, statusOf, clock } = await start({ knowsKeys, timeoutMs: 200 });
        other.answer = "hang";
        const { operation } = await act("resync", input);
        await hand();
        assert.equal(await statusOf(operation), knowsKeys ? "queued" : "unknown");
        other.answer = 200;
        clock.advance(3_600_000);
        await hand();
        assert.equal(await statusOf(operation), knowsKeys ? "sent" : "unknown");
        assert.deepEqual(
          other.handed.map(({ headers }) => headers["idempotency-key"]),
          knowsKeys ? [operation.id, operation.id] : [operation.id],
        );
        await other.die();
      }
    });

    test("an attempt that was cut off in the middle is not made again by itself", async () => {
      const { act, hand, other, statusOf, clock, database } = await start();
      const { operation } = await act("resync", input);
      await database
        .updateTable("resync")
        .set({ lease_until: clock.now(), attempts: 1 })
        .where("operation_id", "=", operation.id)
        .execute();
      await hand();
      assert.deepEqual([await statusOf(operation), other.handed.length], ["unknown", 0]);
      await other.die();
    });

    test("what it refuses is not tried again, and who has left is handed to nobody", async () => {
      const { act, hand, other, statusOf, memberId, row } = await start();
      other.answer = 400;
      const { operation } = await act("resync", input);
      await hand();
      assert.deepEqual([await statusOf(operation), await hand()], ["failed", 0]);
      other.answer = 200;
      await act("resync", input);
      const ifMatch = memberEtag((await row()).version);
      assert.equal((await act("delete", { confirmation: memberId }, { ifMatch })).status, 200);
      await hand();
      assert.equal(other.handed.length, 1);
      await other.die();
    });

    test("a preview hands over nobody, and a program offers it only with the module and the system", async () => {
      const { preview, act, hand, other } = await start();
      assert.equal((await preview("resync", input)).operation.status, "simulated");
      assert.equal(await hand(), 0);
      assert.equal((await act("resync", { integration: "billing" })).problem.errors?.[0]?.pointer, "/integration");
      const without = await startActing(opened.database, { program: { modules: ["gifts"] } });
      assert.equal((await without.act("resync", input)).code, "capability-not-supported");
      await other.die();
    });
  });
