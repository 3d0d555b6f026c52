import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rule } from "../../../server/domain/rule.js";
import { doDueWork } from "../../../server/due/due-work.js";
import type { DeliveryProvider } from "../../../server/messages/deliver.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { startActing } from "../../support/acting.js";
import { openPreparedDatabase } from "../../support/prepared-database.js";

test("a rule that fails holds up neither messages nor forgetting, and is told once all is tried", async () => {
  const database = await openPreparedDatabase();
  const { act, tenant, memberId, clock } = await startActing(database);
  const writePath = createWritePath({ database, clock });
  const by = { tenant, operator: null, source: "pos", firesRules: true, requestId: "req_till", memberId, key: "till" };
  await writePath.submit({
    ...by,
    actionId: "purchase",
    input: { amount: { amount: 100, currency: "EUR", scale: 2 } },
  });
  await act("send-sms", { templateId: "tpl_sms" });
  const failing: Rule = {
    id: "failing",
    name: "Failing",
    react: () => {
      throw new Error("The rule is broken");
    },
  };
  const sent: string[] = [];
  const sms: DeliveryProvider = {
    knowsKeys: true,
    send: ({ body }) => {
      sent.push(body);
      return Promise.resolve({ state: "sent", providerId: null });
    },
  };
  const working = doDueWork({
    database,
    writePath,
    clock,
    rules: [failing],
    ownActions: [],
    deliver: { sms },
    integrations: {},
    signer: null,
  });
  await assert.rejects(working, /The rule is broken/);
  assert.deepEqual(sent, ["Hi Noa"]);
  await database.destroy();
});
