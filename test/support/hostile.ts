import fc from "fast-check";
import {
  actionPath,
  type ActionDeclaration,
  catalogue,
  type Route,
  type RouteId,
  allRoutes,
} from "../../sdk/contract/index.js";

/**
 * A request that is nearly right: most of it is as it should be, and something is at an edge of its type, or beyond.
 */
export interface HostileRequest {
  /** The contract's route: its path with the names of its parameters. */
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON or nearly so; null: none. */
  readonly body: string | null;
}

const INSTANTS = [
  "0000-01-01T00:00:00Z",
  "0001-01-01T00:00:00Z",
  "0001-01-01T00:00:00+14:00",
  "9999-12-31T23:59:59.999999999Z",
  `2026-11-21T10:00:00.${"1".repeat(3_000)}Z`,
  "2026-11-21T24:00:00Z",
  "2016-12-31T23:59:60Z",
  "2026-02-29T00:00:00Z",
  "+275760-09-13T00:00:00Z",
  "-000001-01-01T00:00:00Z",
  "2026-11-21T10:00:00",
];
const DATES = [
  "0000-01-01",
  "0001-01-01",
  "9999-12-31",
  "2026-02-29",
  "2026-13-01",
  "infinity",
  "-infinity",
  "today",
  "epoch",
];
const TEXTS = [
  "",
  " ",
  "\t",
  "0",
  "-1",
  "1e400",
  "NaN",
  "null",
  "true",
  "a\0b",
  "\ud800",
  "\u200b",
  "\u202e",
  "é",
  "e\u0301",
  "İ",
  "ß",
  "Москва",
  "👩‍🚀",
  "%",
  "_",
  "\\",
  "\\%_",
  "'",
  "';drop table member--",
  "$1",
  "{first_name}",
  "__proto__",
  "constructor",
  "../..",
  "%00",
  "[",
  "(a+)+$",
  "a".repeat(70),
  "9".repeat(400),
  "x".repeat(5_000),
];
/** Numbers as they are written, since some of them do not survive a JavaScript number. */
const NUMBERS = [
  "0",
  "-0",
  "-1",
  "1",
  "1.5",
  "2147483648",
  "9007199254740991",
  "9007199254740992",
  "-9007199254740993",
  "1e308",
  "1e400",
];

const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.constantFrom(...INSTANTS),
  fc.constantFrom(...DATES),
  fc.string({ unit: "binary", maxLength: 40 }),
);

/** A JSON value at an edge, as it is written. */
const edge = fc.oneof(
  { weight: 4, arbitrary: text.map((value) => JSON.stringify(value)) },
  { weight: 3, arbitrary: fc.constantFrom(...NUMBERS) },
  fc.constantFrom("null", "true", "[]", "{}", "[[[[[]]]]]", '{"__proto__":1}', '["a",1,null]'),
);

const bodies: Partial<Record<RouteId, object>> = {
  searchMembers: { q: "noa", status: "active", limit: 2 },
  searchTags: { prefix: "v", limit: 2, cursor: "eyJjb3VudCI6MywidGFnIjoiVklQIn0" },
  searchOperations: { reference: "T-1", limit: 2 },
  readMembers: { ids: ["m_1048"] },
  settle: { idempotencyKey: "k" },
  reverse: { note: "A mistake", reference: "T-1" },
  audienceQuery: {
    filter: { combinator: "and", rules: [{ field: "name", operator: "contains", value: "noa" }] },
    q: "noa",
    columns: ["name", "tags"],
    sort: { field: "joinedAt", direction: "descending" },
    limit: 2,
    cursor: "eyJpZCI6Im1fMTA0OCJ9",
    count: true,
  },
  saveAudience: {
    name: "Tasters",
    description: "Of the new beans",
    filter: { combinator: "or", not: true, rules: [{ field: "tags", operator: "in", value: ["VIP"] }] },
  },
  changeAudience: { name: "Tasters", description: null },
  exportMembers: {
    filter: { combinator: "and", rules: [] },
    columns: ["name"],
    format: "csv",
    purpose: "Winter letter",
  },
  handOff: { filter: { combinator: "and", rules: [] }, q: "noa" },
  bulkPreview: { target: { memberIds: ["m_1048"] }, action: "add", input: { currency: "points", amount: 1 } },
  startJob: { jobId: "job_never" },
  decideJob: { decision: "approve" },
  reverseJob: { note: "A mistake" },
};

interface Target {
  readonly route: string;
  readonly method: string;
  readonly query: readonly string[];
  readonly body: object | null;
  readonly writes: boolean;
}

const targets: readonly Target[] = [
  // A stream that is taken stays open: test/server/http/changes.test.ts sends it what is wrong.
  ...(Object.entries(allRoutes) as [RouteId, Route][])
    .filter(([, { streams }]) => !streams)
    .map(([id, { path, method, query = [], writes = false }]) => ({
      route: path,
      method,
      query,
      body: bodies[id] ?? null,
      writes,
    })),
  ...Object.values<ActionDeclaration>(catalogue).flatMap(({ id, example }) =>
    (["actions", "previews"] as const).map((kind) => ({
      route: actionPath(kind, id),
      method: "POST",
      query: [],
      body: { ...example, reference: "T-1" },
      writes: kind === "actions",
    })),
  ),
];

/** What the lists' cursors hold. */
const positions = {
  operation: { at: "2026-11-21T10:00:00.000Z", id: "op_1" },
  item: { position: 3 },
  held: { issuedAt: "2026-11-21T10:00:00.000Z", id: "g_1" },
  tag: { count: 3, tag: "VIP" },
  library: { position: 1, name: "Free pastry", id: "gift_1" },
};

const positionOf = (route: string): object => {
  if (route.endsWith("/activities") || ["/operation-searches", "/jobs"].includes(route)) return positions.operation;
  if (route.endsWith("/items")) return positions.item;
  if (route.startsWith("/members/")) return positions.held;
  return route === "/tag-searches" ? positions.tag : positions.library;
};

/** A cursor of the shape that this list writes, with an edge in one of its places. */
const cursorOf = (route: string) =>
  fc
    .tuple(fc.nat(), edge)
    .map(([which, value]) => Buffer.from(withEdge(positionOf(route), which, value)).toString("base64url"));

/** The JSON of an object with one of its values replaced; every fifth time it gets a field more instead. */
const withEdge = (object: object, which: number, value: string): string => {
  const entries = Object.entries(object).map(([name, own]) => [name, JSON.stringify(own)] as [string, string]);
  const place = which % (entries.length + 1);
  const changed = entries.map(([name, own], index) => [name, index === place ? value : own] as const);
  const all = place === entries.length ? [...changed, [`extra${which % 7}`, value] as const] : changed;
  return `{${all.map(([name, written]) => `${JSON.stringify(name)}:${written}`).join(",")}}`;
};

/** Mostly one of the usual values. */
const given = (values: fc.Arbitrary<string>, usual: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: values });

const instant = fc.oneof(fc.constantFrom(...INSTANTS), fc.date({ noInvalidDate: true }).map(String));

const parameter = (route: string, name: string): fc.Arbitrary<string> => {
  if (name === "cursor") return given(text, cursorOf(route));
  if (name === "limit") return given(text, fc.constantFrom("1", "2", "100"));
  return name === "from" || name === "to" ? given(text, instant) : text;
};

const queryOf = ({ route, query }: Target): fc.Arbitrary<string> =>
  fc
    .subarray([...query])
    .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), parameter(route, name)))))
    .map((pairs) => new URLSearchParams(pairs).toString());

/** What fits into a header at all: a client refuses to send anything else. */
const headerText = given(
  text.filter((value) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value)),
  fc.constantFrom("*", '"1"', 'W/"1"'),
);

const pathOf = (route: string) =>
  fc
    .record({
      memberId: given(text, fc.constant("m_1048")),
      operationId: given(text, fc.constant("op_never")),
      approvalId: given(text, fc.constant("op_never")),
      audienceId: given(text, fc.constant("aud_never")),
      jobId: given(text, fc.constant("job_never")),
    })
    .map((params) =>
      // An id that is written as dots is another path by the time it is sent.
      route.replace(
        /\{(\w+)\}/g,
        (_, name: keyof typeof params) => encodeURIComponent(params[name].toWellFormed()) || "%20",
      ),
    );

const requestTo = (target: Target): fc.Arbitrary<HostileRequest> => {
  const { route, method, body, writes } = target;
  return fc
    .record({
      path: pathOf(route),
      search: queryOf(target),
      key: fc.oneof({ weight: 5, arbitrary: fc.uuid() }, { weight: 1, arbitrary: headerText }),
      headers: fc.record({ "If-Match": headerText, "Preview-Match": headerText }, { requiredKeys: [] }),
      written: body
        ? fc.oneof(
            { weight: 8, arbitrary: fc.tuple(fc.nat(), edge).map(([which, value]) => withEdge(body, which, value)) },
            { weight: 1, arbitrary: fc.json() },
            { weight: 1, arbitrary: fc.constantFrom("", "{", "\u0000", "[".repeat(5_000)) },
          )
        : fc.constant(null),
    })
    .map(({ path, search, key, headers, written }) => ({
      route,
      method,
      path: search ? `${path}?${search}` : path,
      headers: {
        ...headers,
        ...(writes && { "Idempotency-Key": key }),
        ...(written !== null && { "Content-Type": "application/json" }),
      },
      body: written,
    }));
};

/** Requests to every route of the contract and to both routes of every action. */
export const hostileRequest: fc.Arbitrary<HostileRequest> = fc.constantFrom(...targets).chain(requestTo);
