import { Hono } from "hono";
import type { Clock } from "../../../server/clock.js";
import { pointRoutes, programRoutes } from "./loyalty.js";
import { inventoryRoutes, searchRoutes } from "./profiles.js";
import { badRequest, TalonOneRefusal, TalonOneState } from "./state.js";

export const TALON_ONE_KEYS = { managementKey: "talon-one-double-management", apiKey: "talon-one-double-api" };

/** Talon.One's two APIs as far as the gateway uses them, with a state of their own: for the demo, and for tests. */
export interface TalonOneDouble {
  readonly state: TalonOneState;
  fetch(request: Request): Promise<Response>;
}

const requireKey = (given: string | undefined, wanted: string): void => {
  if (given !== wanted) throw new TalonOneRefusal(401, "The key isn't valid.");
};

export const createTalonOneDouble = (clock: Clock = { now: () => new Date() }): TalonOneDouble => {
  const state = new TalonOneState(clock);
  const app = new Hono();
  app.onError((error, c) => {
    const { status, message } = error instanceof TalonOneRefusal ? error : badRequest("The request can't be read.");
    return c.json({ message, errors: [{ title: message }], StatusCode: status }, status);
  });
  app.use(async (c, next) => {
    const isManagement = /\/(?:add|deduct)_points$|\/no_total$|^\/v1\/loyalty_programs\/[^/]+$/.test(c.req.path);
    const { managementKey, apiKey } = TALON_ONE_KEYS;
    requireKey(
      c.req.header("Authorization"),
      isManagement ? `ManagementKey-v1 ${managementKey}` : `ApiKey-v1 ${apiKey}`,
    );
    // An endpoint is the same one whoever it is asked about.
    if (isManagement) state.count(`${c.req.method} ${c.req.path.replace(/profile\/[^/]+/, "profile")}`);
    await next();
  });
  inventoryRoutes(app, state);
  pointRoutes(app, state);
  programRoutes(app, state);
  searchRoutes(app, state);
  return { state, fetch: async (request) => app.fetch(request) };
};

/** A few customers of a café, whom the demo shows. */
export const seedTalonOne = ({ state }: TalonOneDouble): void => {
  const start = state.clock.now().getTime();
  const people = [
    ["Noa Levi", "+14155550101", 340, 12],
    ["Mila Brandt", "+14155550102", 90, 0],
    ["Jonas Okafor", "+14155550103", 1_250, 40],
    ["Yael Cohen", "+14155550104", 0, 0],
  ] as const;
  for (const [at, [name, phone, points, stars]] of people.entries()) {
    const first = name.split(" ")[0]?.toLowerCase() ?? "";
    const attributes = { Name: name, Email: `${first}@example.com`, Phone: phone, BirthDate: "1991-04-17" };
    state.addProfile(`crm-${first}`, attributes, new Date(start - at * 86_400_000).toISOString());
    if (points > 40) state.earn(`crm-${first}`, points - 40);
    if (points > 40) state.earn(`crm-${first}`, 40, "", new Date(start + 30 * 86_400_000).toISOString());
    if (stars > 0) state.earn(`crm-${first}`, stars, "stars");
  }
};
