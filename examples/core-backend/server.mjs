/** A backend of the contract's level core, in plain Node: docs/backend-in-a-day.md builds it step by step. */
import { createServer } from "node:http";
import { answering, json, key, matching, refuse, required, text, upTo } from "./http.mjs";
import { act, etagOf, find, mayDo, mostOf, once, programOf, settle, undo } from "./ledger.mjs";

const capabilities = {
  ...{ contractVersion: 1, level: "core", preview: "none", idempotency: "native" },
  currencies: [{ code: "points", kind: "points", scale: 0, label: "points" }],
  actions: ["add", "redeem"].map((id) => ({ id, firesRules: "no", optionalFields: ["note"] })),
  ...{ program: { name: "Corner Coffee", timeZone: "UTC" }, reason: { reasonCode: "hidden", note: "optional" } },
  // What this backend has nothing of, the elements leave out. So they do with what it does not know: null.
  ...{ tiers: [], tierCurrency: null, channels: [], modules: [], branches: [] },
};

/** A cursor says behind whom to go on, and not behind how many: what comes in meanwhile shifts nothing. */
const cursorOf = ({ id }) => Buffer.from(id).toString("base64url");
const page = (all, { limit = 25, cursor }) => {
  const from = cursor === undefined ? 0 : all.findIndex((each) => cursorOf(each) === cursor) + 1;
  if (cursor !== undefined && from === 0) refuse(422, "validation", "Use a cursor that this list has answered.");
  const data = all.slice(from, from + limit);
  return json({ data, page: { next: from + limit < all.length ? cursorOf(data.at(-1)) : null } });
};

const summaryOf = ({ person: { firstName, ...summary } }) => ({ ...summary, supportId: null, tier: null });
const summariesOf = (operator, isAsked) => {
  const found = [...programOf(operator).members.values()].filter(({ person }) => isAsked(person)).map(summaryOf);
  return found.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
};

/** By how a word of the name begins, or by the whole of an id. */
const search = ({ operator }, { q, status, ...paging }) => {
  const typed = q.trim().toLowerCase();
  const isCalled = (name) => ` ${name.toLowerCase()}`.includes(` ${typed}`);
  const isFound = ({ name, id, externalIds }) => isCalled(name) || [id, ...externalIds].includes(typed);
  const isAsked = (person) => [undefined, person.status].includes(status) && isFound(person);
  return page(summariesOf(operator, isAsked), paging);
};

/** Who is not there is left out. */
const readMembers = ({ operator }, { ids, externalIds }) => {
  if (!ids === !externalIds) refuse(422, "validation", "Give either ids or externalIds.");
  const isAsked = (person) => ids?.includes(person.id) ?? person.externalIds.some((id) => externalIds.includes(id));
  return json({ data: summariesOf(operator, isAsked) });
};

const member = ({ operator, params }) => {
  const found = find(programOf(operator).members, params.memberId);
  const account = { currency: "points", ...found.points, expired: null, pending: null, lots: [], trend: null };
  const rest = { firstName: found.person.firstName, joinedAt: null, details: [], tags: [], consents: [], segments: [] };
  return json({ ...summaryOf(found), accounts: [account], ...rest }, { ETag: etagOf(found) });
};

/** What would be refused is told beforehand, with the reason. */
const memberActions = ({ operator, params }) => {
  const { person } = find(programOf(operator).members, params.memberId);
  const blocked = person.status === "blocked" ? { code: "member-blocked", detail: "This member is blocked." } : null;
  const forbidden = { code: "forbidden", detail: "Your role can't do this." };
  const data = capabilities.actions.map(({ id: action }) => {
    const reason = mayDo(operator, action) ? blocked : forbidden;
    return { action, currency: "points", allowed: !reason, reason, remaining: mostOf(operator, action), warnings: [] };
  });
  return json({ data });
};

/** Newest first. */
const timeline = ({ operator, params }, { limit, cursor, from = "", to = "9", ...asked }) => {
  const { members, operations } = programOf(operator);
  const { person } = find(members, params.memberId);
  const isAsked = ({ member: { id }, at, action, source, operator: by }) => {
    const facts = { type: action, source, operator: by.id };
    const isAlike = Object.keys(asked).every((name) => asked[name] === facts[name]);
    return id === person.id && at >= from && at <= to && isAlike;
  };
  return page([...operations.values()].filter(isAsked).reverse(), { limit, cursor });
};

const receipt = ({ operator, params }) => json(find(programOf(operator).operations, params.operationId));

const list = (value) => (Array.isArray(value) && upTo(100)(value.length) && value.every(text(200)) ? value : undefined);
const instant = (value) => (matching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)(value) && new Date(value).toJSON()) ?? undefined;
const why = { note: text(1000), reference: text(100) };
const moving = { currency: required(matching(/^points$/)), amount: required(upTo(Number.MAX_SAFE_INTEGER)), ...why };
const paging = { limit: (value) => upTo(100)(/^\d+$/.test(value) && Number(value)), cursor: text(200) };
const narrowing = { type: text(100), source: text(100), operator: text(100), from: instant, to: instant };
const searching = { q: required(matching(/^.{0,200}$/s)), status: text(40), limit: upTo(100), cursor: text(200) };

const get = (path, answer, fields = {}) => ({ method: "GET", path, answer, fields });
const post = (path, answer, fields) => ({ method: "POST", path, answer, fields });
const write = (path, decide, fields) => ({ ...post(path, once(decide), fields), writes: true });

const routes = [
  get("/capabilities", () => json(capabilities)),
  get("/operator", ({ operator: { tenant, ...shown } }) => json(shown)),
  post("/member-searches", search, searching),
  post("/member-reads", readMembers, { ids: list, externalIds: list }),
  get("/members/:memberId", member),
  get("/members/:memberId/actions", memberActions),
  get("/members/:memberId/activities", timeline, { ...narrowing, ...paging }),
  get("/operations/:operationId", receipt),
  post("/operations/settle", settle, { idempotencyKey: required(key) }),
  write("/members/:memberId/actions/(?<action>add|redeem)", act, moving),
  write("/operations/:operationId/reversal", undo, why),
];

const server = createServer(answering(routes)).listen(Number(process.env.PORT ?? 8788), "127.0.0.1", () =>
  console.log(`The backend answers at http://127.0.0.1:${server.address().port}/v1`),
);
