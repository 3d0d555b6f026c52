import type { Hono } from "hono";
import { ledgerOf, pageOf } from "./loyalty.js";
import { PROGRAM_ID, type TalonOneProfile, type TalonOneState } from "./state.js";

const told = ({ id, created, integrationId, attributes }: TalonOneProfile) => ({
  ...{ id, created, integrationId, attributes, accountId: 1, closedSessions: 0, totalSales: 0, lastActivity: created },
});

/** The Integration API of customer profiles. */
export const inventoryRoutes = (app: Hono, state: TalonOneState): void => {
  app.get("/v1/customer_profiles/:id/inventory", (c) => {
    const profile = state.profile(c.req.param("id"));
    const { integrationId } = profile;
    const subLedgers = Object.fromEntries(
      state.subledgersOf(integrationId).map((id) => [id, ledgerOf(state, integrationId, id)]),
    );
    const program = {
      ...{ id: PROGRAM_ID, title: "Corner Club", name: "corner", joinDate: profile.created },
      ...{ ledger: ledgerOf(state, integrationId, ""), subLedgers },
    };
    return c.json({
      ...(c.req.query("profile") === "true" && { profile: told(profile) }),
      ...(c.req.query("loyalty") === "true" && { loyalty: { programs: { [PROGRAM_ID]: program } } }),
    });
  });
  app.put("/v2/customer_profiles/:id", async (c) => {
    const profile = state.profile(c.req.param("id"));
    const { attributes = {} } = await c.req.json<{ attributes?: Readonly<Record<string, string>> }>();
    profile.attributes = { ...profile.attributes, ...attributes };
    return c.json({ effects: [], customerProfile: told(profile) });
  });
  // The attributes go; the profile stays, with its id and its points.
  app.delete("/v1/customer_data/:id", (c) => {
    state.profile(c.req.param("id")).attributes = {};
    return c.body(null, 204);
  });
};

interface Search {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly integrationIDs?: readonly string[];
}

/** How the Management API lists customer profiles. */
export const searchRoutes = (app: Hono, state: TalonOneState): void => {
  app.get("/v1/customers/no_total", (c) => c.json(pageOf([...state.profiles.values()].map(told), c.req.query())));
  app.post("/v1/customer_search/no_total", async (c) => {
    const { attributes = {}, integrationIDs: ids } = await c.req.json<Search>();
    const found = [...state.profiles.values()].filter(
      (profile) =>
        (ids?.includes(profile.integrationId) ?? true) &&
        Object.entries(attributes).every(([name, value]) => profile.attributes[name] === value),
    );
    return c.json(pageOf(found.map(told), c.req.query()));
  });
};
