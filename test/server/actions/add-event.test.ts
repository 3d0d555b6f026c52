import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Operation } from "../../../sdk/contract/index.js";
import type { Rule } from "../../../server/domain/rule.js";
import type { Program } from "../../../server/domain/program.js";
import { moveDueLots } from "../../../server/due/due-lots.js";
import { runDueRules } from "../../../server/due/run-rules.js";
import { startActing } from "../../support/acting.js";
import { startBackend } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";

const eventTypes: Program["eventTypes"] = [
  {
    id: "review",
    name: "Review written",
    description: null,
    properties: {
      type: "object",
      required: ["stars"],
      properties: {
        stars: { type: "integer", title: "Stars", minimum: 1, maximum: 5 },
        shelf: { type: "string", oneOf: [{ const: "web", title: "On the web" }] },
        text: { type: "string", title: "What it says" },
      },
    },
  },
];

const CANARY = "Canary-5512";
const review = { type: "review", properties: { stars: 5, shelf: "web", text: CANARY } };

/** A rule that adds points for a review; on the web only, which it can tell by the code. */
const rewarding = (expiresAt?: string): Rule => ({
  id: "rule_review",
  name: "Points for reviews",
  react: ({ effects }) =>
    effects.some(({ kind, details }) => kind === "event" && details?.some(({ code }) => code === "web"))
      ? { actionId: "add", input: { currency: "points", amount: 30, ...(expiresAt && { expiresAt }) } }
      : null,
});

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    before(async () => void (opened = await open()));
    after(() => opened.close());

    const start = async () => {
      const acting = await startActing(opened.database, { program: { eventTypes } });
      const { database, path, tenant, memberId } = acting;
      return {
        ...acting,
        react: (...rules: Rule[]) => runDueRules({ database, writePath: path, rules }),
        lots: () =>
          database
            .selectFrom("lot")
            .select(["expires_on", "amount"])
            .where("tenant", "=", tenant)
            .where("member_id", "=", memberId)
            .where("amount", ">", 0)
            .execute(),
      };
    };

    test("S3-15 S3-17 an event is registered right away, as previewed, with what was told of it", async () => {
      const { act, preview, count } = await start();
      const shown = await preview("add-event", review);
      assert.equal(await count("operation"), 0);
      const { operation } = await act("add-event", review);
      assert.deepEqual(operation.effects, shown.operation.effects);
      assert.deepEqual(operation.effects, [
        {
          kind: "event",
          subject: { id: "review", name: "Review written" },
          details: [
            { id: "stars", label: "Stars", kind: "number", value: 5 },
            { id: "shelf", label: "Shelf", kind: "text", value: "On the web", code: "web" },
            { id: "text", label: "What it says", kind: "text", value: CANARY },
          ],
          expiresAt: null,
        },
      ]);
      assert.deepEqual(
        [operation.source, operation.operator?.name, operation.reversible],
        ["manual", "Ari Cohen", null],
      );
    });

    for (const [what, input, pointer, code] of [
      ["a required property is missing", { type: "review", properties: {} }, "/properties/stars", "required"],
      ["none are given, though one is required", { type: "review" }, "/properties/stars", "required"],
      ["a property is wrong", { type: "review", properties: { stars: 6 } }, "/properties/stars", "too-large"],
      [
        "S10 there is no such property",
        { type: "review", properties: { stars: 1, x: 1 } },
        "/properties/x",
        "unknown-field",
      ],
      ["there is no such type", { type: "visit" }, "/type", "unknown"],
      ["its points would be gone already", { ...review, expiresAt: "2026-11-20" }, "/expiresAt", "past"],
    ] as [string, object, string, string][])
      test(`S3-15 nothing is registered where ${what}`, async () => {
        const { act, count } = await start();
        const { status, problem } = await act("add-event", { ...input });
        assert.deepEqual([status, problem.errors?.map((each) => [each.pointer, each.code])], [422, [[pointer, code]]]);
        assert.equal(await count("operation"), 0);
      });

    test("the program's rules react to it, and to no free text of it", async () => {
      const { act, react, account, database, tenant } = await start();
      await act("add-event", review);
      const seen: string[] = [];
      const reading: Rule = {
        id: "reader",
        name: "Reader",
        react: (operation) => {
          seen.push(JSON.stringify(operation));
          return null;
        },
      };
      await react(rewarding(), reading);
      assert.equal((await account())?.spendable, 30);
      assert.ok(seen.length > 0 && !seen.join().includes(CANARY));
      const { source } = await database
        .selectFrom("operation")
        .select("source")
        .where("tenant", "=", tenant)
        .where("action", "=", "add")
        .executeTakeFirstOrThrow();
      assert.equal(source, "rule");
    });

    test("S3-16 what it earns expires on its own day, which a rule's overwrites", async () => {
      const { act, react, lots, account, database, path, clock } = await start();
      await act("add-event", { ...review, expiresAt: "2026-12-01" });
      await react(rewarding());
      assert.deepEqual(await lots(), [{ expires_on: "2026-12-01", amount: 30 }]);
      await act("add-event", { ...review, expiresAt: "2026-12-05" });
      await react(rewarding("2027-01-31"));
      assert.deepEqual((await lots()).map(({ expires_on }) => expires_on).sort(), ["2026-12-01", "2027-01-31"]);
      clock.set("2026-12-02T12:00:00Z");
      await moveDueLots({ database, writePath: path, clock });
      assert.deepEqual([(await account())?.spendable, (await account())?.expired], [30, 30]);
    });

    test("S0-21 what was told of it is erased with the member", async () => {
      const { act, memberId, database, tenant } = await start();
      await act("add-event", review);
      await act("delete", { confirmation: memberId }, { ifMatch: '"1"' });
      const rows = await database.selectFrom("operation").selectAll().where("tenant", "=", tenant).execute();
      const texts = await database.selectFrom("member_text").selectAll().where("tenant", "=", tenant).execute();
      assert.ok(rows.length === 2 && !JSON.stringify([rows, texts]).includes(CANARY));
    });
  });

test("S3-17 S3-18 by HTTP it stands in the history at once, told apart by its source and who did it, and what it earned above it", async (context) => {
  const backend = await startBackend();
  context.after(() => backend.close());
  const tenant = await backend.seed();
  const call = await backend.as({ tenant });
  const input = { type: "review", properties: { stars: 5 }, expiresAt: "2026-12-31" };
  assert.equal((await call("/members/m_1201/actions/add-event", input)).status, 200);
  const list = async (query = "") =>
    ((await call(`/members/m_1201/activities${query}`)).body.data as Operation[]).map(({ action, source }) => [
      action,
      source,
    ]);
  assert.deepEqual((await list()).sort(), [
    ["add", "rule"],
    ["add-event", "manual"],
    ["send-asset", "rule"],
  ]);
  assert.deepEqual(await list("?source=manual"), [["add-event", "manual"]]);
  const again = await backend.app.runDueWork();
  assert.ok(again);
  assert.equal((await list()).length, 3, "The rules have seen it.");
});
