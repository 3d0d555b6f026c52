import {
  actionPath,
  auditKinds,
  problems,
  writeProblems,
  type ActionDeclaration,
  type ProblemCode,
  type Route,
} from "../../sdk/contract/index.js";
import { inputName, pascal, reference, type Json } from "./schemas.js";

/** Refusals that any route may answer. */
const anyProblems = [
  "not-authenticated",
  "forbidden",
  "rate-limited",
  "internal",
  "unavailable",
] as const satisfies readonly ProblemCode[];
const bodyProblems = ["validation", "too-large", "unsupported-media-type"] as const satisfies readonly ProblemCode[];

const header = (name: string, description: string, required = false): Json => ({
  name,
  in: "header",
  required,
  description,
  schema: { type: "string" },
});
const idempotencyKey: Json = {
  ...header(
    "Idempotency-Key",
    "Made by the caller, one for each act of the operator. The same key and body answer the first answer again.",
    true,
  ),
  schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
};
const ifMatch = header("If-Match", "The member's ETag: this action holds the exact state that was seen.", true);
const previewMatch = header(
  "Preview-Match",
  "The `previewTag` of the preview that was seen: a differing outcome is refused as `stale`.",
);

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: reference("Id") }));

const parameterSchemas: Readonly<Record<string, Json>> = {
  limit: { type: "integer", minimum: 1, maximum: 100, default: 25 },
  from: { type: "string", format: "date-time" },
  to: { type: "string", format: "date-time" },
  step: { enum: ["day", "week", "month"] },
  kind: { enum: [...auditKinds] },
};

const queryParameters = ({ query = [], requires = [] }: Route): Json[] =>
  query.map((name) => ({
    name,
    in: "query",
    required: requires.includes(name),
    schema: parameterSchemas[name] ?? { type: "string" },
  }));

const json = (schema: Json) => ({ content: { "application/json": { schema } } });

/** A stream of events, each of which says this as its `data`. */
const events = (schema: Json) => ({
  content: {
    "text/event-stream": { schema: { type: "string", contentMediaType: "application/json", contentSchema: schema } },
  },
});

const retryAfter = { "Retry-After": { description: "Seconds, or an HTTP date.", schema: { type: "string" } } };
const statuses = [...new Set(Object.values(problems).map(({ status }) => status))].sort((a, b) => a - b);
const codesOf = (status: number) =>
  (Object.keys(problems) as ProblemCode[]).filter((code) => problems[code].status === status);

const meaningOf = (code: ProblemCode): string =>
  `\`${code}\`: ${problems[code].title}${problems[code].retryable ? ", and the same request may succeed later." : "."}`;

/**
 * One response per status that a refusal may have. Which of its codes an operation answers stands in its
 * `x-memberkit-problems`.
 */
export const problemResponses: Record<string, Json> = Object.fromEntries(
  statuses.map((status) => [
    `Problem${status}`,
    {
      description: codesOf(status).map(meaningOf).join(" "),
      ...(codesOf(status).some((code) => problems[code].retryable) && { headers: retryAfter }),
      content: { "application/problem+json": { schema: reference("Problem") } },
    },
  ]),
);

/** An operation's responses: its answer, and its refusals. */
const responses = (answer: Json, codes: Iterable<ProblemCode>): Json => {
  const refusals = [...new Set(codes)].sort();
  const referred = refusals.map((code) => [
    problems[code].status,
    { $ref: `#/components/responses/Problem${problems[code].status}` },
  ]);
  return { responses: { 200: answer, ...(Object.fromEntries(referred) as Json) }, "x-memberkit-problems": refusals };
};

const answered = (description: string, schema: Json, headers: Json = {}): Json => ({
  description,
  headers,
  ...json(schema),
});
const replayed: Json = {
  "Idempotent-Replayed": {
    description: "`true` where this is the kept answer of an earlier request.",
    schema: { type: "string" },
  },
};
const etag: Json = { ETag: { description: "Covers profile, status, tier and consents.", schema: { type: "string" } } };

/** The operation of a route that the contract declares. */
export const routeOperation = (id: string, route: Route, answer: string, body: string | null): Json => ({
  operationId: id,
  summary: route.summary,
  tags: [route.writes ? "Writing" : "Reading"],
  parameters: [...pathParameters(route.path), ...queryParameters(route), ...(route.writes ? [idempotencyKey] : [])],
  ...(body && { requestBody: { required: true, ...json(reference(body)) } }),
  ...(route.takes && { requestBody: { required: true, content: { [route.takes]: { schema: { type: "string" } } } } }),
  ...responses(
    route.streams
      ? { description: route.summary, ...events(reference(answer)) }
      : answered(route.summary, reference(answer), { ...(route.writes && replayed), ...(id === "member" && etag) }),
    [
      ...anyProblems,
      ...(body ? bodyProblems : []),
      // A parameter that a route does not know is refused, too.
      ...(route.method === "GET" ? (["validation"] as const) : []),
      ...(route.query?.includes("cursor") ? (["cursor-expired"] as const) : []),
      ...(route.writes ? writeProblems : []),
      ...route.problems,
    ],
  ),
  "x-memberkit-level": route.level,
  "x-memberkit-requirement": route.must ? "MUST" : "MAY",
});

const capabilityOf = (action: ActionDeclaration): Json => ({
  "x-memberkit-capability": action.capability,
  "x-memberkit-permission": action.permission,
  "x-memberkit-danger": action.danger,
  ...(action.gives && { "x-memberkit-gives": true }),
});

const requestOf = (name: string, action: ActionDeclaration): Json => ({
  required: true,
  content: {
    "application/json": { schema: reference(inputName(name)), examples: { [action.id]: { value: action.example } } },
  },
});

/** The path and operation that do an action. A backend has it where its capabilities name it. */
export const actionOperation = (name: string, action: ActionDeclaration): [path: string, operation: Json] => [
  actionPath("actions", action.id),
  {
    operationId: name,
    summary: action.summary,
    tags: ["Actions"],
    parameters: [
      ...pathParameters(actionPath("actions", "")),
      idempotencyKey,
      previewMatch,
      ...(action.holds === "exact" ? [ifMatch] : []),
    ],
    requestBody: requestOf(name, action),
    ...responses(answered("The receipt.", reference("Operation"), replayed), [
      ...anyProblems,
      ...bodyProblems,
      ...writeProblems,
      ...action.problems,
    ]),
    "x-memberkit-level": "core",
    "x-memberkit-requirement": "MAY",
    ...capabilityOf(action),
  },
];

/** The path and operation that simulate it: nothing is written, so there is no key. */
export const previewOperation = (name: string, action: ActionDeclaration): [path: string, operation: Json] => [
  actionPath("previews", action.id),
  {
    operationId: `preview${pascal(name)}`,
    summary: `Simulates: ${action.summary}`,
    tags: ["Previews"],
    parameters: pathParameters(actionPath("previews", "")),
    requestBody: requestOf(name, action),
    ...responses(answered("What it would do, with a `previewTag`.", reference("Simulation")), [
      ...anyProblems,
      ...bodyProblems,
      "not-found",
      "member-gone",
      "capability-not-supported",
      ...action.problems,
    ]),
    "x-memberkit-level": "preview",
    "x-memberkit-requirement": "MAY",
    ...capabilityOf(action),
  },
];
