import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBackend, type TestBackend } from "../../support/backend.js";

const CRM = "https://crm.test";
let backend: TestBackend;
let token: string;
before(async () => {
  backend = await startBackend({ origins: [CRM] });
  token = await backend.tokenFor({ tenant: await backend.seed() });
});
after(() => backend.close());

const call = (method: string, path: string, headers: Record<string, string>, body?: string) =>
  backend.fetch(path, { method, headers, ...(body !== undefined && { body }) });

const preflight = (origin: string) =>
  call("OPTIONS", "/v1/members/m_1048/actions/add", {
    Origin: origin,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type,idempotency-key,if-match,preview-match",
  });

test("S18 a page of a configured origin may ask, and read what the contract exposes", async () => {
  const asked = await preflight(CRM);
  assert.equal(asked.status, 204);
  assert.equal(asked.headers.get("Access-Control-Allow-Origin"), CRM);
  assert.equal(asked.headers.get("Access-Control-Allow-Credentials"), null);
  for (const name of ["Authorization", "Idempotency-Key", "If-Match", "Preview-Match", "Content-Type"])
    assert.match(asked.headers.get("Access-Control-Allow-Headers") ?? "", new RegExp(name));

  const answered = await call("GET", "/v1/members/m_1048", { Origin: CRM, Authorization: `Bearer ${token}` });
  assert.equal(answered.status, 200);
  assert.equal(answered.headers.get("Access-Control-Expose-Headers"), "ETag,Retry-After,Idempotent-Replayed");
  assert.match(answered.headers.get("Vary") ?? "", /Origin/);
});

test("S18 a refusal can be read by the page, too", async () => {
  const answered = await call("GET", "/v1/operator", { Origin: CRM });
  assert.equal(answered.status, 401);
  assert.equal(answered.headers.get("Access-Control-Allow-Origin"), CRM);
});

test("S18 the null origin, and any that isn't configured, is refused and never reflected", async () => {
  for (const origin of [
    "null",
    "https://evil.test",
    "https://crm.test.evil.test",
    "http://crm.test",
    "https://crm.test:8443",
  ]) {
    const answers = [
      await preflight(origin),
      await call("GET", "/v1/operator", { Origin: origin, Authorization: `Bearer ${token}` }),
    ];
    for (const answer of answers) {
      assert.equal(answer.headers.get("Access-Control-Allow-Origin"), null, origin);
      assert.equal(answer.headers.get("Access-Control-Allow-Credentials"), null, origin);
    }
    assert.equal(answers[1]?.status, 403, origin);
  }
});

test("S18 a form or plain text, which pages may send unasked, writes nothing", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": type, "Idempotency-Key": "k" };
    const answer = await call(
      "POST",
      "/v1/members/m_1048/actions/add",
      headers,
      JSON.stringify({ currency: "points", amount: 1 }),
    );
    assert.equal(answer.status, 415);
    assert.equal(((await answer.json()) as { code: string }).code, "unsupported-media-type");
  }
});

test("S19 no answer may be sniffed, kept or framed", async () => {
  for (const path of ["/healthz", "/v1/operator", "/nowhere"]) {
    const { headers } = await call("GET", path, {});
    assert.equal(headers.get("X-Content-Type-Options"), "nosniff", path);
    assert.equal(headers.get("Cache-Control"), "no-store", path);
    assert.match(headers.get("Content-Security-Policy") ?? "", /frame-ancestors 'none'/, path);
  }
});
