import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { isBlank } from "../../../sdk/contract/schemas/storable.js";
import { startBackend } from "../../support/backend.js";
import { checkProperty } from "../../support/property.js";

let backend: Awaited<ReturnType<typeof startBackend>>;
let tenant: string;
let authorization: string;
before(async () => {
  backend = await startBackend();
  tenant = await backend.seed();
  authorization = `Bearer ${await backend.tokenFor({ tenant })}`;
});
after(() => backend.close());

let keys = 0;
/** Sends an amount as it is written, which no JSON library may touch on the way. */
const addWritten = async (amount: string) => {
  const headers = { authorization, "content-type": "application/json", "idempotency-key": `k-${++keys}` };
  const body = `{"currency":"points","amount":${amount}}`;
  const answer = await backend.fetch("/v1/members/m_1048/actions/add", { method: "POST", headers, body });
  return {
    status: answer.status,
    body: (await answer.json()) as { code?: string; errors?: { pointer: string }[]; changes?: { applied: number }[] },
  };
};

const earned = async (): Promise<number> =>
  (
    await backend.database
      .selectFrom("account")
      .select("earned")
      .where("tenant", "=", tenant)
      .where("member_id", "=", "m_1048")
      .where("currency", "=", "points")
      .executeTakeFirstOrThrow()
  ).earned;

/** JSON numbers that are no amount, and other things that look like one. */
const refused = [
  "0",
  "-1",
  "-0",
  "1.5",
  "1e400",
  "-1e400",
  "9007199254740992",
  "9007199254740993",
  "9223372036854775808",
  "0.99999999999999999",
  "1.00000000000000000001",
  "100000000000000000000001",
  "1e-400",
  '"100"',
  '"1e3"',
  '"0x1"',
  '"1 000"',
  '"€1"',
  '"١٠٠"',
  "null",
  "true",
  "[1]",
  "{}",
];

test("L02 what is not exactly a positive whole amount is refused with the field's pointer, and never rounded", async () => {
  const before = await earned();
  for (const amount of refused) {
    const { status, body } = await addWritten(amount);
    assert.deepEqual([status, body.code, body.errors?.[0]?.pointer], [422, "validation", "/amount"], amount);
  }
  for (const amount of ["NaN", "Infinity", "0x1", "1_000", "01", "+1", "1.", ".5", "1 000", "١٠٠", "€1"])
    assert.equal((await addWritten(amount)).status, 422, amount);
  assert.equal(await earned(), before);
});

test("L02 what is exactly a whole amount arrives as it, however it is written", async () => {
  for (const [written, value] of [
    ["100", 100],
    ["1e2", 100],
    ["1.0", 1],
    ["10e-1", 1],
    ["1E+2", 100],
  ] as const) {
    const before = await earned();
    assert.equal((await addWritten(written)).status, 200, written);
    assert.equal(await earned(), before + value, written);
  }
});

test("L02 any number is either applied exactly or refused", async () => {
  const digits = fc.string({ unit: fc.integer({ min: 0, max: 9 }).map(String), minLength: 1, maxLength: 22 });
  const written = fc.tuple(
    fc.constantFrom("", "-"),
    digits,
    fc.option(digits),
    fc.option(fc.integer({ min: -25, max: 25 })),
  );
  await checkProperty(
    fc.asyncProperty(written, async ([sign, whole, fraction, exponent]) => {
      const text = `${sign}${whole.replace(/^0+(?=.)/, "")}${fraction === null ? "" : `.${fraction}`}${exponent === null ? "" : `e${exponent}`}`;
      const before = await earned();
      const { status, body } = await addWritten(text);
      const applied = (await earned()) - before;
      if (status !== 200) assert.deepEqual([status, applied], [422, 0]);
      else assert.ok(isExactly(text, applied) && body.changes?.[0]?.applied === applied, text);
    }),
    { numRuns: 60 },
  );
});

/** Whether a decimal stands for this whole number: compared without ever becoming a double. */
const isExactly = (written: string, value: number): boolean => {
  const [, whole = "", fraction = "", exponent = "0"] = /^(-?\d+)(?:\.(\d+))?(?:e(-?\d+))?$/.exec(written) ?? [];
  const shift = Number(exponent) - fraction.length;
  const scaled = BigInt(whole + fraction);
  return shift >= 0
    ? scaled * 10n ** BigInt(shift) === BigInt(value)
    : scaled === BigInt(value) * 10n ** BigInt(-shift);
};

const send = async (path: string, body: unknown) => {
  const headers = { authorization, "content-type": "application/json", "idempotency-key": `k-${++keys}` };
  const answer = await backend.fetch(`/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  return {
    status: answer.status,
    body: (await answer.json()) as { id: string; note: string | null; reference: string | null; code?: string },
  };
};

test("S21 a text is stored as it is, or refused: no character is lost or replaced on the way", async () => {
  const add = (texts: object) => send("/members/m_1048/actions/add", { currency: "points", amount: 1, ...texts });
  const done = await add({ note: "a" });
  for (const text of ["a\0b", "\ud800", "b\udc00c"]) {
    assert.equal((await add({ note: text })).body.code, "validation");
    assert.equal((await add({ reference: text })).body.code, "validation");
    assert.equal((await send(`/operations/${done.body.id}/reversal`, { note: text })).body.code, "validation");
    assert.equal((await send(`/operations/${done.body.id}/reversal`, { reference: text })).body.code, "validation");
  }
  const text = fc
    .string({ unit: "binary", minLength: 1, maxLength: 30 })
    .filter((one) => one.trim() === one && !one.includes("\0") && !isBlank(one));
  await checkProperty(
    fc.asyncProperty(text, async (note) => {
      const { status, body } = await add({ note, reference: note });
      assert.deepEqual([status, body.note, body.reference], [200, note, note]);
    }),
    { numRuns: 25 },
  );
});
