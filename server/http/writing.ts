import type { Hono } from "hono";
import type { Operation, Settlement } from "../../sdk/contract/index.js";
import { runRulesOn } from "../due/run-rules.js";
import type { ActRequest, Answer, ApprovalRequest, Origin, ReverseRequest, WriteRequest } from "../write/request.js";
import type { Admit } from "./admission.js";
import type { Environment, HttpContext } from "./exchange.js";
import { readIdempotencyKey } from "./idempotency-key.js";
import type { Operator } from "../domain/operator.js";
import { maskedAnswer } from "../domain/masking.js";
import { readMask } from "../read/masking.js";
import { auditUnknown, refuseUnknown } from "../read/require-member.js";
import { declarationOf, readAct } from "./read-act.js";
import type { Call, Reply, RouteHandler } from "./route-handler.js";
import { actionPatterns, honoPath, send } from "./routing.js";
import type { Services } from "./services.js";
import { RefusalError } from "../domain/refusal.js";

/** A stored answer is sent as it was stored, to the byte. */
export const replyOf = ({ status, body, replayed }: Answer): Extract<Reply<never>, { text: string }> => ({
  status,
  text: body,
  headers: replayed ? { "Idempotent-Replayed": "true" } : {},
});

/**
 * Answers without what is hidden from who asked: of the same operator, a replay is the same again. What that is, is read
 * meanwhile.
 */
const replyTo = async (
  { operator }: Pick<Call, "operator">,
  { database }: Services,
  answering: Promise<Answer>,
): Promise<ReturnType<typeof replyOf>> => {
  const [answer, mask] = await Promise.all([answering, readMask(database, operator)]);
  if (!mask || answer.status !== 200) return replyOf(answer);
  const body = JSON.parse(answer.body) as Operation | Settlement;
  return replyOf({ ...answer, body: JSON.stringify(maskedAnswer(body, mask)) });
};

const originOf = ({ operator, requestId }: Pick<Call, "operator" | "requestId">): Origin => ({
  tenant: operator.tenant,
  operator,
  source: "manual",
  requestId,
});

type Act = ActRequest & { readonly operator: Operator };

const askedBy = async (c: HttpContext, admit: Admit, services: Services, kind: "read" | "write"): Promise<Act> => {
  const act = await readAct(c, admit, services.ownActions, kind);
  return { ...act, ...originOf(act), operator: act.operator };
};

/** Lets the rules react at once, so that who looks next sees what came of it. What can't be done now stays due. */
const react = async (
  { tenant }: ActRequest,
  { body }: Answer,
  { writeDatabase: database, writePath, rules }: Services,
): Promise<void> => {
  const { id } = JSON.parse(body) as Operation;
  await runRulesOn({ database, writePath, rules }, tenant, [id]).catch((error: unknown) => {
    if (!(error instanceof RefusalError)) throw error;
  });
};

/** Does it, and lets the rules see it where it is there for them. */
const write = async (request: WriteRequest, services: Services): Promise<Answer> => {
  const answer = await services.writePath.submit(request);
  const { firesRules } = declarationOf(request.actionId, services.ownActions);
  if (answer.status === 200 && firesRules) await react(request, answer, services);
  return answer;
};

const submit = async (c: HttpContext, admit: Admit, services: Services): Promise<Response> => {
  c.set("route", actionPatterns.actions);
  const { headers } = c.req.raw;
  const act = await askedBy(c, admit, services, "write");
  const conditions = { ifMatch: headers.get("If-Match"), previewMatch: headers.get("Preview-Match") };
  const request = { ...act, key: readIdempotencyKey(headers), ...conditions };
  return send(c, await replyTo(act, services, write(request, services)));
};

/** What would come of it: nothing is written, except that it was looked at, or that the id is unknown, into the audit. */
const look = async (act: Act, services: Services): Promise<Answer> => {
  const answer = await services.writePath.preview(act);
  if (answer.status === 404) await auditUnknown(act, services, act);
  if (answer.status === 200) await services.looks.note({ ...act, action: "view", memberIds: [act.memberId] });
  return answer;
};

const preview = async (c: HttpContext, admit: Admit, services: Services): Promise<Response> => {
  c.set("route", actionPatterns.previews);
  const act = await askedBy(c, admit, services, "read");
  return send(c, await replyTo(act, services, look(act, services)));
};

/** Registers the two routes that every action of the catalogue has. */
export const registerActions = (app: Hono<Environment>, admit: Admit, services: Services): void => {
  app.post(honoPath(actionPatterns.actions), (c) => submit(c, admit, services));
  app.post(honoPath(actionPatterns.previews), (c) => preview(c, admit, services));
};

const isNotFound = (error: unknown): boolean => error instanceof RefusalError && error.code === "not-found";

/** Audits that an unknown operation was asked for. */
const refusingUnknown =
  (call: Pick<Call, "operator" | "requestId">, services: Services, operationId: string) =>
  (error: unknown): Promise<never> => {
    if (isNotFound(error)) return refuseUnknown(call, services, { operationId });
    throw error;
  };

/** Undoes an operation by a linked entry. */
export const reverse: RouteHandler<"reverse"> = async (call, services) => {
  const { operationId } = call.params;
  const request = {
    ...originOf(call),
    operationId,
    key: readIdempotencyKey(call.headers),
    input: call.body as ReverseRequest["input"],
  };
  const answer = services.writePath.reverse(request);
  return replyTo(call, services, answer.catch(refusingUnknown(call, services, operationId)));
};

/** What an undo would do: nothing is written, except an audit row where the id is unknown. */
export const reversalPreview: RouteHandler<"reversalPreview"> = async (call, services) => {
  const { operationId } = call.params;
  const answer = services.writePath.previewReversal({ ...originOf(call), operationId, input: {} });
  return replyTo(call, services, answer.catch(refusingUnknown(call, services, operationId)));
};

const approvalRequest = (call: Call<"approvalPreview" | "decide">): ApprovalRequest => {
  const { tenant } = call.operator;
  return { tenant, operator: call.operator, requestId: call.requestId, approvalId: call.params.approvalId };
};

/** What would come now of what waits for a second person. */
export const approvalPreview: RouteHandler<"approvalPreview"> = async (call, services) => {
  const request = approvalRequest(call);
  const answer = services.writePath.previewApproval(request);
  return replyTo(call, services, answer.catch(refusingUnknown(call, services, request.approvalId)));
};

/** Does what waited, or declines it. */
export const decide: RouteHandler<"decide"> = async (call, services) => {
  const { previewTag: previewMatch = null, ...decided } = call.body;
  const request = approvalRequest(call);
  const answer = services.writePath.decide({ ...request, ...decided, previewMatch });
  return replyTo(call, services, answer.catch(refusingUnknown(call, services, request.approvalId)));
};

/** Answers the outcome of a key, or voids the key. */
export const settle: RouteHandler<"settle"> = async (call, services) => {
  const key = call.body.idempotencyKey;
  return replyTo(call, services, services.writePath.settle({ ...originOf(call), key }));
};
