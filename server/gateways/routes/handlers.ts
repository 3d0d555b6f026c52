import * as z from "zod/mini";
import type { RouteId, Routes } from "../../../sdk/contract/all-routes.js";
import type { ViewPart } from "../../../sdk/contract/views.js";
import type { AnswerOf } from "../../../sdk/contract/route.js";
import type { MemberSummary } from "../../../sdk/contract/index.js";
import { InstantInput } from "../../../sdk/contract/schemas/inputs.js";
import { leftOf } from "../../domain/limits.js";
import { RefusalError } from "../../domain/refusal.js";
import { readIdempotencyKey } from "../../http/idempotency-key.js";
import type { Call, Reply } from "../../http/route-handler.js";
import type { Answering } from "../../http/routing.js";
import { compositionsOf } from "../../read/operations.js";
import { cursorOf, DEFAULT_LIMIT, invalidCursor, pageOf } from "../../read/page.js";
import { etagOf } from "../intents/checks.js";
import { present } from "../intents/present.js";
import { activities } from "./activities.js";
import { approvalPreview, approvals, decide } from "./approvals.js";
import { capabilities } from "./capabilities.js";
import { memberActions } from "./member-actions.js";
import { memberViews } from "./member-views.js";
import type { GatewayServices } from "./services.js";

type Handler<Id extends RouteId> = (call: Call<Id>, services: GatewayServices) => Promise<Reply<AnswerOf<Routes[Id]>>>;
type Handlers = { readonly [Id in RouteId]?: Handler<Id> };

const whole = <Item>(data: readonly Item[]) => ({ value: { data: [...data], page: { next: null } } });

const lacking = (): Promise<never> => Promise.reject(new RefusalError("capability-not-supported"));

/** Without those whom the gateway has erased, of whom a vendor may still know something. */
const stillHere = async (
  { store }: GatewayServices["path"],
  members: readonly MemberSummary[],
): Promise<MemberSummary[]> => {
  const departed = await store.departedOf(members.map(({ id }) => id));
  return members.filter(({ id }) => !departed.has(id));
};

const position = cursorOf(z.strictObject({ at: InstantInput, id: z.string() }));
const vendorCursor = cursorOf(z.string());
const reasonCursor = cursorOf(z.string());

/** What a gateway answers. All else of the contract is answered 501. */
const handlers: Handlers = {
  capabilities: async (_, services) => ({ value: await capabilities(services) }),
  operator: async ({ operator: me }, { path }) => {
    const usage = await path.store.usage(me.id);
    const { id, name, email, role, permissions } = me;
    const limits = me.limits.map((limit) => ({ ...limit, remaining: leftOf(limit, usage) }));
    return { value: { id, name, email, role, permissions: [...permissions], limits } };
  },
  searchMembers: async ({ body }, { vendor, path }) => {
    const { q, status, limit = DEFAULT_LIMIT } = body;
    const cursor = vendorCursor.read(body.cursor) ?? undefined;
    const { data, next } = await vendor.find({ q, status, limit, cursor });
    return {
      value: { data: await stillHere(path, data), page: { next: next === null ? null : vendorCursor.write(next) } },
    };
  },
  readMembers: async ({ body }, { vendor, path }) => ({
    value: { data: await stillHere(path, await vendor.summaries(body)) },
  }),
  member: async (call, { member: read, looks }) => {
    const { member, version } = await read(call.params.memberId);
    await looks.note(call, member.id);
    return { value: member, headers: { ETag: etagOf(version) } };
  },
  memberActions: async (call, services) => ({ value: await memberActions(call, services) }),
  activities: async (call, services) => ({ value: await activities(call, services) }),
  memberViews: async (call, services) => ({ value: await memberViews(call, services, answerPart) }),
  rewards: async ({ query }, { vendor, member }) => {
    if (!vendor.rewards) return lacking();
    return whole(await vendor.rewards(query.memberId === undefined ? null : await member(query.memberId)));
  },
  heldCoupons: async ({ params }, { vendor, member }) => {
    const found = await member(params.memberId);
    return vendor.coupons ? whole(await vendor.coupons(found)) : lacking();
  },
  searchTags: async ({ body }, { vendor }) => (vendor.tags ? { value: await vendor.tags(body) } : lacking()),
  reasonCodes: async ({ query }, { reasons: { codes } }) => {
    if (codes.length === 0) return lacking();
    const { limit = DEFAULT_LIMIT, cursor } = query;
    const last = reasonCursor.read(cursor);
    const from = last === null ? 0 : codes.findIndex(({ id }) => id === last) + 1;
    if (last !== null && from === 0) throw invalidCursor();
    const rows = codes.slice(from, from + limit + 1);
    return {
      value: pageOf(
        rows,
        limit,
        (code) => code,
        ({ id }) => reasonCursor.write(id),
      ),
    };
  },
  attributes: async (_, { vendor }) =>
    vendor.attributes ? { value: { data: [...(await vendor.attributes())] } } : lacking(),
  operation: async ({ params, requestId }, { path }) => {
    const intent = await path.operation(params.operationId, requestId);
    const operation = intent && present(intent);
    if (!operation) throw new RefusalError("not-found", "There is no such operation.");
    await path.requireKnown(intent);
    return { value: operation };
  },
  searchOperations: async ({ body }, { path }) => {
    const { reference, limit = DEFAULT_LIMIT, cursor } = body;
    const found = await path.store.byReference(compositionsOf(reference), position.read(cursor), limit + 1);
    const page = pageOf(found, limit, present, ({ at, id }) => position.write({ at: at.toISOString(), id }));
    return { value: { ...page, data: page.data.flatMap((operation) => operation ?? []) } };
  },
  approvals,
  approvalPreview,
  decide,
  settle: async ({ operator, body, requestId }, { path }) => ({
    value: await path.settle(operator, body.idempotencyKey, requestId),
  }),
  reversalPreview: async (call, { path }) => path.preview(await path.undoOf(call, call.params.operationId, {})),
  reverse: async (call, { path }) => {
    const undo = await path.undoOf(call, call.params.operationId, call.body);
    return path.submit({ ...undo, key: readIdempotencyKey(call.headers), ifMatch: null });
  },
};

type AnyHandler = (call: Call, services: GatewayServices) => Promise<Reply<unknown>>;

const answerBy = (id: RouteId, call: Call, services: GatewayServices): Promise<Reply<unknown>> => {
  const handler = handlers[id] as AnyHandler | undefined;
  return handler ? handler(call, services) : lacking();
};

function answerPart(part: ViewPart, call: Call, services: GatewayServices): Promise<Reply<unknown>> {
  return answerBy(part, call, services);
}

/** Answers by these. To another program's operators nothing is here. */
export const answeringFor =
  (services: GatewayServices): Answering =>
  async (id, call) => {
    requireTenant(call, services);
    return answerBy(id, call, services);
  };

/** @throws RefusalError `not-found` for operators of another program */
export const requireTenant = ({ operator }: Pick<Call, "operator">, { tenant }: GatewayServices): void => {
  if (operator.tenant !== tenant) throw new RefusalError("not-found", "There is no such program here.");
};
