import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  actionPath,
  type ActionDeclaration,
  catalogue,
  type Route,
  allRoutes,
  routes,
} from "../../../sdk/contract/index.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";

let backend: TestBackend;
let mine: string;
let us: Caller;
let them: Caller;
/** What is only theirs. */
const foreign = {
  memberId: "",
  operationId: "",
  erasureId: "",
  approvalId: "",
  audienceId: "",
  jobId: "",
  name: "",
  key: "a-key-of-theirs",
  reference: "T-their-ticket",
};

before(async () => {
  backend = await startBackend();
  mine = await backend.seed();
  const theirs = await backend.seed(undefined, 40);
  us = await backend.as({ tenant: mine });
  them = await backend.as({ tenant: theirs });
  const everybody = async (call: Caller) => (await call("/member-searches", { q: "", limit: 100 })).body.data;
  const known = (await everybody(us)).map(({ id }) => id);
  const [only, erased] = (await everybody(them)).filter(({ id }) => !known.includes(id));
  assert(only && erased);
  Object.assign(foreign, { memberId: only.id, name: only.name });
  const input = { currency: "points", amount: 5, reference: foreign.reference };
  const done = await them(`/members/${foreign.memberId}/actions/add`, input, { "Idempotency-Key": foreign.key });
  assert.equal(done.status, 200);
  foreign.operationId = done.body.id;
  const leaving = { confirmation: erased.id };
  const etag = (await them(`/members/${erased.id}`)).headers.get("etag") ?? "";
  const left = await them(`/members/${erased.id}/actions/opt-out`, leaving, { "If-Match": etag });
  assert.equal(left.status, 200, left.text);
  foreign.erasureId = left.body.id;
  const limits = [{ action: "add", currency: "points", per: "day", amount: 1 }] as const;
  const colleague = await backend.as({ tenant: theirs, operator: "dana", limits });
  const asked = await colleague(`/members/${foreign.memberId}/actions/add`, input);
  assert.equal(asked.body.status, "awaiting_approval");
  foreign.approvalId = asked.body.id;
  const saved = await them("/audiences", { name: "Theirs", filter: { combinator: "and", rules: [] } });
  foreign.audienceId = saved.body.id;
  const many = { target: { memberIds: [foreign.memberId] }, action: "add", input };
  foreign.jobId = (await them("/bulk-previews", many)).body.id;
});
after(() => backend.close());

const fill = (path: string): string =>
  path
    .replace("{memberId}", foreign.memberId)
    .replace("{operationId}", path === allRoutes.certificate.path ? foreign.erasureId : foreign.operationId)
    .replace("{approvalId}", foreign.approvalId)
    .replace("{audienceId}", foreign.audienceId)
    .replace("{jobId}", foreign.jobId);

/** What a route needs beside its path to get as far as the id. */
const bodies: Readonly<Record<string, unknown>> = {
  [routes.reverse.path]: {},
  [routes.reversalPreview.path]: {},
  [routes.approvalPreview.path]: {},
  [routes.decide.path]: { decision: "decline" },
  [allRoutes.reveal.path]: { field: "email" },
  [allRoutes.subjectAccess.path]: { format: "json", purpose: "A letter" },
  [allRoutes.changeAudience.path]: { description: "Changed" },
  [allRoutes.decideJob.path]: { decision: "decline" },
  [allRoutes.cancelJob.path]: {},
  [allRoutes.retryJob.path]: {},
  [allRoutes.reverseJob.path]: {},
  [allRoutes.exportNotDone.path]: {},
  [allRoutes.saveNotDone.path]: { name: "Not done" },
};

const byId = [
  ...(Object.values(allRoutes) as Route[])
    .filter(({ path }) => path.includes("{"))
    .map(({ method, path }) => ({
      method,
      path,
      body: method === "POST" || method === "PATCH" ? bodies[path] : undefined,
    })),
  ...Object.values(catalogue).flatMap((action: ActionDeclaration) =>
    (["actions", "previews"] as const).map((kind) => ({
      method: "POST",
      path: actionPath(kind, action.id),
      body: action.example,
    })),
  ),
];

const auditOf = (requestId: string) =>
  backend.database
    .selectFrom("audit")
    .selectAll()
    .where("tenant", "=", mine)
    .where("request_id", "=", requestId)
    .execute();

for (const { method, path, body } of byId)
  test(`S08 ${method} ${path} answers 404 for another tenant's id, as for one that never was, and audits it`, async () => {
    const theirs = await them(fill(path), body, { "If-Match": "*" }, method);
    assert.notEqual(theirs.status, 404, "It is there for them.");
    const reply = await us(fill(path), body, { "If-Match": "*" }, method);
    assert.equal(reply.status, 404, reply.text);
    const never = await us(
      fill(path)
        .replace(foreign.memberId, "m_never")
        .replace(foreign.operationId, "op_never")
        .replace(foreign.erasureId, "op_never")
        .replace(foreign.approvalId, "op_never")
        .replace(foreign.audienceId, "aud_never")
        .replace(foreign.jobId, "job_never"),
      body,
      { "If-Match": "*" },
      method,
    );
    assert.deepEqual({ ...reply.body, requestId: "" }, { ...never.body, requestId: "" });
    const [row] = await auditOf(reply.body.requestId);
    assert.equal(row?.outcome, "not-found");
    assert.equal(row.operator_id, "u_ari");
  });

test("S08 another tenant's job is neither started nor listed, its members are none of ours, and asking for it is audited", async () => {
  const reply = await us("/bulk-actions", { jobId: foreign.jobId });
  assert.equal(reply.status, 404);
  const [row] = await auditOf(reply.body.requestId);
  assert.deepEqual([row?.outcome, row?.subject], ["not-found", foreign.jobId]);
  const input = { currency: "points", amount: 1 };
  const target = { notDone: { jobId: foreign.jobId } };
  assert.equal((await us("/bulk-previews", { target, action: "add", input })).status, 404);
  assert.doesNotMatch((await us("/jobs")).text, new RegExp(foreign.jobId));
});

test("S08 lists, searches and reads hold nothing of another tenant", async () => {
  const replies = [
    await us("/member-searches", { q: "", limit: 100 }),
    await us("/member-searches", { q: foreign.memberId }),
    await us("/member-searches", { q: foreign.name }),
    await us("/member-reads", { ids: [foreign.memberId] }),
    await us("/operation-searches", { reference: foreign.reference }),
  ];
  for (const { status, text } of replies) {
    assert.equal(status, 200);
    assert.doesNotMatch(text, new RegExp(`"${foreign.memberId}"|${foreign.operationId}`));
  }
});

test("S08 another tenant's cursor shows nothing of theirs", async () => {
  const cursor = (await them("/member-searches", { q: "", limit: 1 })).body.page.next;
  const page = await us("/member-searches", { q: "", limit: 100, cursor });
  assert.deepEqual([page.status, page.body.code], [410, "cursor-expired"]);
});

test("N14 another tenant's or operator's key is none of ours: no answer leaks", async () => {
  const settled = await us("/operations/settle", { idempotencyKey: foreign.key });
  assert.equal(settled.body.state, "voided");
  const headers = { "Idempotency-Key": "a-key-of-ari" };
  const input = { currency: "points", amount: 7, note: "only Ari's" };
  const first = await us("/members/m_1048/actions/add", input, headers);
  const colleague = await backend.as({ tenant: mine, operator: "dana" });
  const second = await colleague("/members/m_1048/actions/add", input, headers);
  assert.equal(second.status, 200);
  assert.equal(second.headers.get("Idempotent-Replayed"), null);
  assert.notEqual(second.body.id, first.body.id);
  assert.equal(second.body.operator?.id, "u_dana");
});
