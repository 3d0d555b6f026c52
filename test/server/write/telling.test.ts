import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { catalogue, type Operation } from "../../../sdk/contract/index.js";
import { insertRows } from "../../../server/postgres/rows.js";
import { memberEtag } from "../../../server/domain/member.js";
import type { Program } from "../../../server/domain/program.js";
import type { Operator } from "../../../server/domain/operator.js";
import { deliverDueMessages } from "../../../server/due/deliver-messages.js";
import { type ReadAnswer, startActing } from "../../support/acting.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { makeMember } from "../../support/tenant.js";

const told = { currency: "points", amount: 600, notify: "tpl_told", customerMessage: "sorry for the wait." };
const said = ({ status, code, problem }: ReadAnswer) => [status, code, problem.errors?.[0]?.pointer];

for (const { name, open } of databases)
  describe(`telling the member on ${name}`, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async (given: { program?: Partial<Program>; operator?: Partial<Operator> } = {}) => {
      const acting = await startActing(opened.database, {
        ...given,
        program: {
          reason: { reasonCode: "optional", note: "optional", customerMessage: "optional" },
          ...given.program,
        },
      });
      const { tenant, path, clock } = acting;
      await insertRows(opened.database, "template", [
        {
          ...{ tenant, id: "tpl_told", name: "Told", channel: "sms", subject: null },
          body: "{first_name}: {customer_message} {points} points, {tier}.",
        },
        { tenant, id: "tpl_empty", name: "Empty", channel: "sms", subject: null, body: "{customer_message}" },
      ]);
      const sent: string[] = [];
      const send = async ({ body }: { body: string }) => {
        sent.push(body);
        return Promise.resolve({ state: "sent", providerId: null } as const);
      };
      const deliver = { sms: { send, knowsKeys: false }, email: { send, knowsKeys: false } };
      const deliverNow = () => deliverDueMessages({ database: opened.database, deliver, writePath: path, clock });
      const messages = () =>
        opened.database.selectFrom("message").selectAll().where("tenant", "=", tenant).orderBy("created_at").execute();
      return { ...acting, sent, deliverNow, messages };
    };

    test("the message says how the member stands afterwards, and its words, cost and consent are in the preview and the receipt", async () => {
      const { act, preview, count, sent, deliverNow, messages } = await start();
      const { operation: seen } = await preview("add", told);
      assert.equal(seen.message?.body, "Noa: sorry for the wait. 600 points, Silver.");
      assert.deepEqual(
        [seen.message.status, seen.message.cost?.amount, seen.message.consent, seen.message.template?.name],
        ["simulated", 7, true, "Told"],
      );
      assert.deepEqual([await count("message"), await count("operation")], [0, 0]);
      const done = await act("add", told, { previewMatch: seen.previewTag ?? null });
      assert.deepEqual(
        [done.operation.message?.status, done.operation.message?.body, done.operation.customerMessage],
        ["queued", seen.message.body, "sorry for the wait."],
      );
      assert.deepEqual([done.operation.changes.length, done.operation.effects], [1, []]);
      await deliverNow();
      assert.deepEqual(sent, [seen.message.body]);
      assert.equal((await messages())[0]?.operation_id, done.operation.id);
    });

    test("nobody is told unless a template is chosen, and nothing is told of what is refused", async () => {
      const { act, count } = await start();
      assert.equal((await act("add", { currency: "points", amount: 5 })).operation.message, null);
      assert.equal((await act("redeem", { ...told, amount: 50 })).code, "insufficient-balance");
      assert.equal(await count("message"), 0);
    });

    test("one message, however often and at once its key is sent; a kept answer is the same to the byte", async () => {
      const { act, count, deliverNow } = await start();
      const key = "told-once";
      const answers = await Promise.all([
        act("add", told, { key }),
        act("add", told, { key }),
        act("add", told, { key }),
      ]);
      await deliverNow();
      answers.push(await act("add", told, { key }));
      assert.deepEqual([await count("message"), await count("operation")], [1, 1]);
      assert.equal(new Set(answers.map(({ body }) => body)).size, 1);
    });

    test("what was read is what leaves: a message that would say something else by now makes the preview stale", async () => {
      const { act, preview } = await start();
      const { operation } = await preview("add", told);
      await act("add", { currency: "points", amount: 1 });
      assert.equal((await act("add", told, { previewMatch: operation.previewTag ?? null })).code, "stale");
    });

    test("an undo takes back what was done and sends nothing; the message stays sent", async () => {
      const { act, reverse, account, count, deliverNow, sent } = await start();
      const { operation } = await act("add", told);
      await deliverNow();
      const undone = await reverse(operation.id);
      assert.deepEqual([undone.status, undone.operation.message], [200, null]);
      assert.equal((await account())?.earned, 0);
      await deliverNow();
      assert.deepEqual([await count("message"), sent.length], [1, 1]);
    });

    test("S0-20 consent decides at delivery, and what was done stays done", async () => {
      const { act, deliverNow, messages, account, sent } = await start();
      await act("add", told);
      await act("set-consent", { channel: "sms", granted: false, evidence: "Said so" });
      const late = await act("add", told);
      assert.deepEqual(
        [late.operation.message?.status, late.operation.warnings.map(({ code }) => code)],
        ["blocked", ["consent-missing"]],
      );
      await deliverNow();
      assert.deepEqual([sent, (await messages()).map(({ reason }) => reason)], [[], ["no-consent", "no-consent"]]);
      assert.equal((await account())?.earned, 1200);
    });

    test("who may not send by a channel has nobody told by it, and a program that does not send by it tells nobody", async () => {
      const { act } = await start({ operator: { permissions: ["ledger:add", "messages:email"] } });
      assert.deepEqual(said(await act("add", told)), [403, "forbidden", "/notify"]);
      assert.equal((await act("add", { ...told, notify: "tpl_email" })).status, 200);
      const quiet = await start({ program: { modules: [] } });
      assert.deepEqual(said(await quiet.act("add", told)), [422, "validation", "/notify"]);
      assert.deepEqual(said(await quiet.act("add", { ...told, notify: "tpl_none" })), [422, "validation", "/notify"]);
    });

    test("a text for the member may be required, and is where no template prints it, too", async () => {
      const { act, reverse } = await start({
        program: { reason: { reasonCode: "optional", note: "hidden", customerMessage: "required" } },
      });
      const { customerMessage, ...silent } = told;
      assert.deepEqual(said(await act("add", silent)), [422, "reason-required", "/customerMessage"]);
      const kept = await act("add", { currency: "points", amount: 5, customerMessage });
      assert.deepEqual([kept.operation.customerMessage, kept.operation.message], [customerMessage, null]);
      assert.equal((await act("add-card", { number: "77" })).status, 200);
      assert.equal((await reverse(kept.operation.id)).status, 200);
    });

    test("without the text that it prints a template says so beforehand, and one that says nothing then is refused", async () => {
      const { preview } = await start();
      const { operation } = await preview("add", { ...told, customerMessage: undefined });
      assert.match(operation.message?.body ?? "", /\{customer_message\}/);
      assert.deepEqual(
        operation.warnings.map(({ code }) => code).filter((code) => code !== "tier-change"),
        ["unknown-variable"],
      );
      const blank = await preview("add", { ...told, notify: "tpl_empty", customerMessage: "\u2068-\u2069" });
      assert.equal(blank.operation.message?.body, "-");
    });

    test("S02 a text for the member is no template: what it holds between braces stays as it is written", async () => {
      const { preview } = await start();
      const { operation } = await preview("add", { ...told, customerMessage: "{points} {name}" });
      assert.equal(operation.message?.body, "Noa: {points} {name} 600 points, Silver.");
    });

    test("a transfer tells the member that it is done to, and not the other one", async () => {
      const { act, database, tenant, messages, memberId } = await start();
      await act("add", { currency: "points", amount: 600 });
      const toMemberId = await makeMember(database, tenant);
      const { operation } = await act("transfer", { ...told, amount: 100, toMemberId });
      assert.equal(operation.message?.body, "Noa: sorry for the wait. 500 points, Silver.");
      assert.deepEqual(
        (await messages()).map(({ member_id }) => member_id),
        [memberId],
      );
    });

    test("what waits for a second person tells nobody until it is done, and then how things stand then", async () => {
      const limits = [{ action: "add", currency: null, per: "operation", amount: 50 } as const];
      const { act, path, tenant, operator, count, messages } = await start({
        program: { approvals: { expireAfterHours: 24 } },
        operator: { limits },
      });
      const waits = await act("add", told);
      assert.deepEqual([waits.operation.status, waits.operation.message?.status], ["awaiting_approval", "simulated"]);
      assert.equal(await count("message"), 0);
      await act("add", { currency: "points", amount: 5 });
      const { body } = await path.decide({
        ...{ tenant, requestId: "req_test", approvalId: waits.operation.id, decision: "approve", previewMatch: null },
        operator: { ...operator, id: "u_vera", limits: [] },
      });
      assert.equal((JSON.parse(body) as Operation).message?.status, "queued");
      assert.deepEqual(
        (await messages()).map((message) => message.body),
        ["Noa: sorry for the wait. 605 points, Silver."],
      );
    });

    test("an erasure leaves no word of what the member was told", async () => {
      const { act, memberId, database, tenant, messages, row } = await start();
      await act("add", told);
      const ifMatch = memberEtag((await row()).version);
      assert.equal((await act("delete", { confirmation: memberId }, { ifMatch })).status, 200);
      const texts = await database.selectFrom("member_text").select("text").where("tenant", "=", tenant).execute();
      assert.deepEqual([texts, (await messages()).map(({ body }) => body)], [[], [null]]);
    });
  });

test("what changes a balance or gives something can be told, by one word in its declaration, and nothing else can", () => {
  const tells = Object.values(catalogue)
    .filter(({ fields }) => "notify" in fields)
    .map(({ id }) => id);
  assert.deepEqual(tells.sort(), [
    ...["add", "adjust", "cancel-pending", "change-tier", "claim-reward", "expire", "give-reward", "punch-card"],
    ...["redeem", "refund", "reinstate", "release-pending", "send-asset", "subtract", "transfer"],
  ]);
});
