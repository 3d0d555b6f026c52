import { actionPath, idPattern, permissions, routes, simulationAnswer, viewParts } from "../contract/index.js";
import { cached } from "./cached.js";
import { Backend, type Call, type Reading, type ReadAnswer } from "./backend.js";
import type { Changes } from "./changes-client.js";
import type { Client, ClientOptions, Paged, ReadOptions, StaleListener } from "./client.js";
import { SetupError } from "./errors.js";
import { follow } from "./following.js";
import { gathering } from "./gathering.js";
import { createKeyStore } from "./idempotency.js";
import { paged, type WirePage } from "./paging.js";
import { fillPath } from "./paths.js";
import { Staleness } from "./staleness.js";
import { wallTime, type Time } from "./time.js";
import { TokenSource } from "./token.js";
import { logging } from "./logging.js";
import { createTransport } from "./transport.js";
import { Writes } from "./writes.js";

/** How many entries of a picker's list are asked for at once: the contract's most. */
const pickerLimit = 100;

/** The simulation of any action. */
const simulation = { method: "POST", path: actionPath("previews", "{actionId}"), answer: simulationAnswer } as const;

/** One function per action of the catalogue, under its documented name. */
const perAction = <Method>(make: (actionId: string) => Method): Record<string, Method> =>
  Object.fromEntries(
    Object.keys(permissions).map((id) => [id.replace(/-./g, ([, letter = ""]) => letter.toUpperCase()), make(id)]),
  );

/** Whether a backend may be there. A page may leave out its own origin, and begins with a slash or a dot then. */
export const isAddress = (baseUrl: string): boolean =>
  /^(https?:\/\/|[./])/.test(baseUrl) && URL.canParse(baseUrl, (globalThis as { location?: Location }).location?.href);

const requireSetup = ({ baseUrl, getToken }: ClientOptions): void => {
  if (!isAddress(baseUrl)) throw new SetupError("baseUrl must be an address: https://loyalty.example/v1");
  if (typeof getToken !== "function") throw new SetupError("getToken must be a function");
};

/**
 * Makes a client of one backend. Nothing is sent before the first call. Throws a `SetupError` where there is no address,
 * or no way to get a token.
 *
 * @param time Where delays come from; only tests pass one.
 * @example const client = createClient({ baseUrl: "https://loyalty.example/v1", getToken: async () => (await
 * fetch("/token")).text() }); const receipt = await client.actions.add("m_1048", { currency: "points", amount: 100,
 * note: "Sorry for the wait" });
 */
export const createClient = (options: ClientOptions, time: Time = wallTime): Client => {
  requireSetup(options);
  const {
    baseUrl,
    getToken,
    fetch,
    timeoutMs = 10_000,
    maxRetryAfterMs = 30_000,
    keys = createKeyStore(baseUrl),
    views = true,
    onRequest,
  } = options;
  const transport = createTransport({ baseUrl, fetch, timeoutMs, time });
  const tokens = new TokenSource(getToken, time, () => {
    capabilities.drop();
    onChanged(null);
  });
  const backend = new Backend({
    transport: onRequest ? logging(transport, time, onRequest) : transport,
    tokens,
    time,
    maxRetryAfterMs,
    viewsOf: views ? baseUrl : null,
  });
  const staleness = new Staleness();
  let changes: Changes | undefined;
  /** What was read beforehand is shown at once, and then read anew, unless every change is told. */
  const readAnew = async (memberId: string): Promise<void> => {
    await time.wait(0);
    if (!changes?.watches(memberId)) staleness.mark(memberId);
  };

  const read = async <R extends Reading>(route: R, call?: Call): Promise<ReadAnswer<R>> =>
    (await backend.read(route, call)).value;
  const list = <T>(route: Reading<WirePage<T>>, query: Call["query"], { values = {}, part }: Call = {}): Paged<T> =>
    paged((cursor, { signal, ahead } = {}) =>
      read(route, { values, query: { ...query, cursor }, signal, ahead, part: cursor ? undefined : part }),
    );

  const search = <T>(route: Reading<WirePage<T>>, body: object): Paged<T> =>
    paged((cursor, { signal } = {}) => read(route, { body: { ...body, cursor }, signal }));

  const capabilities = cached((call?: ReadOptions) => read(routes.capabilities, { part: "capabilities", ...call }));
  const operator = cached((call?: ReadOptions) => read(routes.operator, { part: "operator", ...call }));
  const summaries = gathering(
    async (asked: Map<string, unknown>) => (await read(routes.readMembers, { body: { ids: [...asked.keys()] } })).data,
    time,
  );
  const markStale: StaleListener = (memberId, operationId) => {
    backend.forgetReads();
    staleness.mark(memberId, operationId);
  };
  const onChanged: StaleListener = (memberId, operationId) => {
    operator.drop();
    markStale(memberId, operationId);
  };
  const writes = new Writes({
    backend,
    tokens,
    keys,
    onChanged,
    mayRepeat: () => capabilities.known()?.idempotency !== "none",
  });

  const write = (action: string, memberId: string, route: string, values: Record<string, string>, body: object) => ({
    ...{ action, memberId, body, route },
    path: fillPath(route, values),
  });
  const run: Client["run"] = async (action, memberId, body, call) =>
    writes.do(write(action, memberId, actionPath("actions", "{actionId}"), { actionId: action, memberId }, body), call);
  const preview: Client["preview"] = (actionId, memberId, body, call) =>
    read(simulation, { values: { actionId, memberId }, body, ...call });

  const client: Client = {
    capabilities: capabilities.get,
    operator: operator.get,
    members: {
      search: (q, filter) => search(routes.searchMembers, { q, ...filter }),
      get: (memberId, call) =>
        backend.read(routes.member, {
          values: { memberId },
          part: "member",
          onEarly: () => void readAnew(memberId),
          ...call,
        }),
      // A text that can't be an id is no member's. The backend would refuse the whole request for it.
      summary: async (memberId) => {
        if (!idPattern.test(memberId)) return null;
        return (await summaries(memberId, null)).find(({ id }) => id === memberId) ?? null;
      },
      byExternalId: async (externalId, call) =>
        (await read(routes.readMembers, { body: { externalIds: [externalId] }, ...call })).data,
      actions: async (memberId, call) => (await read(routes.memberActions, { values: { memberId }, ...call })).data,
      activities: (memberId, filter = {}) =>
        list(
          routes.activities,
          { ...filter },
          { values: { memberId }, part: Object.keys(filter).length ? undefined : "activities" },
        ),
      gifts: (memberId) => list(routes.heldGifts, viewParts.heldGifts, { values: { memberId }, part: "heldGifts" }),
      punchCards: (memberId) =>
        list(routes.heldPunchCards, viewParts.heldPunchCards, { values: { memberId }, part: "heldPunchCards" }),
      coupons: (memberId) =>
        list(routes.heldCoupons, viewParts.heldCoupons, { values: { memberId }, part: "heldCoupons" }),
      cards: (memberId) => list(routes.heldCards, { limit: pickerLimit }, { values: { memberId } }),
      purchases: (memberId, filter) =>
        list(routes.purchases, { limit: pickerLimit, ...filter }, { values: { memberId } }),
      reveal: async (...asked) => (await import("./reveal.js")).reveal(backend, ...asked),
      balanceHistory: (memberId, range, call) =>
        read(routes.balanceHistory, { values: { memberId }, query: { ...range }, ...call }),
      messages: (memberId, filter) => list(routes.messages, { ...filter }, { values: { memberId } }),
      household: async (memberId, call) => (await read(routes.household, { values: { memberId }, ...call })).household,
    },
    library: {
      gifts: () => list(routes.gifts, { limit: pickerLimit }),
      punchCards: () => list(routes.punchCards, { limit: pickerLimit }),
      items: () => list(routes.items, { limit: pickerLimit }),
      rewards: (filter) => list(routes.rewards, { ...filter, limit: pickerLimit }),
      templates: (filter) => list(routes.templates, { ...filter, limit: pickerLimit }),
      tags: (filter) => search(routes.searchTags, { ...filter, limit: pickerLimit }),
      eventTypes: async (call) => (await read(routes.eventTypes, call)).data,
      attributes: async (call) => (await read(routes.attributes, call)).data,
      reasonCodes: () => list(routes.reasonCodes, { limit: pickerLimit }),
    },
    actions: perAction((id) => run.bind(null, id)) as Client["actions"],
    previews: perAction((id) => preview.bind(null, id)) as Client["previews"],
    run,
    preview,
    operation: (operationId, call) => read(routes.operation, { values: { operationId }, ...call }),
    follow: async (operation, call = {}) => {
      const outcome = await follow(() => client.operation(operation.id, call), operation, call, time);
      if (outcome !== operation) onChanged(operation.member.id);
      return outcome;
    },
    operations: (filter) => search(routes.searchOperations, filter),
    undo: async ({ id, member }, input = {}, call) =>
      writes.do(write("undo", member.id, routes.reverse.path, { operationId: id }, input), call),
    previewUndo: ({ id }, call) => read(routes.reversalPreview, { values: { operationId: id }, ...call }),
    messageTotals: async (range = {}, call) =>
      (await read(routes.messageTotals, { query: { ...range }, ...call })).data,
    approvals: {
      list: () => list(routes.approvals, {}),
      preview: (approvalId, call) => read(routes.approvalPreview, { values: { approvalId }, ...call }),
      decide: async (approvalId, body, call) => {
        const operation = await read(routes.decide, { values: { approvalId }, body, ...call });
        onChanged(operation.member.id);
        return operation;
      },
    },
    settle: (key, call) => writes.settle(key, call),
    unsettled: (memberId) => writes.unsettled(memberId),
    settlePending: (call) => writes.settlePending(call),
    bulk: async () => (await import("./bulk.js")).createBulkClient(backend, baseUrl, () => onChanged(null)),
    changes: async () => (changes = (await import("./changes.js")).changesOf(client, writes, tokens, time, options)),
    session: () => ({ lifeMs: tokens.lifeMs, endsAt: tokens.endsAt }),
    renewToken: async () => {
      await tokens.renew();
    },
    forgetToken: () => tokens.forget(),
    onStale: (listener) => staleness.on(listener),
    markStale,
  };
  return client;
};
