import type { RouteId, Routes } from "../../sdk/contract/all-routes.js";
import type { AnswerOf } from "../../sdk/contract/route.js";
import { showsNobody, shownBy } from "./looks.js";
import type { Call, Reply, RouteHandlers } from "./route-handler.js";
import type { Answering } from "./routing.js";
import type { Services } from "./services.js";

const answerIn = (reply: Reply<unknown>): unknown => {
  if ("value" in reply) return reply.value;
  return "text" in reply && reply.status === 200 ? JSON.parse(reply.text) : undefined;
};

/** Who was shown which members is in the audit before they see it. */
const noteLook = async (id: RouteId, call: Call, reply: Reply<unknown>, { looks }: Services): Promise<void> => {
  if (showsNobody(id)) return;
  const answer = answerIn(reply);
  const shown = answer === undefined ? null : shownBy(id, answer as AnswerOf<Routes[RouteId]>, call);
  if (shown) await looks.note({ ...shown, operator: call.operator, requestId: call.requestId });
};

type AnyHandler = (call: Call, services: Services) => Promise<Reply<unknown>>;

/** Answers each route by its handler, and audits whom it showed. */
export const answeringBy =
  (handlers: RouteHandlers, services: Services): Answering =>
  async (id, call) => {
    const reply = await (handlers[id] as AnyHandler)(call, services);
    await noteLook(id, call, reply, services);
    return reply;
  };
