import type { Hono } from "hono";
import { notFound, type Part, PROGRAM_ID, type TalonOneState } from "./state.js";

const PROGRAM = `/v1/loyalty_programs/${PROGRAM_ID}`;

/** A page of a list, by how many of it come before. */
export const pageOf = <T>(all: readonly T[], { pageSize = "50", skip = "0" }: Readonly<Record<string, string>>) => {
  const [size, from] = [Number(pageSize), Number(skip)];
  return { hasMore: from + size < all.length, data: all.slice(from, from + size) };
};

/** A ledger as the inventory of a profile tells it. What was spent and has expired isn't told any more. */
export const ledgerOf = (state: TalonOneState, profile: string, subledgerId: string) => {
  const { current, pending } = state.balance(profile, subledgerId);
  const { minPoints, ...tier } = state.tiers.findLast((each) => each.minPoints <= current) ?? state.tiers[0] ?? {};
  return {
    ...{ currentBalance: current, pendingBalance: pending, negativeBalance: 0, expiredBalance: 0, spentBalance: 0 },
    ...{ tentativeCurrentBalance: current, tentativePendingBalance: pending, tentativeNegativeBalance: 0 },
    ...(subledgerId === "" && minPoints !== undefined && { currentTier: tier }),
  };
};

const pointsOf = ({ id, created, programId, name, startDate, expiryDate, subledgerId, left }: Part) => ({
  ...{ id, created, programId, name, startDate, expiryDate, subledgerId, amount: left },
});

/** The Integration API's lists of a profile's points. */
export const pointRoutes = (app: Hono, state: TalonOneState): void => {
  app.get(`${PROGRAM}/profile/:id/transactions`, (c) => {
    const { integrationId } = state.profile(c.req.param("id"));
    const { loyaltyTransactionType: kind, startDate = "", endDate = "9", ...page } = c.req.query();
    const shown = new Date(state.clock.now().getTime() - state.listLagMs).toISOString();
    const found = state.booked
      .filter((each) => each.profile === integrationId && (kind === undefined || each.kind === kind))
      .map(({ transaction }) => transaction)
      .filter(({ created }) => created <= shown && created >= startDate && created <= endDate);
    return c.json(pageOf(found.toReversed(), page));
  });
  app.get(`${PROGRAM}/profile/:id/points`, (c) => {
    const { integrationId } = state.profile(c.req.param("id"));
    const { status = "active", subledgerId = "", ...page } = c.req.query();
    const { active, pending } = state.parts(integrationId, subledgerId);
    return c.json(pageOf((status === "pending" ? pending : active).map(pointsOf), page));
  });
};

/** What the Management API does with the program and its ledgers. */
export const programRoutes = (app: Hono, state: TalonOneState): void => {
  app.get("/v1/loyalty_programs/:program", (c) => {
    if (Number(c.req.param("program")) !== PROGRAM_ID) throw notFound("The loyalty program");
    return c.json({
      ...{ id: PROGRAM_ID, created: "2025-03-01T00:00:00Z", name: "corner", title: "Corner Club", description: "" },
      ...{
        subscribedApplications: [1],
        defaultValidity: "unlimited",
        defaultPending: "immediate",
        allowSubledger: true,
      },
      ...{ accountID: 1, tiers: state.tiers, timezone: "Europe/Berlin", cardBased: false, sandbox: true },
    });
  });
  app.put(`${PROGRAM}/profile/:id/add_points`, async (c) => {
    state.add(c.req.param("id"), await c.req.json());
    return c.body(null, 204);
  });
  app.put(`${PROGRAM}/profile/:id/deduct_points`, async (c) => {
    state.deduct(c.req.param("id"), await c.req.json());
    return c.body(null, 204);
  });
};
