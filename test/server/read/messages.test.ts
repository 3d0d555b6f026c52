import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Operation } from "../../../sdk/contract/index.js";
import { forgetRetained } from "../../../server/due/forget-retained.js";
import { people } from "../../../server/seed/index.js";
import { NOW, startBackend, type TestBackend } from "../../support/backend.js";
import { databases } from "../../support/databases.js";
import { changeProgram, makeMember, makeTenant } from "../../support/tenant.js";

const channels = ["sms", "email", "push"];

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let backend: TestBackend;
    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database });
    });
    after(() => opened.close());

    /** The demo program, and Mila, who agreed to all channels and got a message by each, the last of them first. */
    const startSending = async () => {
      backend.clock.set(NOW);
      const tenant = await backend.seed();
      const call = await backend.as({ tenant });
      const path = `/members/${people.mila}`;
      for (const [action, input] of [
        ["send-sms", { body: "First" }],
        ["send-email", { templateId: "tpl_email_thanks" }],
        ["send-notification", { title: "Third", body: "By push" }],
        ["send-sms", { body: "Fourth" }],
      ] as const) {
        backend.clock.advance(1_000);
        const { status } = await call(`${path}/actions/${action}`, input);
        assert.equal(status, 200, action);
      }
      const messages = async (query = "") =>
        (await call(`${path}/messages${query}`)).body.data as unknown as Operation[];
      return { tenant, call, path, messages };
    };

    const channelsOf = (operations: readonly Operation[]) => operations.map(({ message }) => message?.channel);

    test("S2-14 a member's messages come newest first, each with what it says, who sent it and how far it got", async () => {
      const { messages, tenant } = await startSending();
      const all = await messages();
      assert.deepEqual(channelsOf(all.slice(0, 4)), ["sms", "push", "email", "sms"]);
      const [newest] = all;
      assert.deepEqual(
        [newest?.action, newest?.operator?.name, newest?.message?.body, newest?.message?.status],
        ["send-sms", "Ari Cohen", "Fourth", "queued"],
      );
      await opened.database
        .updateTable("message")
        .set({ status: "failed", reason: "rejected" })
        .where("tenant", "=", tenant)
        .where("operation_id", "=", newest?.id ?? "")
        .execute();
      const { status, reason } = (await messages())[0]?.message ?? {};
      assert.deepEqual([status, reason], ["failed", "rejected"]);
    });

    test("a thread is one channel's; of one that is not known there is nothing", async () => {
      const { messages } = await startSending();
      for (const channel of channels) {
        const thread = await messages(`?channel=${channel}`);
        assert(thread.length > 0 && channelsOf(thread).every((each) => each === channel), channel);
      }
      assert.deepEqual(await messages("?channel=pigeon"), []);
    });

    test("pages hold each message once, in one order, those of one moment too", async () => {
      const tenant = await makeTenant(opened.database);
      const memberId = await makeMember(opened.database, tenant);
      const call = await backend.as({ tenant });
      backend.clock.set(NOW);
      const path = `/members/${memberId}`;
      for (const body of ["One", "Two", "Three", "Four", "Five"])
        assert.equal((await call(`${path}/actions/send-sms`, { body })).status, 200);
      const all = (await call(`${path}/messages`)).body.data.map(({ id }) => id);
      const paged: string[] = [];
      for (let cursor: string | null = ""; cursor !== null;) {
        const { body } = await call(`${path}/messages?limit=2${cursor && `&cursor=${cursor}`}`);
        paged.push(...body.data.map(({ id }) => id));
        cursor = body.page.next;
      }
      assert.deepEqual([paged, new Set(paged).size], [all, 5]);
    });

    test("that a message told of something else is told with what it did", async () => {
      const { call, path, messages } = await startSending();
      backend.clock.advance(1_000);
      await call(`${path}/actions/add`, { currency: "points", amount: 5, notify: "tpl_sms_balance" });
      const [newest] = await messages("?channel=sms");
      assert.deepEqual([newest?.action, newest?.message?.template?.id], ["add", "tpl_sms_balance"]);
    });

    test("after their retention messages have no text and no address, and are still there", async () => {
      const { messages, tenant, path } = await startSending();
      await opened.database.updateTable("message").set({ status: "sent" }).where("tenant", "=", tenant).execute();
      const before = (await messages()).length;
      backend.clock.advance(31 * 86_400_000);
      await forgetRetained({ database: opened.database, clock: backend.clock });
      const later = await backend.as({ tenant });
      const all = (await later(`${path}/messages`)).body.data as unknown as Operation[];
      assert.equal(all.length, before);
      for (const { message } of all)
        assert.deepEqual([message?.to, message?.subject, message?.body], [null, null, null]);
    });

    test("S08 nobody sees those of another program's members, nor of one who was erased", async () => {
      const { path, tenant, call } = await startSending();
      const stranger = await backend.as({ tenant: await makeTenant(opened.database) });
      assert.equal((await stranger(`${path}/messages`)).status, 404);
      assert.equal((await call(`/members/${people.erased}/messages`)).status, 410);
      await changeProgram(opened.database, tenant, { modules: ["gifts"] });
      assert.deepEqual((await call(`${path}/messages`)).body.code, "capability-not-supported");
    });
  });
