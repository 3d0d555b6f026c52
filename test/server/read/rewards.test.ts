import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { routes } from "../../../sdk/contract/index.js";
import { type AnswerOf } from "../../../sdk/contract/index.js";
import { people } from "../../../server/seed/index.js";
import { type Caller, NOW, startBackend, type TestBackend } from "../../support/backend.js";
import { databases, type OpenDatabase } from "../../support/databases.js";
import { changeProgram } from "../../support/tenant.js";

type Rewards = AnswerOf<typeof routes.rewards>["data"];
type Coupons = AnswerOf<typeof routes.heldCoupons>["data"];

for (const { name, open } of databases)
  describe(name, () => {
    let opened: OpenDatabase;
    let backend: TestBackend;
    before(async () => {
      opened = await open();
      backend = await startBackend({ database: opened.database });
    });
    after(() => opened.close());

    const start = async () => {
      backend.clock.set(NOW);
      const tenant = await backend.seed();
      return { tenant, ari: await backend.as({ tenant }) };
    };
    const rewardsOf = async (call: Caller, memberId: string) =>
      (await call(`/rewards?memberId=${memberId}`)).body.data as unknown as Rewards;
    const couponsOf = async (call: Caller, memberId: string) =>
      (await call(`/members/${memberId}/coupons`)).body.data as unknown as Coupons;

    test("S3-7 a reward says what it costs a member, whether they may claim it, and if not why, which force would ignore", async () => {
      const { ari } = await start();
      const told = (await rewardsOf(ari, people.noa)).map(({ id, offer }) => [
        id.replace("reward_", ""),
        offer?.price?.amount,
        offer?.eligible,
        ...(offer?.obstacles ?? []).map(({ code, forced }) => `${code} ${forced}`),
      ]);
      assert.deepEqual(told, [
        ["coffee", 400, true],
        ["breakfast", 300, false, "frequency true"],
        ["tote", 250, true],
        ["roastery", 900, false, "tier true"],
        ["student", 150, false, "segment true"],
        ["machine", 3200, false, "insufficient-balance true"],
        ["summer", 120, false, "ended true"],
        ["advent", 700, false, "not-started true"],
      ]);
    });

    test("what a reward says of a member is what a claim of it comes to, whoever it is and whatever they did before", async () => {
      const { tenant, ari } = await start();
      const claim = (memberId: string, rewardId: string, way: "previews" | "actions") =>
        ari(`/members/${memberId}/${way}/claim-reward`, { rewardId });
      for (const memberId of [people.noa, people.mila, people.empty]) {
        for (const rewardId of ["reward_breakfast", "reward_coffee"]) await claim(memberId, rewardId, "actions");
        for (const { id, offer } of await rewardsOf(ari, memberId)) {
          const { status, body } = await claim(memberId, id, "previews");
          assert.equal(status === 200, offer?.eligible, `${memberId} ${id}`);
          assert.equal(body.errors?.[0]?.code, offer?.obstacles[0]?.code, `${memberId} ${id}`);
        }
      }
      await opened.database.updateTable("reward").set({ stock: 0 }).where("tenant", "=", tenant).execute();
      for (const { offer } of await rewardsOf(ari, people.mila))
        assert.deepEqual([offer?.obstacles[0]?.code, offer?.obstacles[0]?.forced], ["out-of-stock", false]);
    });

    test("without a member, rewards are listed with all their prices, page by page, and nothing is said of anybody", async () => {
      const { ari } = await start();
      const all = (await ari("/rewards")).body.data as unknown as Rewards;
      assert.deepEqual(
        all.map(({ offer }) => offer),
        all.map(() => null),
      );
      assert.deepEqual(all[0]?.prices, [
        { currency: "points", amount: 400 },
        { currency: "credits", amount: 900 },
      ]);
      const { data, page } = (await ari("/rewards?limit=5")).body;
      const rest = (await ari(`/rewards?limit=5&cursor=${page.next}`)).body.data;
      assert.deepEqual([...data, ...rest], all);
    });

    test("S08 rewards and coupons of a member who isn't there, or is erased, are refused", async () => {
      const { ari } = await start();
      for (const path of ["/rewards?memberId=m_never", "/members/m_never/coupons"])
        assert.equal((await ari(path)).status, 404, path);
      for (const path of [`/rewards?memberId=${people.erased}`, `/members/${people.erased}/coupons`])
        assert.equal((await ari(path)).status, 410, path);
    });

    test("S3-7 without the module, the routes and the actions of rewards are gone", async () => {
      const { tenant, ari } = await start();
      await changeProgram(opened.database, tenant, { modules: ["gifts"] });
      for (const path of ["/rewards", `/members/${people.noa}/coupons`, `/members/${people.noa}/punch-cards`])
        assert.deepEqual([(await ari(path)).status, (await ari(path)).body.code], [501, "capability-not-supported"]);
      assert.equal((await ari(`/members/${people.noa}/gifts`)).status, 200);
      const offered = [
        ...(await ari("/capabilities")).body.actions.map(({ id }) => id),
        ...(await ari(`/members/${people.noa}/actions`)).body.data.map(({ action }) => action),
      ];
      assert(offered.includes("send-asset"));
      assert.deepEqual(
        offered.filter((id) => id?.includes("reward")),
        [],
      );
      const view = { memberId: people.noa, parts: ["heldGifts", "heldCoupons"] };
      const [shown] = (await ari("/member-views", { views: [view] })).body.data as unknown as AnswerOf<
        typeof routes.memberViews
      >["data"];
      assert.deepEqual([shown?.heldGifts?.problem, shown?.heldCoupons?.problem?.status], [undefined, 501]);
    });

    test("S4-10 coupons stand in the wallet, newest first, with their code: active, used, disabled, and expired once their day is over", async () => {
      const { tenant, ari } = await start();
      const given = await ari(`/members/${people.noa}/actions/give-reward`, {
        rewardId: "reward_tote",
        deductPoints: false,
      });
      const statuses = async () =>
        (await couponsOf(ari, people.noa)).map(({ reward, status }) => [reward.name, status]);
      const [newest] = await couponsOf(ari, people.noa);
      assert.equal(newest?.id, given.body.effects[0]?.issued);
      assert.match(newest?.code ?? "", /^\w{4}-\w{4}-\w{4}$/);
      await ari(`/members/${people.noa}/actions/revoke-reward`, { heldCouponId: newest?.id });
      assert.deepEqual(await statuses(), [
        ["Canvas bag", "disabled"],
        ["Coffee for two", "active"],
        ["Breakfast", "used"],
      ]);
      backend.clock.set("2027-01-14T00:30:00Z");
      const later = await backend.as({ tenant });
      assert.deepEqual(
        (await couponsOf(later, people.noa)).map(({ status }) => status),
        ["disabled", "expired", "used"],
      );
    });
  });
