import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { journalWebhook } from "../../../server/audit/journal-webhook.js";

const secret = "0123456789abcdef0123456789abcdef";
const anchor = {
  type: "audit.anchor" as const,
  tenant: "northwind",
  position: 7,
  hash: "abc",
  at: new Date("2026-11-21T10:00:00Z"),
};

/** A receiver that answers so, and what it was sent. */
const receiver = (status: number) => {
  const sent: { headers: Headers; body: string }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push({ headers: request.headers, body: await request.text() });
    return new Response(null, { status });
  };
  return { sent, keep: journalWebhook({ url: "https://vault.test/journal", secret, fetch }) };
};

test("an anchor is handed to its receiver, signed", async () => {
  const { sent, keep } = receiver(204);
  await keep(anchor);
  const [{ headers, body } = { headers: new Headers(), body: "" }] = sent;
  assert.deepEqual(JSON.parse(body), { ...anchor, at: "2026-11-21T10:00:00.000Z" });
  const signed = `${headers.get("webhook-id")}.${headers.get("webhook-timestamp")}.${body}`;
  const signature = createHmac("sha256", secret).update(signed).digest("base64");
  assert.equal(headers.get("webhook-signature"), `v1,${signature}`);
});

test("an anchor that its receiver does not take counts as not kept", async () => {
  await assert.rejects(receiver(503).keep(anchor), /not taken/);
  await assert.rejects(receiver(400).keep(anchor), /not taken/);
});
