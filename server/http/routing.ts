import type { Hono } from "hono";
import { bodyOf } from "../../sdk/contract/bodies.js";
import { allRoutes, type RouteId } from "../../sdk/contract/all-routes.js";
import { actionPath } from "../../sdk/contract/index.js";
import type { Route } from "../../sdk/contract/route.js";
import type { Problem } from "../../sdk/contract/schemas/problem.js";
import { Id } from "../../sdk/contract/schemas/inputs.js";
import { type Admit, kindOf } from "./admission.js";
import type { Environment, HttpContext } from "./exchange.js";
import { readIdempotencyKey } from "./idempotency-key.js";
import { readJson } from "./json-body.js";
import { HttpProblem } from "./problem.js";
import { readQuery } from "./query.js";
import type { Call, Reply } from "./route-handler.js";
import { validate } from "../domain/validation.js";
import { RefusalError } from "../domain/refusal.js";

/** `{memberId}` as Hono writes it. */
export const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

/** Sends a handler's reply. The code of a replayed refusal is logged, as that of any other refusal is. */
export const send = (c: HttpContext, reply: Reply<unknown>): Response => {
  if ("events" in reply) return new Response(reply.events, { headers: STREAMED });
  if ("value" in reply) return json(JSON.stringify(reply.value), 200, reply.headers);
  if (reply.status < 400) return json(reply.text, reply.status, reply.headers);
  c.set("code", (JSON.parse(reply.text) as Problem).code);
  return json(reply.text, reply.status, { "Content-Type": "application/problem+json", ...reply.headers });
};

/** A proxy that gathers what it passes on would hold events back: nginx is told so by a header of its own. */
const STREAMED = { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" };

const json = (text: string, status: number, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(text, { status, headers: { "Content-Type": "application/json", ...headers } });

/** The path parameters. A value that can't be an id is not found: the database is not asked. */
export const readParams = (c: HttpContext): Record<string, string> => {
  const params = c.req.param() as Record<string, string>;
  if (!Object.values(params).every((value) => Id.safeParse(value).success)) throw new RefusalError("not-found");
  return params;
};

/** The body of a route that takes another media type than JSON: of any other type, it is refused unread. */
const contentOf = ({ takes }: Route, { headers, body }: Request): ReadableStream<Uint8Array> | null => {
  if (takes === undefined) return null;
  const [type = ""] = (headers.get("content-type") ?? "").split(";");
  if (type.trim().toLowerCase() === takes) return body;
  throw new RefusalError("unsupported-media-type", `Send the body as ${takes}.`);
};

const readCall = async (c: HttpContext, id: RouteId, admit: Admit): Promise<Call> => {
  const route: Route = allRoutes[id];
  c.set("route", route.path);
  const operator = await admit(c, kindOf(id, route));
  if (route.writes) readIdempotencyKey(c.req.raw.headers);
  const params = readParams(c);
  const query = readQuery(route, new URL(c.req.url).searchParams);
  const schema = bodyOf(id);
  const body = schema && validate(schema, await readJson(c.req.raw));
  // Checked by the route's own schemas, which its types follow from.
  return {
    operator,
    params,
    query,
    body,
    headers: c.req.raw.headers,
    content: contentOf(route, c.req.raw),
    requestId: c.var.requestId,
    // Made when it is asked for: most routes never do.
    get signal() {
      return c.req.raw.signal;
    },
  } as unknown as Call;
};

/** Answers a request to a route of the contract, which is authenticated and validated. */
export type Answering = (id: RouteId, call: Call) => Promise<Reply<unknown>>;

/** Registers every route of the contract. */
export const registerRoutes = (app: Hono<Environment>, admit: Admit, answer: Answering): void => {
  for (const [id, route] of Object.entries(allRoutes) as [RouteId, Route][])
    app.on(route.method, honoPath(route.path), async (c) => send(c, await answer(id, await readCall(c, id, admit))));
};

/** The path of both action routes, with the action left open. */
export const actionPatterns = {
  actions: actionPath("actions", "{actionId}"),
  previews: actionPath("previews", "{actionId}"),
} as const;

/** The methods of each path, for those that ask by another. */
const methodsByPath = (): ReadonlyMap<string, readonly string[]> => {
  const methods = new Map<string, string[]>(Object.values(actionPatterns).map((path) => [path, ["POST"]]));
  for (const { path, method } of Object.values(allRoutes) as Route[])
    methods.set(path, [...(methods.get(path) ?? []), method]);
  return methods;
};

/** Answers 405, with the methods that are allowed, where a path of the contract is asked for by another method. */
export const refuseOtherMethods = (app: Hono<Environment>): void => {
  for (const [path, methods] of methodsByPath())
    app.all(honoPath(path), (c) => {
      c.set("route", path);
      throw new HttpProblem("method-not-allowed", `Use ${methods.join(" or ")}.`, { Allow: methods.join(", ") });
    });
};
