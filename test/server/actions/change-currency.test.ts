import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { AnswerOf, routes } from "../../../sdk/contract/index.js";
import { people } from "../../../server/seed/index.js";
import { startActing } from "../../support/acting.js";
import { startBackend } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";

type Rewards = AnswerOf<typeof routes.rewards>["data"];

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    test("S3-12 L07 another currency: the prices of rewards follow, none is converted, and balances stay", async () => {
      const backend = await startBackend({ database: opened.database });
      const call = await backend.as({ tenant: await backend.seed() });
      const member = async () => (await call(`/members/${people.noa}`)).body;
      const prices = async () =>
        ((await call(`/rewards?memberId=${people.noa}`)).body.data as unknown as Rewards)
          .slice(0, 3)
          .map(({ offer }) => offer?.price ?? offer?.obstacles[0]?.code);
      const own = async () => (await member()).details.find(({ id }: { id: string }) => id === "currency")?.value;
      const before = await member();
      assert.equal(await own(), "points");
      const changed = await call(`/members/${people.noa}/actions/change-currency`, { currency: "credits" });
      assert.deepEqual(changed.body.effects, [
        { kind: "currency", subject: null, value: { before: "points", after: "credits", kind: "currency" } },
      ]);
      assert.deepEqual(changed.body.changes, []);
      assert.equal(await own(), "credits");
      assert.deepEqual((await member()).accounts, before.accounts);
      assert.deepEqual(await prices(), [
        { currency: "credits", amount: 900 },
        { currency: "credits", amount: 650 },
        "no-price",
      ]);
      const claim = (rewardId: string) => call(`/members/${people.noa}/actions/claim-reward`, { rewardId });
      const { changes } = (await claim("reward_coffee")).body;
      assert.deepEqual([changes.length, changes[0]?.currency, changes[0]?.applied], [1, "credits", -900]);
      assert.equal((await claim("reward_tote")).body.errors?.[0]?.code, "no-price");
      assert.equal((await call(`/operations/${changed.body.id}/reversal`, {})).status, 200);
      assert.deepEqual(await prices(), [
        { currency: "points", amount: 400 },
        { currency: "points", amount: 300 },
        { currency: "points", amount: 250 },
      ]);
    });

    test("L07 a currency that the program doesn't have, and the member's own, are refused; the version moves with each change", async () => {
      const { act, preview, row } = await startActing(opened.database);
      const { problem } = await act("change-currency", { currency: "gems" });
      assert.deepEqual(
        problem.errors?.map(({ pointer, code }) => [pointer, code]),
        [["/currency", "unknown"]],
      );
      assert.equal((await act("change-currency", { currency: "points" })).code, "conflict");
      const shown = await preview("change-currency", { currency: "credits" });
      const { operation } = await act("change-currency", { currency: "credits" });
      assert.deepEqual(operation.effects, shown.operation.effects);
      assert.equal((await act("change-currency", { currency: "credits" })).code, "conflict");
      assert.equal((await row()).version, 2);
    });

    test("a change that another one came after is not undone; last first, both are", async () => {
      const { act, reverse } = await startActing(opened.database);
      const first = await act("change-currency", { currency: "credits" });
      const second = await act("change-currency", { currency: "points" });
      assert.equal((await reverse(first.operation.id)).code, "not-reversible");
      for (const { operation } of [second, first]) assert.equal((await reverse(operation.id)).status, 200);
    });

    test("S3-12 without the module there is no such action, and no such detail", async () => {
      const modules = ["gifts", "rewards"];
      const { act, tenant, memberId } = await startActing(opened.database, { program: { modules } });
      assert.equal((await act("change-currency", { currency: "credits" })).status, 501);
      const backend = await startBackend({ database: opened.database });
      const { details } = (await (await backend.as({ tenant }))(`/members/${memberId}`)).body;
      assert.deepEqual(
        details.filter(({ id }: { id: string }) => id === "currency"),
        [],
      );
    });
  });
