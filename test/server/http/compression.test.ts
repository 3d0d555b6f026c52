import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { startBackend, type TestBackend } from "../../support/backend.js";

let backend: TestBackend;
let authorization: string;
before(async () => {
  backend = await startBackend();
  authorization = `Bearer ${await backend.tokenFor({ tenant: await backend.seed() })}`;
});
after(() => backend.close());

const ask = (path: string, headers: Readonly<Record<string, string>> = {}, init: RequestInit = {}) =>
  backend.fetch(`/v1${path}`, { ...init, headers: { authorization, "content-type": "application/json", ...headers } });

const timeline = "/members/m_1048/activities?limit=25";

test("a timeline is a fifth as long or less for a caller that takes gzip, and the same", async () => {
  const plain = await ask(timeline);
  assert.equal(plain.headers.get("Content-Encoding"), null);
  const text = await plain.text();

  const packed = await ask(timeline, { "accept-encoding": "br, gzip" });
  assert.equal(packed.headers.get("Content-Encoding"), "gzip");
  assert.match(packed.headers.get("Vary") ?? "", /Accept-Encoding/);
  assert.equal(packed.headers.get("Cache-Control"), "no-store");
  const bytes = Buffer.from(await packed.arrayBuffer());
  assert.equal(gunzipSync(bytes).toString(), text);
  assert.ok(bytes.length * 5 <= text.length, `${bytes.length} of ${text.length}`);
});

test("a member keeps a strong ETag, which If-Match compares, and a receipt comes as it is", async () => {
  const takesGzip = { "accept-encoding": "gzip" };
  const member = await ask("/members/m_1048", takesGzip);
  assert.match(member.headers.get("ETag") ?? "", /^"/);
  const receipt = await ask(
    "/members/m_1048/actions/add",
    { ...takesGzip, "idempotency-key": "compression" },
    { method: "POST", body: JSON.stringify({ currency: "points", amount: 1 }) },
  );
  assert.equal(receipt.status, 200);
  assert.equal(receipt.headers.get("Content-Encoding"), null);
});
