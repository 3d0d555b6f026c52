import type { Hono } from "hono";
import { badRequest, notFound, type SquareCustomer, SquareRefusal, type SquareState } from "./state.js";

interface TextFilter {
  readonly exact?: string;
  readonly fuzzy?: string;
}

interface CustomerUpdate extends Record<string, unknown> {
  readonly email_address?: string | null;
  readonly phone_number?: string | null;
  readonly version?: number;
}

interface Search {
  readonly limit?: number;
  readonly cursor?: string;
  readonly query?: { readonly filter?: Readonly<Record<string, TextFilter>> };
}

const fits = (customer: SquareCustomer, filter: Readonly<Record<string, TextFilter>>): boolean =>
  Object.entries(filter).every(([field, { exact, fuzzy }]) => {
    const found = (customer as unknown as Readonly<Record<string, unknown>>)[field];
    const value = typeof found === "string" ? found.toLowerCase() : "";
    return exact === undefined ? value.includes((fuzzy ?? "").toLowerCase()) : value === exact.toLowerCase();
  });

/** A page of a list, by a cursor that says how many come before. */
export const pageOf = <T>(all: readonly T[], limit: number, cursor: string | undefined) => {
  const from = cursor === undefined ? 0 : Number(atob(cursor));
  if (!Number.isInteger(from)) throw badRequest("INVALID_CURSOR", "The cursor isn't valid.");
  const next = from + limit < all.length ? { cursor: btoa(String(from + limit)) } : {};
  return { page: all.slice(from, from + limit), next };
};

const groupRoutes = (app: Hono, state: SquareState): void => {
  app.get("/v2/customers/groups", (c) => {
    const { page, next } = pageOf([...state.groups.values()], 50, c.req.query("cursor"));
    return c.json({ groups: page, ...next });
  });
  app.post("/v2/customers/groups", async (c) => {
    const body = await c.req.json<{ idempotency_key?: string; group: { name: string } }>();
    return c.json(
      state.once(body.idempotency_key ?? state.newId("key"), body, () => {
        const group = {
          id: state.newId("group"),
          name: body.group.name,
          created_at: state.now(),
          updated_at: state.now(),
        };
        state.groups.set(group.id, group);
        return { group };
      }),
    );
  });
  app.put("/v2/customers/:id/groups/:group", (c) => {
    const { id, group } = c.req.param();
    const { group_ids: groups } = state.customer(id);
    if (!state.groups.has(group)) throw notFound("The group");
    if (!groups.includes(group)) state.write(id, { group_ids: [...groups, group] });
    return c.json({});
  });
  app.delete("/v2/customers/:id/groups/:group", (c) => {
    const { id, group } = c.req.param();
    const { group_ids: groups } = state.customer(id);
    if (groups.includes(group)) state.write(id, { group_ids: groups.filter((each) => each !== group) });
    return c.json({});
  });
};

const PHONE = /^\+?\d{9,16}$/;

/** A change of a customer: what is null goes. */
const update = (state: SquareState, id: string, { version, ...changes }: CustomerUpdate): void => {
  if (version !== undefined && version !== state.customer(id).version)
    throw new SquareRefusal(409, "INVALID_REQUEST_ERROR", "CONFLICT", "The version is another one.");
  const { email_address: email, phone_number: phone } = changes;
  if (email && !/^[^@\s]+@[^@\s]+$/.test(email)) throw badRequest("INVALID_EMAIL_ADDRESS", "It isn't an address.");
  if (phone && !PHONE.test(phone)) throw badRequest("INVALID_PHONE_NUMBER", "It isn't a phone number.");
  const set = Object.entries(changes).map(([name, value]) => [name, value ?? undefined]);
  state.write(id, Object.fromEntries(set) as Partial<SquareCustomer>);
};

/** Square's customers and their groups. */
export const customerRoutes = (app: Hono, state: SquareState): void => {
  groupRoutes(app, state);
  app.post("/v2/customers/search", async (c) => {
    const { limit = 100, cursor, query } = await c.req.json<Search>();
    const found = state.searchable().filter((customer) => fits(customer, query?.filter ?? {}));
    const { page, next } = pageOf(found, limit, cursor);
    return c.json(page.length === 0 ? {} : { customers: page, ...next });
  });
  app.post("/v2/customers/bulk-retrieve", async (c) => {
    const { customer_ids: ids } = await c.req.json<{ customer_ids: string[] }>();
    const error = { category: "INVALID_REQUEST_ERROR", code: "NOT_FOUND", detail: "The customer isn't there." };
    const answers = ids.map((id) => {
      const customer = state.customers.get(id);
      return [id, customer ? { customer } : { errors: [error] }] as const;
    });
    return c.json({ responses: Object.fromEntries(answers) });
  });
  app.get("/v2/customers/:id", (c) => c.json({ customer: state.customer(c.req.param("id")) }));
  app.put("/v2/customers/:id", async (c) => {
    const id = c.req.param("id");
    update(state, id, await c.req.json<CustomerUpdate>());
    return c.json({ customer: state.customer(id) });
  });
  app.delete("/v2/customers/:id", (c) => {
    const { id, version } = state.customer(c.req.param("id"));
    const seen = c.req.query("version");
    if (seen !== undefined && Number(seen) !== version)
      throw new SquareRefusal(409, "INVALID_REQUEST_ERROR", "CONFLICT", "The version is another one.");
    state.customers.delete(id);
    return c.json({});
  });
};
