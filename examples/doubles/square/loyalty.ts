import type { Hono } from "hono";
import { pageOf } from "./customers.js";
import { badRequest, notFound, PROGRAM_ID, type SquareReward, type SquareState } from "./state.js";

interface EventSearch {
  readonly limit?: number;
  readonly cursor?: string;
  readonly query?: {
    readonly filter?: {
      readonly loyalty_account_filter?: { readonly loyalty_account_id: string };
      readonly date_time_filter?: { readonly created_at: { readonly start_at?: string; readonly end_at?: string } };
    };
  };
}

interface Adjust {
  readonly idempotency_key: string;
  readonly adjust_points: { readonly points: number; readonly reason?: string };
  readonly allow_negative_balance?: boolean;
}

const accountRoutes = (app: Hono, state: SquareState): void => {
  app.post("/v2/loyalty/accounts/search", async (c) => {
    const {
      query,
      limit = 30,
      cursor,
    } = await c.req.json<{
      query?: { customer_ids?: string[] };
      limit?: number;
      cursor?: string;
    }>();
    const asked = query?.customer_ids;
    const found = [...state.accounts.values()].filter(({ customer_id: id }) => asked?.includes(id) ?? true);
    const { page, next } = pageOf(found, limit, cursor);
    return c.json(page.length === 0 ? {} : { loyalty_accounts: page, ...next });
  });
  app.get("/v2/loyalty/accounts/:id", (c) => c.json({ loyalty_account: state.account(c.req.param("id")) }));
  app.post("/v2/loyalty/accounts/:id/adjust", async (c) => {
    const body = await c.req.json<Adjust>();
    const account = state.account(c.req.param("id"));
    const { points, reason } = body.adjust_points;
    return c.json(
      state.once(body.idempotency_key, [account.id, body], () => {
        if (account.balance + points < 0 && body.allow_negative_balance !== true)
          throw badRequest("BAD_REQUEST", "The balance would be negative.");
        const details = { loyalty_program_id: PROGRAM_ID, points, ...(reason !== undefined && { reason }) };
        return { event: state.move(account, points, "ADJUST_POINTS", details, "LOYALTY_API") };
      }),
    );
  });
  app.post("/v2/loyalty/events/search", async (c) => {
    const { query, limit = 30, cursor } = await c.req.json<EventSearch>();
    const { loyalty_account_filter: of, date_time_filter: when } = query?.filter ?? {};
    const { start_at: start = "", end_at: end = "9" } = when?.created_at ?? {};
    const found = state.events.filter(
      (event) =>
        (of === undefined || event.loyalty_account_id === of.loyalty_account_id) &&
        event.created_at >= start &&
        event.created_at < end,
    );
    const { page, next } = pageOf(found.toReversed(), limit, cursor);
    return c.json(page.length === 0 ? {} : { events: page, ...next });
  });
};

const rewardOf = (state: SquareState, id: string): SquareReward => {
  const reward = state.rewards.get(id);
  if (!reward) throw notFound("The reward");
  return reward;
};

const rewardRoutes = (app: Hono, state: SquareState): void => {
  app.post("/v2/loyalty/rewards", async (c) => {
    const body = await c.req.json<{
      idempotency_key: string;
      reward: { loyalty_account_id: string; reward_tier_id: string };
    }>();
    const account = state.account(body.reward.loyalty_account_id);
    const tier = state.rewardTiers.find(({ id }) => id === body.reward.reward_tier_id);
    if (!tier) throw notFound("The reward tier");
    return c.json(
      state.once(body.idempotency_key, body, () => {
        if (account.balance < tier.points) throw badRequest("BAD_REQUEST", "There are not enough points.");
        const reward: SquareReward = {
          ...{ id: state.newId("reward"), status: "ISSUED", loyalty_account_id: account.id, reward_tier_id: tier.id },
          ...{ points: tier.points, created_at: state.now(), updated_at: state.now() },
        };
        state.rewards.set(reward.id, reward);
        const details = { loyalty_program_id: PROGRAM_ID, reward_id: reward.id, points: -tier.points };
        state.move(account, -tier.points, "CREATE_REWARD", details, "LOYALTY_API");
        return { reward };
      }),
    );
  });
  app.post("/v2/loyalty/rewards/search", async (c) => {
    const { query } = await c.req.json<{ query?: { loyalty_account_id: string } }>();
    const found = [...state.rewards.values()].filter(
      ({ loyalty_account_id: id }) => query === undefined || id === query.loyalty_account_id,
    );
    return c.json(found.length === 0 ? {} : { rewards: found.toReversed() });
  });
  app.get("/v2/loyalty/rewards/:id", (c) => c.json({ reward: rewardOf(state, c.req.param("id")) }));
  app.delete("/v2/loyalty/rewards/:id", (c) => {
    const reward = rewardOf(state, c.req.param("id"));
    if (reward.status !== "ISSUED") throw badRequest("BAD_REQUEST", "The reward can't be deleted.");
    Object.assign(reward, { status: "DELETED", updated_at: state.now() });
    const details = { loyalty_program_id: PROGRAM_ID, reward_id: reward.id, points: reward.points };
    state.move(state.account(reward.loyalty_account_id), reward.points, "DELETE_REWARD", details, "LOYALTY_API");
    return c.json({});
  });
};

/** Square's loyalty program, accounts, ledger and rewards. */
export const loyaltyRoutes = (app: Hono, state: SquareState): void => {
  app.get("/v2/loyalty/programs/main", (c) =>
    c.json({
      program: {
        ...{
          id: PROGRAM_ID,
          status: "ACTIVE",
          terminology: { one: "Point", other: "Points" },
          location_ids: ["loc-1"],
        },
        reward_tiers: state.rewardTiers.map((tier) => ({
          ...tier,
          created_at: state.now(),
          pricing_rule_reference: { object_id: `rule-${tier.id}`, catalog_version: 1 },
        })),
        accrual_rules: [],
        ...{ created_at: state.now(), updated_at: state.now() },
      },
    }),
  );
  accountRoutes(app, state);
  rewardRoutes(app, state);
};
