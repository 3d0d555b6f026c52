import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyOf } from "../../../sdk/contract/bodies.js";
import { problems, allRoutes, writeProblems, type Route, type RouteId } from "../../../sdk/index.js";

const all: Route[] = Object.values(allRoutes);

test("no two routes are the same, and each answer has a schema", async () => {
  assert.equal(new Set(all.map(({ method, path }) => `${method} ${path}`)).size, all.length);
  for (const route of all) assert.equal(typeof (await route.answer()).safeParse, "function");
});

test("only POSTs write, and every body is strict", () => {
  for (const [id, route] of Object.entries(allRoutes) as [RouteId, Route][]) {
    if (route.writes) assert.equal(route.method, "POST");
    assert.notEqual(bodyOf(id)?.safeParse({ __unknown: 1 }).success, true, route.path);
  }
});

test("S14 nothing that may be personal is a query parameter", () => {
  const allowed = new Set([
    "limit",
    "cursor",
    "type",
    "source",
    "operator",
    "from",
    "to",
    "channel",
    "memberId",
    "status",
    "step",
    "kind",
    "currency",
    "action",
    "key",
    "code",
    "after",
    "members",
  ]);
  for (const { path, query } of all) for (const name of query ?? []) assert.ok(allowed.has(name), `${path}?${name}`);
});

test("a list that is paged takes a limit and a cursor, and only those do", async () => {
  for (const route of all.filter(({ method }) => method === "GET")) {
    const answer = await route.answer();
    const isPage =
      answer.safeParse({ data: [], page: { next: null } }).success && !answer.safeParse({ data: [] }).success;
    const paging = ["limit", "cursor"].filter((name) => route.query?.includes(name));
    assert.deepEqual(paging, isPage ? ["limit", "cursor"] : [], route.path);
  }
});

test("every code has a status of its kind; what may be repeated is a 409 of a twin, a 429 or a 5xx", () => {
  for (const [code, { status, retryable }] of Object.entries(problems)) {
    assert.ok(status >= 400 && status < 600, code);
    assert.equal(
      retryable,
      status === 429 || (status >= 500 && status !== 501) || code === "operation-in-progress",
      code,
    );
  }
  assert.equal(new Set(writeProblems).size, writeProblems.length);
});
