import type { Hono } from "hono";
import { badRequest, type VoucherifyCustomer, type VoucherifyState } from "./state.js";

/** What Voucherify sums up of a customer beside: of no interest here, and always there. */
const summary = {
  redemptions: {
    ...{ total_redeemed: 0, total_failed: 0, total_succeeded: 0 },
    ...{ total_rolled_back: 0, total_rollback_failed: 0, total_rollback_succeeded: 0 },
    gift: { redeemed_amount: 0, amount_to_go: 0 },
    loyalty_card: { redeemed_points: 0, points_to_go: 0 },
  },
  orders: { total_amount: 0, total_count: 0, average_amount: 0, last_order_amount: 0 },
};

const told = ({ source_id: sourceId, birthdate, ...customer }: VoucherifyCustomer) => ({
  ...customer,
  ...(sourceId !== null && { source_id: sourceId }),
  ...(birthdate !== null && { birthdate }),
  ...{ summary, loyalty: { points: 0, referred_customers: 0, campaigns: {} }, referrals: { total: 0, campaigns: [] } },
  object: "customer",
});

/** Voucherify's customers. */
export const customerRoutes = (app: Hono, state: VoucherifyState): void => {
  app.get("/v1/customers", (c) => {
    const { name, email, limit = "10", starting_after: after } = c.req.query();
    const found = [...state.customers.values()]
      .filter((customer) => name === undefined || customer.name.toLowerCase().includes(name.toLowerCase()))
      .filter((customer) => email === undefined || customer.email.toLowerCase() === email.toLowerCase())
      .filter(({ created_at: at }) => after === undefined || at < after)
      .sort((a, b) => (a.created_at > b.created_at ? -1 : 1));
    const page = found.slice(0, Number(limit));
    return c.json({
      ...{ object: "list", data_ref: "customers", customers: page.map(told) },
      ...{ total: found.length, has_more: page.length < found.length },
    });
  });
  app.get("/v1/customers/:id", (c) => c.json(told(state.customer(c.req.param("id")))));
  app.put("/v1/customers/:id", async (c) => {
    const customer = state.customer(c.req.param("id"));
    const { name, email, phone, birthdate } = await c.req.json<Partial<VoucherifyCustomer>>();
    const given = Object.entries({ name, email, phone, birthdate }).filter(([, value]) => value !== undefined);
    if (given.some(([, value]) => typeof value !== "string")) throw badRequest("Each is a text.");
    Object.assign(customer, Object.fromEntries(given), { updated_at: state.now() });
    return c.json(told(customer));
  });
  app.post("/v1/customers/:id/permanent-deletion", (c) => {
    const { id } = state.customer(c.req.param("id"));
    state.customers.delete(id);
    return c.json({
      ...{ id: state.newId("pd"), created_at: state.now(), related_object_id: id, related_object: "customer" },
      ...{ status: "DONE", object: "customer_permanent_deletion" },
      data_json: {
        events: 0,
        customer_events: 0,
        daily_events: 0,
        segments: 0,
        orders: 0,
        order_events: 0,
        customer: 1,
      },
    });
  });
};
