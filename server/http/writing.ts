import type { Hono } from "hono";
import { actionPath, type ActionDeclaration, findAction } from "../../sdk/contract/index.js";
import { inputSchemaOf } from "../../sdk/contract/input-schema.js";
import type { ActRequest, Answer, Origin, ReverseRequest } from "../write/request.js";
import type { Authenticate } from "./authentication.js";
import type { Environment, HttpContext } from "./exchange.js";
import { readIdempotencyKey } from "./idempotency-key.js";
import { readJson } from "./json-body.js";
import { HttpProblem } from "./problem.js";
import type { Call, Reply, RouteHandler } from "./route-handler.js";
import { readParams, send } from "./routing.js";
import type { Services } from "./services.js";
import { validate } from "./validation.js";

/** The path of both action routes, with the action left open. */
export const actionPatterns = { actions: actionPath("actions", "{actionId}"), previews: actionPath("previews", "{actionId}") } as const;

/** A kept answer goes out as it was kept, to the byte. */
const replyOf = ({ status, body, replayed, headers }: Answer): Extract<Reply<never>, { text: string }> => ({
  status,
  text: body,
  headers: { ...headers, ...(replayed && { "Idempotent-Replayed": "true" }) },
});

const originOf = ({ operator, requestId }: Pick<Call, "operator" | "requestId">): Origin => ({
  tenant: operator.tenant,
  operator,
  source: "manual",
  requestId,
});

const declarationOf = (id: string): ActionDeclaration => {
  const action = findAction(id);
  if (!action) throw new HttpProblem("capability-not-supported", "This backend has no such action.");
  return action;
};

/** Authentication comes first, then the form of the key, then the input: the rest is for the write path to check, in the contract's order. */
const readAct = async (c: HttpContext, authenticate: Authenticate, checkForm: (headers: Headers) => void): Promise<ActRequest> => {
  const operator = await authenticate(c.req.header("Authorization") ?? null);
  c.set("operator", operator);
  checkForm(c.req.raw.headers);
  const { memberId, actionId } = readParams(c) as { memberId: string; actionId: string };
  const schema = inputSchemaOf(declarationOf(actionId));
  const input = validate(schema, await readJson(c.req.raw)) as Record<string, unknown>;
  return { ...originOf({ operator, requestId: c.var.requestId }), actionId, memberId, input };
};

/** Registers the two routes that every action of the catalogue has. */
export const registerActions = (app: Hono<Environment>, authenticate: Authenticate, { writePath }: Services): void => {
  app.post("/members/:memberId/actions/:actionId", async (c) => {
    c.set("route", actionPatterns.actions);
    const { headers } = c.req.raw;
    const act = await readAct(c, authenticate, readIdempotencyKey);
    const conditions = { ifMatch: headers.get("If-Match"), previewMatch: headers.get("Preview-Match") };
    return send(c, replyOf(await writePath.submit({ ...act, key: readIdempotencyKey(headers), ...conditions })));
  });
  app.post("/members/:memberId/previews/:actionId", async (c) => {
    c.set("route", actionPatterns.previews);
    return send(c, replyOf(await writePath.preview(await readAct(c, authenticate, () => undefined))));
  });
};

/** Undoes an operation by a linked entry. */
export const reverse: RouteHandler<"reverse"> = async (call, { writePath }) =>
  replyOf(
    await writePath.reverse({
      ...originOf(call),
      operationId: call.params.operationId,
      key: readIdempotencyKey(call.headers),
      input: call.body as ReverseRequest["input"],
    }),
  );

/** Says what became of a key, or voids it. */
export const settle: RouteHandler<"settle"> = async (call, { writePath }) =>
  replyOf(await writePath.settle({ ...originOf(call), key: call.body.idempotencyKey }));
