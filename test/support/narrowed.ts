import type { ActionCapability, Capabilities, Problem } from "../../sdk/contract/index.js";

type Send = (request: Request) => Promise<Response>;

const refusal = (status: number, code: string, errors: Problem["errors"] = []): Response =>
  Response.json(
    {
      type: "about:blank",
      title: code,
      status,
      code,
      detail: code,
      errors,
      retryable: false,
      requestId: "req_narrowed",
    },
    { status, headers: { "content-type": "application/problem+json" } },
  );

/** The end of each route that only a module has. */
const routesOf: Readonly<Record<string, RegExp>> = {
  gifts: /\/gifts$/,
  "punch-cards": /\/punch-cards$/,
  rewards: /\/(rewards|coupons)$/,
  cards: /\/cards$/,
  messages: /\/(templates|messages)$/,
  tags: /\/tag-searches$/,
  segments: /\/segments$/,
  household: /\/household$/,
};

const lacksModule = (path: string, { modules }: Capabilities): boolean =>
  Object.entries(routesOf).some(([module, route]) => route.test(path) && !modules.includes(module));

const required = new Set(["currency", "amount", "reference"]);

/** What an action that takes less refuses of an input; null: nothing. */
const refusedInput = (input: Record<string, unknown>, { optionalFields, maximum, currencies }: ActionCapability) => {
  const wrong = [
    ...Object.keys(input).filter((name) => optionalFields && !optionalFields.includes(name) && !required.has(name)),
    ...(typeof input.amount === "number" && maximum !== undefined && input.amount > maximum ? ["amount"] : []),
    ...(typeof input.currency === "string" && currencies && !currencies.includes(input.currency) ? ["currency"] : []),
  ];
  const errors = wrong.map((name) => ({ pointer: `/${name}`, code: "unknown-field", detail: "It is not taken." }));
  return errors.length ? refusal(422, "validation", errors) : null;
};

const refused = async (request: Request, capabilities: Capabilities): Promise<Response | null> => {
  const path = new URL(request.url).pathname;
  const [, kind, action] = /\/(actions|previews)\/([\w-]+)$/.exec(path) ?? [];
  const unsupported = refusal(501, "capability-not-supported");
  if (lacksModule(path, capabilities)) return unsupported;
  if (!kind) return null;
  const offered = capabilities.actions.find(({ id }) => id === action);
  if (!offered || (kind === "previews" && capabilities.preview === "none")) return unsupported;
  if (request.headers.has("Preview-Match") && capabilities.preview !== "exact") return refusal(400, "no-tags-here");
  return refusedInput((await request.clone().json()) as Record<string, unknown>, offered);
};

/**
 * The reference backend as a smaller one: it says that it has less, and refuses what it does not have. It stands
 * between a client and the backend, in a test or a story.
 */
export const narrowed =
  (narrow: (capabilities: Capabilities) => Capabilities) =>
  (send: Send): typeof fetch => {
    let read: Promise<Capabilities> | undefined;
    const capabilitiesFor = async ({ url, headers }: Request): Promise<Capabilities> => {
      const answer = await send(new Request(url.replace(/\/v1\/.*$/, "/v1/capabilities"), { headers }));
      return narrow((await answer.json()) as Capabilities);
    };
    return async (input, init) => {
      const request = new Request(input, init);
      const capabilities = await (read ??= capabilitiesFor(request));
      if (request.url.endsWith("/capabilities")) return Response.json(capabilities);
      const refusedWith = await refused(request, capabilities);
      if (refusedWith) return refusedWith;
      const answer = await send(request);
      const isEstimate = request.url.includes("/previews/") && capabilities.preview === "estimate" && answer.ok;
      return isEstimate ? Response.json({ ...((await answer.json()) as object), previewTag: undefined }) : answer;
    };
  };

/** What a backend of the contract's smallest level says of itself. */
export const coreOnly = (capabilities: Capabilities): Capabilities => ({
  ...capabilities,
  level: "core",
  preview: "none",
  modules: [],
  actions: capabilities.actions.filter(({ id }) => ["add", "redeem"].includes(id)),
});

/** A backend that says more of one of its actions. */
export const sayingOf =
  (actionId: string, more: Partial<ActionCapability>) =>
  (capabilities: Capabilities): Capabilities => ({
    ...capabilities,
    actions: capabilities.actions.map((action) => (action.id === actionId ? { ...action, ...more } : action)),
  });
