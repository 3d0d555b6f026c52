import { Hono } from "hono";
import type { Clock } from "../../../server/clock.js";
import { customerRoutes } from "./customers.js";
import { loyaltyRoutes } from "./loyalty.js";
import { badRequest, VoucherifyRefusal, VoucherifyState } from "./state.js";

export const VOUCHERIFY_APP = { appId: "voucherify-double", appToken: "voucherify-double-token" };

/** Voucherify's public API as far as the gateway uses it, with a state of its own: for the demo, and for tests. */
export interface VoucherifyDouble {
  readonly state: VoucherifyState;
  fetch(request: Request): Promise<Response>;
}

const errorOf = ({ status, key, message }: VoucherifyRefusal) => ({ code: status, key, message });

export const createVoucherifyDouble = (clock: Clock = { now: () => new Date() }): VoucherifyDouble => {
  const state = new VoucherifyState(clock);
  const app = new Hono();
  app.onError((error, c) => {
    const refusal = error instanceof VoucherifyRefusal ? error : badRequest("The request can't be read.");
    return c.json(errorOf(refusal), refusal.status);
  });
  app.notFound((c) => c.json({ code: 404, key: "not_found", message: "There is no such address." }, 404));
  app.use(async (c, next) => {
    const { appId, appToken } = VOUCHERIFY_APP;
    if (c.req.header("X-App-Id") !== appId || c.req.header("X-App-Token") !== appToken)
      throw new VoucherifyRefusal(401, "unauthorized", "The key of the application isn't valid.");
    state.decide();
    await next();
  });
  customerRoutes(app, state);
  loyaltyRoutes(app, state);
  return { state, fetch: async (request) => app.fetch(request) };
};

/** A few customers of a café, whom the demo shows: one of them has not joined. */
export const seedVoucherify = ({ state }: VoucherifyDouble): void => {
  const start = state.clock.now().getTime();
  const people = [
    ["Noa Levi", "+14155550101", [340, 12]],
    ["Mila Brandt", "+14155550102", [90, 0]],
    ["Jonas Okafor", "+14155550103", [1_250, 40]],
    ["Yael Cohen", "+14155550104", [0, 0]],
    ["Tom Berg", "+14155550105", null],
  ] as const;
  for (const [at, [name, phone, points]] of people.entries()) {
    const first = name.split(" ")[0]?.toLowerCase() ?? "";
    const customer = state.addCustomer({
      ...{ id: `cust_${first}`, source_id: `crm-${first}`, name, phone, email: `${first}@example.com` },
      ...{ birthdate: "1991-04-17", created_at: new Date(start - at * 86_400_000).toISOString() },
    });
    if (points) state.enrol(customer, points);
  }
  const beans = state.cardsOf(state.memberOf("cust_noa").id)[0];
  beans?.pending.push(
    { id: state.newId("lcppb"), points: 60, date: "2027-02-01", type: "PERIOD_BASED" },
    { id: state.newId("lcppb"), points: 25, date: "2027-03-01", type: "PERIOD_BASED" },
  );
  beans?.expiring.push({ id: state.newId("lcpeb"), points: 40, date: "2027-01-31" });
};
