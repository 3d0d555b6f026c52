import type { Context, Hono } from "hono";
import {
  badRequest,
  notFound,
  PROGRAM_ID,
  type VoucherifyCard,
  VoucherifyRefusal,
  type VoucherifyState,
  type VoucherifyTransaction,
} from "./state.js";

const PROGRAM = `/v2/loyalties/programs/${PROGRAM_ID}`;
const CARD = `${PROGRAM}/members/:member/cards/:card`;
const STRUCTURE_ID = "lts_0d01";

/** A page of a list, by a cursor that says how many come before. */
const listOf = <T>(c: Context, all: readonly T[], prefix: string) => {
  const { limit = "10", cursor } = c.req.query();
  if (!/^(?:[1-9]\d?|100)$/.test(limit)) throw badRequest("The limit is 1 to 100.");
  if (cursor !== undefined && !new RegExp(`^${prefix}_[a-f0-9]+$`).test(cursor))
    throw badRequest("The cursor isn't valid.");
  const from = cursor === undefined ? 0 : Number.parseInt(cursor.slice(prefix.length + 1), 16);
  const to = from + Number(limit);
  const next =
    to < all.length ? { next: `${prefix}_${to.toString(16)}`, expires_at: "2099-01-01T00:00:00.000Z" } : null;
  return c.json({ object: "list", data: all.slice(from, to), cursor: next });
};

const tierOf = (state: VoucherifyState, { points }: VoucherifyCard) => state.tiers.findLast(({ min }) => points >= min);

const balanceOf = (state: VoucherifyState, card: VoucherifyCard) => {
  const { id, definitionId, points, pending, expiring } = card;
  const [[soonest], [next]] = [expiring, pending];
  const pendingPoints = pending.reduce((sum, bucket) => sum + bucket.points, 0);
  const none = { total: 0, earned: 0, added: 0, purchased: 0, purchased_reversed: 0, subtracted: 0, expired: 0 };
  const tier = tierOf(state, card);
  return {
    ...{ member_role: "OWNER", created_at: state.now(), object: "member_card" },
    card: {
      ...{ id, card_definition_id: definitionId, card_type: "INDIVIDUAL", code: null, object: "card" },
      lifetime_bucket: {
        points: { ...none, spent: 0, refunded: 0, returned: 0, locked: 0, unlocked: 0 },
        pending_points: { total: pendingPoints, activated: 0, canceled: 0 },
      },
      balance: { points, pending_points: pendingPoints },
      next_expiration: soonest ? { points: soonest.points, date: soonest.date } : null,
      next_activation: next ? { points: next.points, date: next.date, type: next.type } : null,
    },
    tier_progress: {
      current: tier && {
        tier: { id: tier.id, name: tier.name },
        ...{ start_at: state.now(), expires_at: null, points: { current: points, min: tier.min } },
      },
      tier_structure: { id: STRUCTURE_ID, object: "tier_structure" },
      ...{ deferred: [], risks: [], opportunities: [], object: "member_tier_progress" },
    },
  };
};

const programRoutes = (app: Hono, state: VoucherifyState): void => {
  app.get(`${PROGRAM}/card-definitions`, (c) => {
    const assigned = state.definitions.map(({ id }) => ({
      ...{
        card_type: "INDIVIDUAL",
        card_definition_id: id,
        created_at: state.now(),
        object: "program_card_definition",
      },
    }));
    return listOf(c, assigned.toReversed(), "lcrscdefa");
  });
  app.get("/v2/loyalties/card-definitions/:id", (c) => {
    const found = state.definitions.find(({ id }) => id === c.req.param("id"));
    if (!found) throw notFound("The card definition");
    const unlimited = { global: { type: "NO_LIMIT", limits: [] }, transactions: { type: "NO_LIMIT", limits: [] } };
    return c.json({
      ...{ ...found, type: "INDIVIDUAL", status: "ACTIVE" },
      code_config: { pattern: "########", length: 8, charset: "0123456789", prefix: "", postfix: "" },
      ...{ points_expiration: { type: "NO_EXPIRATION" }, pending_points: { type: "IMMEDIATE" } },
      ...{ earning_limits: unlimited, spending_limits: unlimited, balance_settings: { allow_negative: false } },
      refunds: { spent_points: { type: "NONE", methods: [] }, earned_points: { type: "NONE", methods: [] } },
      ...{ pay_with_points: { type: "NO_PAYMENTS" }, metadata: {}, created_at: state.now(), updated_at: null },
      object: "card_definition",
    });
  });
};

const memberRoutes = (app: Hono, state: VoucherifyState): void => {
  app.get(`${PROGRAM}/memberships/:customer`, (c) => {
    if (c.req.query("identification_type") !== "customer_id") throw badRequest("The double knows ids of customers.");
    const member = state.memberOf(c.req.param("customer"));
    return c.json({
      member,
      program: {
        ...{ id: PROGRAM_ID, name: "Corner Coffee Club", status: state.programStatus, metadata: {}, object: "program" },
      },
      cards: state.cardsOf(member.id).map((card) => balanceOf(state, card)),
      object: "membership",
    });
  });
  app.delete(`${PROGRAM}/members/:member`, (c) => c.json(state.end(c.req.param("member"))));
};

interface Filters {
  readonly id: string | undefined;
  readonly after: string | undefined;
  readonly before: string | undefined;
}

const filtersOf = (c: Context): Filters => ({
  id: c.req.query("filters[id][conditions][$is]"),
  after: c.req.query("filters[created_at][conditions][$after]"),
  before: c.req.query("filters[created_at][conditions][$before]"),
});

const fits = ({ id, created_at: at }: VoucherifyTransaction, filters: Filters): boolean =>
  (filters.id === undefined || id === filters.id) &&
  (filters.after === undefined || at > filters.after) &&
  (filters.before === undefined || at < filters.before);

const cardRoutes = (app: Hono, state: VoucherifyState): void => {
  app.post(`${CARD}/points`, async (c) => {
    const { member, card: cardId } = c.req.param();
    const { points, reason = null } = await c.req.json<{ points: unknown; reason?: string }>();
    if (typeof points !== "number" || !Number.isSafeInteger(points)) throw badRequest("The points are a whole number.");
    const card = state.card(member, cardId);
    if (state.members.get(member)?.status !== "ACTIVE" || state.programStatus !== "ACTIVE")
      throw new VoucherifyRefusal(423, "resource_locked", "The member or the program isn't active.");
    const type = points < 0 ? "ADMIN_DEBIT" : "ADMIN_CREDIT";
    const transaction = state.take(card, points, type, reason);
    return c.json({ transaction, status: "TRANSACTION_CREATED", message: "The transaction was created." });
  });
  app.get(`${CARD}/transactions`, (c) => {
    const { member, card } = c.req.param();
    const filters = filtersOf(c);
    const found = state.listed(state.card(member, card).id).filter((each) => fits(each, filters));
    return listOf(c, c.req.query("order") === "created_at" ? found : found.toReversed(), "lcrsctx");
  });
  for (const [verb, type] of [
    ["activate", "PENDING_POINTS_ACTIVATED"],
    ["cancel", "PENDING_POINTS_CANCELED"],
  ] as const)
    app.post(`${CARD}/pending-points/:bucket/${verb}`, (c) => {
      const { member, card, bucket } = c.req.param();
      const transaction = state.takePending(state.card(member, card), bucket, type);
      return c.json({ transaction, status: "TRANSACTION_CREATED", message: "The transaction was created." });
    });
  app.get(`${CARD}/pending-points`, (c) => {
    const { member, card: cardId } = c.req.param();
    const card = state.card(member, cardId);
    const buckets = card.pending.map(({ id, points, date, type }) => ({
      ...{ id, card_id: card.id, card_definition_id: card.definitionId, program_id: PROGRAM_ID },
      ...{ card_type: "INDIVIDUAL", member_id: member, points: { total: points }, date, type, status: "PENDING" },
      ...{ created_at: state.now(), updated_at: null, object: "card_pending_points_bucket" },
    }));
    return listOf(c, buckets, "lcrscppb");
  });
  app.get(`${CARD}/expiring-points`, (c) => {
    const { member, card: cardId } = c.req.param();
    const card = state.card(member, cardId);
    const buckets = card.expiring.map(({ id, points, date }) => ({
      ...{
        id,
        card_id: card.id,
        card_definition_id: card.definitionId,
        program_id: PROGRAM_ID,
        card_type: "INDIVIDUAL",
      },
      ...{ customer_id: state.members.get(member)?.customer_id, member_id: member, points: { total: points } },
      ...{ expiration_date: date, expiration_type: "ROLLING_EXPIRATION", status: "ACTIVE" },
      ...{ created_at: state.now(), updated_at: null, object: "card_points_bucket" },
    }));
    return listOf(c, buckets, "lcrscpb");
  });
};

/** Voucherify's loyalty program, memberships and cards. */
export const loyaltyRoutes = (app: Hono, state: VoucherifyState): void => {
  programRoutes(app, state);
  memberRoutes(app, state);
  cardRoutes(app, state);
};
