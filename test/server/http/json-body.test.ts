import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Refusal, RefusalError } from "../../../server/domain/refusal.js";
import { BODY_LIMIT } from "../../../server/http/body-text.js";
import { readJson } from "../../../server/http/json-body.js";
import { checkProperty } from "../../support/property.js";

const request = (body: BodyInit, type = "application/json") =>
  new Request("http://backend.test/v1/x", { method: "POST", body, headers: { "Content-Type": type } });

const refusal = async (body: BodyInit, type?: string): Promise<Refusal> => {
  const error = await readJson(request(body, type)).then(
    () => assert.fail("It was read."),
    (reason: unknown) => reason,
  );
  assert(error instanceof RefusalError);
  return error.refusal;
};

test("L02 a number arrives exactly, or as one that every schema refuses", async () => {
  const arrivals: [string, number][] = [
    ["1", 1],
    ["-0", -0],
    ["1.50", 1.5],
    ["0.1", 0.1],
    ["1e2", 100],
    ["100e-2", 1],
    ["9007199254740991", Number.MAX_SAFE_INTEGER],
    ["9007199254740993", Infinity],
    ["9223372036854775808", Infinity],
    ["9223372036854775807", Infinity],
    ["1.00000000000000000001", Infinity],
    ["0.30000000000000004441", Infinity],
    ["1e400", Infinity],
    [`1${"0".repeat(50)}`, Infinity],
  ];
  for (const [text, value] of arrivals)
    assert.deepEqual(await readJson(request(`{"amount":${text}}`)), { amount: value }, text);
});

test("L02 digits inside text stay as they are", async () => {
  const text = { note: '9007199254740993 \\" 1.00000000000000000001', "9007199254740993": "\\" };
  assert.deepEqual(await readJson(request(JSON.stringify(text))), text);
});

test("what JSON can say is read as it was said", async () => {
  await checkProperty(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      assert.deepEqual(await readJson(request(JSON.stringify(value))), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("S18 another media type than JSON is refused, as a page may send it without asking first", async () => {
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=latin1",
  ])
    assert.equal((await refusal("{}", type)).code, "unsupported-media-type", type);
});

test("S20 a body over 1 MB is refused, with or without its length said", async () => {
  assert.equal((await refusal(`"${"a".repeat(BODY_LIMIT)}"`)).code, "too-large");
  const chunk = new TextEncoder().encode("a".repeat(64 * 1024));
  let chunks = 0;
  const stream = new ReadableStream({
    pull: (controller) => (chunks++ < 10_000 ? controller.enqueue(chunk) : controller.close()),
  });
  const streamed = new Request("http://backend.test/", {
    method: "POST",
    body: stream,
    headers: { "Content-Type": "application/json" },
    duplex: "half",
  } as RequestInit);
  await assert.rejects(readJson(streamed), { code: "too-large" });
  assert(chunks < 30, "It stops reading.");
});

test("what is not UTF-8 or not JSON is refused", async () => {
  assert.equal((await refusal(new Uint8Array([0x22, 0xff, 0x22]))).errors?.[0]?.code, "not-utf-8");
  for (const text of ["", "{", "{'a':1}", "NaN", "[1,]", "\u0000"])
    assert.equal((await refusal(text)).errors?.[0]?.code, "not-json", text);
});

test("S20 hostile bodies are judged quickly", async () => {
  const hostile = [
    '"\\"'.repeat(300_000),
    "[".repeat(900_000),
    `1.${"0".repeat(900_000)}1`,
    `[${"1".repeat(900_000)}]`,
    '{"a":'.repeat(150_000),
  ];
  for (const text of hostile) {
    const before = process.cpuUsage();
    await readJson(request(text)).catch(() => undefined);
    const { user, system } = process.cpuUsage(before);
    // Of the processor's time, not the clock's: other tests run beside this one.
    assert(user + system < 1_000_000, text.slice(0, 20));
  }
});
