/** What is done, and by which key. An operation is decided, kept and applied in one turn of the event loop. */
import { createHash, randomUUID } from "node:crypto";
import { json, problem, refuse } from "./http.mjs";

const member = (id, firstName, lastName, status) => ({
  person: { id, firstName, name: `${firstName} ${lastName}`, status, externalIds: [`crm-${id}`] },
  points: { earned: 0, spendable: 0, spent: 0 },
});
const program = (...members) => ({
  members: new Map(members.map((each) => [each.person.id, each])),
  ...{ operations: new Map(), answers: new Map() },
});
const programs = new Map([
  ["north", program(member("m_1", "Noa", "Levi", "active"), member("m_2", "Uri", "Katz", "blocked"))],
  ["south", program(member("m_3", "Mila", "Stern", "active"))],
]);

export const find = (map, id) => map.get(id) ?? refuse(404, "not-found", "There is nothing here.");
/** The program that the operator's token names: nothing outside of it exists for them. */
export const programOf = ({ tenant }) => find(programs, tenant);

/** The ETag covers the person and no balance: those move under everybody's hands. */
export const etagOf = ({ person }) => `"${createHash("sha256").update(JSON.stringify(person)).digest("base64url")}"`;

/** What one unit of each action moves, and which action is its contrary. */
const moves = {
  add: { earned: 1, spendable: 1, spent: 0, contrary: "subtract" },
  redeem: { earned: 0, spendable: -1, spent: 1, contrary: "refund" },
};

/** Only their token says what an operator may do. */
export const mayDo = ({ permissions }, action) =>
  ["*", `ledger:${action}`, `ledger:${action}:points`].some((each) => permissions.includes(each));
/** The most that they may do at once; infinite where nothing limits them. */
export const mostOf = ({ limits }, action) =>
  Math.min(...limits.map((each) => (each.action === action ? each.amount : Infinity)));

const permit = (operator, action, amount) => {
  if (!mayDo(operator, action)) refuse(403, "forbidden", "Your role can't do this.");
  if (amount > mostOf(operator, action)) refuse(403, "limit-exceeded", "This is over your limit.");
};

/** The receipt, and the entry of the timeline: one shape for both. Below 0, units are taken back. */
const operationOf = ({ id, name, email }, { person, points }, action, units, more) => {
  const move = (part) => {
    const after = points[part] + moves[action][part] * units;
    if (after < 0) refuse(409, "insufficient-balance", `There are only ${points[part]}.`);
    if (after > Number.MAX_SAFE_INTEGER) refuse(422, "balance-overflow", "The balance would grow too large.");
    return after === points[part] ? null : { before: points[part], after };
  };
  const moved = { earned: move("earned"), spendable: move("spendable"), spent: move("spent"), expired: null };
  const applied = moves[action].spendable * units;
  return {
    ...{ id: `op_${randomUUID()}`, at: new Date().toISOString(), action, status: "applied", source: "manual" },
    ...{ member: { id: person.id }, operator: { id, name, email } },
    ...{ changes: [{ currency: "points", ...moved, requested: applied, applied }], effects: [], warnings: [] },
    ...{ cause: null, branch: null, tier: null, message: null, reasonCode: null, note: null, reference: null },
    ...{ reversible: { until: null }, reversedBy: null, reverses: null, ...more },
  };
};

/** Refuses in the contract's order: existence, permission, the version that was seen, the business itself. */
export const act = ({ operator, params: { memberId, action }, headers }, { currency, amount, ...why }) => {
  const member = find(programOf(operator).members, memberId);
  permit(operator, action, amount);
  // There are no previews, so that no tag of one can match.
  const isStale = (headers["if-match"] ?? etagOf(member)) !== etagOf(member) || headers["preview-match"];
  if (isStale) refuse(412, "stale", "Something has changed since you looked.");
  if (member.person.status === "blocked") refuse(409, "member-blocked", "This member is blocked.");
  return operationOf(operator, member, action, amount, why);
};

/** Appends what takes an operation back; nothing is deleted. To undo what somebody else did is to do the contrary. */
export const undo = ({ operator, params }, why) => {
  const { members, operations } = programOf(operator);
  const { id, action, changes, ...original } = find(operations, params.operationId);
  const isOwn = original.operator.id === operator.id;
  permit(operator, isOwn ? action : moves[action].contrary, isOwn ? 0 : Math.abs(changes[0].applied));
  if (original.reverses) refuse(409, "not-reversible", "An undo can't itself be undone. Do it anew.");
  if (original.reversedBy) refuse(409, "already-reversed", "This was undone already.");
  const linked = { ...why, reverses: id, reversible: null };
  return operationOf(operator, members.get(original.member.id), action, -Math.abs(changes[0].applied), linked);
};

const apply = ({ members, operations }, operation) => {
  const { points } = members.get(operation.member.id);
  for (const part of Object.keys(points)) points[part] = operation.changes[0][part]?.after ?? points[part];
  operations.set(operation.id, operation);
  const undone = operations.get(operation.reverses);
  if (undone) Object.assign(undone, { status: "reversed", reversible: null, reversedBy: operation.id });
};

/** A receipt, or a refusal of the business itself: both are outcomes. Any other refusal leaves the key free. */
const outcomeOf = (call, input, decide) => {
  try {
    const operation = decide(call, input);
    apply(programOf(call.operator), operation);
    return json(operation);
  } catch (refusal) {
    if (refusal.status !== 409 && refusal.code !== "balance-overflow") throw refusal;
    return problem(refusal, call.requestId);
  }
};

/** The same key is another one to another operator. */
const scopeOf = ({ id }, key) => JSON.stringify([id, key]);

/** Does it once. The same request again hears the first answer, to the byte, whatever became of the member since. */
export const once = (decide) => (call, input) => {
  const { operator, headers, pathname } = call;
  const { answers } = programOf(operator);
  const request = JSON.stringify([pathname, input, headers["if-match"], headers["preview-match"]]);
  const scope = scopeOf(operator, headers["idempotency-key"]);
  const kept = answers.get(scope);
  if (kept?.isVoid) refuse(409, "conflict", "This was given up before it arrived. Do it anew.");
  if (kept && kept.request !== request) refuse(422, "idempotency-key-reused", "This key was used for something else.");
  if (kept) return { ...kept.answer, headers: { "Idempotent-Replayed": "true" } };
  const answer = outcomeOf(call, input, decide);
  answers.set(scope, { request, answer });
  return answer;
};

/** What became of a key. One that never arrived is voided: should it arrive late, it is refused. */
export const settle = ({ operator }, { idempotencyKey }) => {
  const { answers } = programOf(operator);
  const scope = scopeOf(operator, idempotencyKey);
  if (!answers.has(scope)) answers.set(scope, { isVoid: true });
  const { isVoid, answer } = answers.get(scope);
  if (isVoid) return json({ state: "voided", status: null, operation: null, problem: null });
  const outcome = { operation: null, problem: null };
  outcome[answer.status === 200 ? "operation" : "problem"] = JSON.parse(answer.text);
  return json({ state: "settled", status: answer.status, ...outcome });
};
