import { Hono } from "hono";
import type { Clock } from "../../../server/clock.js";
import { customerRoutes } from "./customers.js";
import { loyaltyRoutes } from "./loyalty.js";
import { badRequest, SquareRefusal, SquareState } from "./state.js";

export const SQUARE_TOKEN = "square-double-token";

/** Square's public API as far as the gateway uses it, with a state of its own: for the demo, and for tests. */
export interface SquareDouble {
  readonly state: SquareState;
  fetch(request: Request): Promise<Response>;
}

const errors = ({ category, code, message }: SquareRefusal) => ({ errors: [{ category, code, detail: message }] });

export const createSquareDouble = (clock: Clock = { now: () => new Date() }): SquareDouble => {
  const state = new SquareState(clock);
  const app = new Hono();
  app.onError((error, c) => {
    const refusal =
      error instanceof SquareRefusal ? error : badRequest("EXPECTED_JSON_BODY", "The request can't be read.");
    return c.json(errors(refusal), refusal.status);
  });
  app.use(async (c, next) => {
    if (c.req.header("Authorization") !== `Bearer ${SQUARE_TOKEN}`)
      throw new SquareRefusal(401, "AUTHENTICATION_ERROR", "UNAUTHORIZED", "The access token isn't valid.");
    await next();
  });
  customerRoutes(app, state);
  loyaltyRoutes(app, state);
  return { state, fetch: async (request) => app.fetch(request) };
};

/** A few customers of a café, whom the demo shows. */
export const seedSquare = ({ state }: SquareDouble): void => {
  const vip = { id: "group-vip", name: "VIP", created_at: state.now(), updated_at: state.now() };
  state.groups.set(vip.id, vip);
  const people = [
    ["Noa", "Levi", "+14155550101", 340],
    ["Mila", "Brandt", "+14155550102", 90],
    ["Jonas", "Okafor", "+14155550103", 1_250],
    ["Yael", "Cohen", "+14155550104", 0],
  ] as const;
  for (const [given_name, family_name, phone_number, points] of people)
    state.enrol(
      {
        ...{ id: `cust-${given_name.toLowerCase()}`, given_name, family_name, phone_number },
        ...{
          email_address: `${given_name.toLowerCase()}@example.com`,
          reference_id: `crm-${given_name.toLowerCase()}`,
        },
        ...{ birthday: "1991-04-17", group_ids: points > 300 ? [vip.id] : [] },
      },
      points,
    );
};
