import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Member, Operation, Problem, Purchase } from "../../../sdk/contract/index.js";
import type { Program } from "../../../server/domain/program.js";
import type { Rule } from "../../../server/domain/rule.js";
import { runRulesOn } from "../../../server/due/run-rules.js";
import { createWritePath } from "../../../server/write/write-path.js";
import { startActing } from "../../support/acting.js";
import { LASTING_KEYS, startBackend, type TestBackend } from "../../support/backend.js";
import { databases } from "../../support/databases.js";
import { changeProgram, makeMembers } from "../../support/tenant.js";

const AT_ONCE = 16;
const AMOUNT = 4321;

type Told = Operation & Problem;
type Returns = NonNullable<Program["purchases"]>["returns"];

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let backend: TestBackend;
    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database, keys: LASTING_KEYS });
    });
    after(() => opened.close());

    /** The demo program with members who have done nothing yet, its till, and an operator who may do all. */
    const openShop = async (purchases: Program["purchases"] = { byHand: true }) => {
      const tenant = await backend.seed();
      await changeProgram(opened.database, tenant, { purchases });
      const members = await makeMembers(
        opened.database,
        tenant,
        Array.from({ length: AT_ONCE }, () => ({})),
      );
      const [memberId = "", otherId = ""] = members;
      const token = await backend.tokenFor({ tenant, id: "till_1", permissions: ["events:ingest"] });
      const ari = await backend.as({ tenant, claims: { exp: 4_000_000_000 } });
      let keys = 0;
      const tell = async (body: object) => {
        const response = await backend.fetch("/ingest/purchases", {
          method: "POST",
          headers: {
            Authorization: `Bearer ${token}`,
            "Content-Type": "application/json",
            "Idempotency-Key": `k-${++keys}`,
          },
          body: JSON.stringify(body),
        });
        assert.equal(response.status, 200);
        return (await response.json()) as Told;
      };
      const send = async (path: string, body: object, headers = {}) => {
        const reply = await ari(path, body, headers);
        return { ...reply, told: JSON.parse(reply.text) as Told };
      };
      const act = (action: string, body: object, id = memberId, headers = {}) =>
        send(`/members/${id}/actions/${action}`, body, headers);
      const done = async (action: string, body: object, id = memberId): Promise<Operation> => {
        const { status, told, text } = await act(action, body, id);
        assert.equal(status, 200, text);
        return told;
      };
      const undo = (id: string) => send(`/operations/${id}/reversal`, {});
      /** All that a purchase moves: balances with their lots, cards, usable gifts, and purchases. */
      const standing = async (id = memberId) => {
        const member = JSON.parse((await ari(`/members/${id}`)).text) as Member;
        const { rows: lots } = await readLots(tenant, id);
        const cards = (await ari(`/members/${id}/punch-cards`)).body.data as { punches: number }[];
        const gifts = (await ari(`/members/${id}/gifts`)).body.data as { status: string }[];
        const bought = (await ari(`/members/${id}/purchases`)).body.data as unknown as Purchase[];
        const points = member.accounts.find(({ currency }) => currency === "points");
        return {
          earned: points?.earned ?? 0,
          spendable: points?.spendable ?? 0,
          lots,
          punches: cards.map(({ punches }) => punches),
          gifts: gifts.filter(({ status }) => status === "active").length,
          purchases: bought.map(({ receipt, returned }) => [receipt, returned]),
        };
      };
      const entries = async (id = memberId) =>
        (await ari(`/members/${id}/activities?limit=100`)).body.data as unknown as Operation[];
      /** A purchase of {@link AMOUNT} at the till; it brings 43 points, a punch and a gift. Answers its id. */
      const buy = async (receipt = "T-1"): Promise<string> =>
        (await tell({ memberId, amount: AMOUNT, receipt, branchId: "b_station" })).effects[0]?.issued ?? "";
      return { tenant, members, memberId, otherId, ari, tell, act, done, send, undo, standing, entries, buy };
    };

    const readLots = async (tenant: string, id: string) => ({
      rows: await opened.database
        .selectFrom("lot")
        .select(["currency", "expires_on", "amount", "expired", "stand_in"])
        .where("tenant", "=", tenant)
        .where("member_id", "=", id)
        .where((each) => each.or([each("amount", ">", 0), each("expired", ">", 0), each("stand_in", "<>", 0)]))
        .orderBy("currency")
        .orderBy("expires_on")
        .execute(),
    });

    test("a receipt that a till kept is claimed by its number, and earns as it would have at the till", async () => {
      const { tell, act, done, standing, entries, memberId, send } = await openShop();
      const items = [{ itemId: "item_soup", quantity: 2, amount: 1440 }];
      await tell({ amount: 1450, receipt: "H-8", branchId: "b_station", items });
      backend.clock.advance(3 * 86_400_000);
      const preview = await send(`/members/${memberId}/previews/claim-purchase`, { receipt: "h - 8" });
      const claim = await done("claim-purchase", { receipt: "h - 8" });
      backend.clock.advance(-3 * 86_400_000);
      const [effect] = claim.effects;
      assert.deepEqual([claim.branch?.id, effect?.amount?.amount], ["b_station", 1450]);
      assert.deepEqual(
        effect?.details?.map(({ value }) => value),
        ["H-8", "Station", "2026-11-21"],
      );
      assert.deepEqual(preview.told.effects, claim.effects);
      const { earned, punches, gifts, purchases } = await standing();
      assert.deepEqual([earned, punches, gifts, purchases], [14, [1], 1, [["H-8", 0]]]);
      const brought = (await entries()).filter(({ source }) => source === "rule");
      assert.deepEqual(
        brought.map(({ branch, cause }) => [branch?.id, cause?.id]),
        [
          ["b_station", "rule_thanks"],
          ["b_station", "rule_punch"],
          ["b_station", "rule_points"],
        ],
      );
      const mismatch = await act("claim-purchase", { receipt: "H-9", amount: 1 });
      assert.equal(mismatch.status, 422);
    });

    test("a number is claimed once, and the refusal of the second claim is kept", async () => {
      const { tell, done, act, otherId, standing, buy } = await openShop();
      await tell({ amount: 1450, receipt: "H-8" });
      await done("claim-purchase", { receipt: "H-8" });
      const again = await act("claim-purchase", { receipt: "H-8" }, otherId, { "Idempotency-Key": "claims-again" });
      const replayed = await act("claim-purchase", { receipt: "H-8" }, otherId, { "Idempotency-Key": "claims-again" });
      assert.deepEqual([again.status, again.told.code, replayed.text], [409, "already-done", again.text]);
      assert.equal(replayed.headers.get("Idempotent-Replayed"), "true");
      assert.equal((await act("claim-purchase", { receipt: "h-8" })).told.code, "already-done");
      assert.equal((await standing(otherId)).earned, 0);
      await buy("T-3");
      assert.equal((await act("claim-purchase", { receipt: "T-3" }, otherId)).told.code, "already-done");
    });

    for (const [kind, input] of [
      ["that a till kept", {}],
      ["that is entered by hand", { amount: 1450, branchId: "b_station", date: "2026-11-20" }],
    ] as const)
      test(`of sixteen members who claim a receipt ${kind} at once, one gets it`, async () => {
        const { tell, act, members, standing } = await openShop();
        if (kind === "that a till kept") await tell({ amount: 1450, receipt: "H-8" });
        const answers = await Promise.all(members.map((id) => act("claim-purchase", { receipt: "H-8", ...input }, id)));
        const codes = answers.map(({ status, told }) => (status === 200 ? "done" : told.code)).sort();
        assert.deepEqual(codes, [...Array.from({ length: AT_ONCE - 1 }, () => "already-done"), "done"]);
        const stands = await Promise.all(members.map((id) => standing(id)));
        assert.deepEqual(
          [stands.reduce((sum, { earned }) => sum + earned, 0), stands.flatMap(({ purchases }) => purchases)],
          [14, [["H-8", 0]]],
        );
      });

    test("a receipt that no till knows is read off the paper, where the program lets it", async () => {
      const { act, done, standing } = await openShop();
      const whole = { receipt: "P-1", amount: 990, branchId: "b_station", date: "2026-11-18" };
      const pointers = async (input: object) =>
        (await act("claim-purchase", input)).told.errors?.map(({ pointer, code }) => [pointer, code]);
      assert.deepEqual(await pointers({ receipt: "P-1" }), [
        ["/amount", "required"],
        ["/branchId", "required"],
        ["/date", "required"],
      ]);
      assert.deepEqual(await pointers({ ...whole, date: "2026-11-22" }), [["/date", "future"]]);
      assert.deepEqual(await pointers({ ...whole, branchId: "b_nowhere" }), [["/branchId", "unknown"]]);
      assert.deepEqual(await pointers({ ...whole, receipt: "?!" }), [["/receipt", "wrong-format"]]);
      const { branch, effects } = await done("claim-purchase", whole);
      assert.deepEqual([branch?.id, effects[0]?.amount?.amount], ["b_station", 990]);
      assert.equal((await standing()).earned, 9);
      const strict = await openShop({});
      const refused = await strict.act("claim-purchase", whole);
      assert.deepEqual([refused.status, refused.told.errors?.[0]?.pointer], [422, "/receipt"]);
      await strict.tell({ amount: 990, receipt: "P-1", branchId: "b_harbour" });
      assert.deepEqual(
        (await strict.act("claim-purchase", whole)).told.errors?.map(({ pointer, code }) => [pointer, code]),
        [
          ["/branchId", "mismatch"],
          ["/date", "mismatch"],
        ],
      );
    });

    test("a claim earns by the rules of the purchase's day, and days are counted from it", async () => {
      const { database } = opened;
      const { tenant, act, clock, account } = await startActing(database, { program: { purchases: { byHand: true } } });
      const seasonal: Rule = {
        id: "rule_october",
        name: "Double October",
        react: ({ at, effects }) => {
          if (!effects.some(({ kind }) => kind === "purchase")) return null;
          const expiresAt = new Date(Date.parse(at) + 60 * 86_400_000).toISOString().slice(0, 10);
          const amount = at.slice(5, 7) === "10" ? 20 : 10;
          return { actionId: "add", input: { currency: "points", amount, expiresAt } };
        },
      };
      const options = { database, writePath: createWritePath({ database, clock }), rules: [seasonal] };
      const claim = { amount: 500, branchId: "b_harbour" };
      const october = await act("claim-purchase", { ...claim, receipt: "A", date: "2026-10-20" });
      const today = await act("claim-purchase", { ...claim, receipt: "B", date: "2026-11-21" });
      assert.equal(await runRulesOn(options, tenant, [october.operation.id, today.operation.id]), 4);
      assert.equal((await account())?.earned, 30);
      const lots = await database
        .selectFrom("lot")
        .select(["expires_on", "amount"])
        .where("tenant", "=", tenant)
        .execute();
      assert.deepEqual(lots.map(({ expires_on, amount }) => [expires_on, amount]).sort(), [
        ["2026-12-19", 20],
        ["2027-01-20", 10],
      ]);
    });

    test("an undo of a claim takes back what it brought, as one, and frees the number", async () => {
      const { tell, done, undo, standing, otherId, entries, act, send } = await openShop();
      await tell({ amount: AMOUNT, receipt: "H-8" });
      for (const input of [
        { receipt: "H-8" },
        { receipt: "P-1", amount: 990, branchId: "b_station", date: "2026-11-18" },
      ]) {
        const before = await standing();
        const claim = await done("claim-purchase", input);
        assert.notDeepEqual(await standing(), before);
        const preview = await send(`/operations/${claim.id}/reversal-preview`, {});
        const { status, told, text } = await undo(claim.id);
        assert.equal(status, 200, text);
        assert.deepEqual([preview.told.changes, preview.told.effects], [told.changes, told.effects]);
        assert.deepEqual({ ...(await standing()), punches: [] }, { ...before, punches: [] });
        const reversed = (await entries()).filter(({ reversedBy }) => reversedBy === told.id);
        assert.deepEqual(reversed.map(({ action }) => action).sort(), [
          "add",
          "claim-purchase",
          "punch-card",
          "send-asset",
        ]);
        for (const { id } of reversed) assert.equal((await undo(id)).told.code, "already-reversed");
        await done("claim-purchase", input, otherId);
      }
      const claim = await done("claim-purchase", {
        receipt: "P-2",
        amount: 5000,
        branchId: "b_station",
        date: "2026-11-18",
      });
      await done("redeem", { currency: "points", amount: 30 });
      assert.equal((await undo(claim.id)).told.code, "insufficient-balance");
      assert.equal((await act("claim-purchase", { receipt: "P-2" }, otherId)).told.code, "already-done");
    });

    test("a purchase that comes back takes its points, punches and gifts with it; an undo brings them anew", async () => {
      const { buy, done, undo, standing, memberId, send } = await openShop();
      await done("add", { currency: "points", amount: 100, expiresAt: "2026-12-31" });
      await done("punch-card", { punchCardId: "card_coffee", count: 3 });
      const before = await standing();
      const purchaseId = await buy();
      const bought = await standing();
      assert.deepEqual([bought.earned, bought.punches, bought.gifts], [143, [4], 1]);
      const preview = await send(`/members/${memberId}/previews/return-purchase`, { purchaseId });
      const { changes, effects, id } = await done("return-purchase", { purchaseId });
      assert.deepEqual([preview.told.changes, preview.told.effects], [changes, effects]);
      assert.deepEqual(
        effects.map(({ kind }) => kind),
        ["return", "gift", "punch"],
      );
      assert.deepEqual(await standing(), { ...before, purchases: [["T-1", AMOUNT]] });
      assert.equal((await undo(id)).status, 200);
      assert.deepEqual(await standing(), bought);
    });

    test("parts of a purchase take parts of what it brought, and together take all of it", async () => {
      const { buy, done, act, standing, undo } = await openShop();
      const before = await standing();
      const purchaseId = await buy();
      const earned: number[] = [];
      const parts: string[] = [];
      for (const amount of [1, 99, 2000, 1700, 521]) {
        parts.push((await done("return-purchase", { purchaseId, amount })).id);
        earned.push((await standing()).earned);
      }
      assert.deepEqual(earned, [43, 43, 23, 6, 0]);
      assert.deepEqual({ ...(await standing()), punches: [], purchases: [] }, { ...before, punches: [] });
      assert.equal((await act("return-purchase", { purchaseId })).told.code, "already-done");
      assert.equal((await undo(parts[3] ?? "")).told.code, "not-reversible");
      for (const id of parts.toReversed()) assert.equal((await undo(id)).status, 200);
      assert.equal((await standing()).earned, 43);
      const tooMuch = await act("return-purchase", { purchaseId, amount: AMOUNT + 1 });
      assert.deepEqual([tooMuch.status, tooMuch.told.errors?.[0]?.pointer], [422, "/amount"]);
    });

    for (const [returns, expected] of [
      ["refuse", { code: "insufficient-balance" }],
      ["take-what-is-left", { code: undefined, requested: -13, applied: -13, shortfall: 0, warning: "already-spent" }],
      ["record-shortfall", { code: undefined, requested: -43, applied: -13, shortfall: 30, warning: "already-spent" }],
    ] as const satisfies readonly (readonly [Returns, object])[])
      test(`what was spent of it: ${returns}`, async () => {
        const { tenant, buy, done, act, standing, undo, ari, memberId } = await openShop({ returns });
        const purchaseId = await buy();
        await done("redeem", { currency: "points", amount: 30 });
        const gift = (await ari(`/members/${memberId}/gifts`)).body.data[0]?.id;
        await done("use-gift", { heldGiftId: gift });
        const before = await standing();
        const { told } = await act("return-purchase", { purchaseId });
        assert.equal(told.code, expected.code);
        if (!("warning" in expected)) {
          assert.deepEqual(await standing(), before);
          return;
        }
        const [change] = told.changes;
        assert.deepEqual([change?.requested, change?.applied], [expected.requested, expected.applied]);
        assert.deepEqual(
          told.warnings.map(({ code }) => code),
          [expected.warning],
        );
        const { earned, spendable, punches } = await standing();
        assert.deepEqual([earned, spendable, punches], [30, 0, [0]]);
        const entry = await opened.database
          .selectFrom("entry")
          .select("shortfall")
          .where("tenant", "=", tenant)
          .where("operation_id", "=", told.id)
          .executeTakeFirstOrThrow();
        assert.equal(entry.shortfall, expected.shortfall);
        assert.equal((await undo(told.id)).status, 200);
        assert.deepEqual(await standing(), before);
      });

    test("what stood in for points that were taken stands there again, whatever was undone in between", async () => {
      const { buy, done, undo, standing } = await openShop();
      await done("add", { currency: "points", amount: 100, expiresAt: "2026-12-31" });
      const purchaseId = await buy();
      const redeemed = await done("redeem", { currency: "points", amount: 120 });
      const back = await done("return-purchase", { purchaseId, amount: 2000 });
      assert.equal((await standing()).spendable, 4);
      assert.equal((await undo(redeemed.id)).status, 200);
      assert.equal((await standing()).spendable, 124);
      assert.equal((await undo(back.id)).status, 200);
      const { earned, spendable, lots } = await standing();
      assert.deepEqual([earned, spendable, lots.reduce((sum, lot) => sum + lot.amount, 0)], [143, 143, 143]);
      assert.equal(
        lots.reduce((sum, lot) => sum + lot.stand_in, 0),
        0,
      );
    });

    test("what of it expires meanwhile has expired once a return is undone", async () => {
      const { database } = opened;
      const { tenant, memberId, act, reverse, clock, account } = await startActing(database, {
        program: { purchases: { byHand: true } },
      });
      const monthly: Rule = {
        id: "rule_month",
        name: "For a month",
        react: ({ effects }) =>
          effects.some(({ kind }) => kind === "purchase")
            ? { actionId: "add", input: { currency: "points", amount: 40, expiresAt: "2026-11-30" } }
            : null,
      };
      const rules = { database, writePath: createWritePath({ database, clock }), rules: [monthly] };
      const claim = { receipt: "A", amount: 500, branchId: "b_harbour", date: "2026-11-20" };
      const { operation } = await act("claim-purchase", claim);
      await runRulesOn(rules, tenant, [operation.id]);
      const back = await act("return-purchase", { purchaseId: operation.effects[0]?.issued, amount: 250 });
      assert.equal((await account())?.spendable, 20);
      clock.advance(20 * 86_400_000);
      assert.equal((await reverse(back.operation.id)).status, 200);
      const { earned, spendable, expired } = (await account()) ?? {};
      assert.deepEqual([earned, spendable, expired, memberId !== ""], [40, 20, 20, true]);
    });

    test("what a rule brought is taken back once: by its own undo, or with the purchase", async () => {
      const { buy, done, undo, standing, entries } = await openShop();
      const purchaseId = await buy();
      const add = (await entries()).find(({ action }) => action === "add");
      assert.equal((await undo(add?.id ?? "")).status, 200);
      const { changes, id } = await done("return-purchase", { purchaseId, amount: 4000 });
      assert.deepEqual([changes, (await standing()).earned], [[], 0]);
      const punch = (await entries()).find(({ action }) => action === "punch-card");
      assert.equal((await undo(punch?.id ?? "")).told.code, "not-reversible");
      assert.equal((await undo(id)).status, 200);
      assert.equal((await undo(punch?.id ?? "")).status, 200);
    });

    test("a purchase is no other member's to return, and waits for its rules", async () => {
      const { buy, act, otherId, tenant, memberId } = await openShop();
      const purchaseId = await buy();
      assert.equal((await act("return-purchase", { purchaseId }, otherId)).status, 422);
      const { database, clock } = backend;
      const by = { tenant, operator: null, source: "pos", firesRules: true, requestId: "req_test" };
      const input = { amount: { amount: 1000, currency: "EUR", scale: 2 } };
      const path = createWritePath({ database, clock });
      const { body } = await path.submit({ ...by, actionId: "purchase", memberId, input, key: `${tenant}-k` });
      const late = (JSON.parse(body) as Operation).effects[0]?.issued;
      assert.equal((await act("return-purchase", { purchaseId: late })).told.code, "operation-in-progress");
      await backend.app.runDueWork();
      assert.equal((await act("return-purchase", { purchaseId: late })).status, 200);
    });

    test("S12 a return counts against a limit by what comes back, said or not; who is blocked claims nothing", async () => {
      const { tenant, memberId, buy, act } = await openShop();
      const [first, second] = [await buy("T-1"), await buy("T-2")];
      const limits = [{ action: "return-purchase", currency: null, per: "day", amount: 5000 }] as const;
      const dana = await backend.as({ tenant, id: "u_limited", permissions: ["purchases:return"], limits });
      const status = async (body: object) =>
        (await dana(`/members/${memberId}/previews/return-purchase`, body)).body.warnings?.map(({ code }) => code);
      assert.deepEqual(await status({ purchaseId: first }), []);
      assert.equal((await dana(`/members/${memberId}/actions/return-purchase`, { purchaseId: first })).status, 200);
      assert.deepEqual(await status({ purchaseId: second }), ["needs-approval"]);
      await act("block", {}, memberId, { "If-Match": '"1"' });
      assert.equal((await act("claim-purchase", { receipt: "H-20390" })).told.code, "member-blocked");
    });
  });
