import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { createSquareDouble, seedSquare, SQUARE_TOKEN } from "../../../examples/doubles/square/square.js";
import { readGatewaySettings } from "../../../server/node/gateway-settings.js";
import { listen, mintFor } from "../../support/backend.js";
import { spawnServer } from "../../support/server-process.js";

const least = { VENDOR: "square", TENANT: "corner", PROGRAM_NAME: "Corner Coffee", SQUARE_ACCESS_TOKEN: "secret" };

test("without a vendor the server is no gateway", () => {
  assert.equal(readGatewaySettings({ VENDOR: "", TENANT: "corner" }), null);
});

test("the least that a gateway takes", () => {
  const { makeVendor, ...settings } = readGatewaySettings(least) ?? {};
  assert.deepEqual(settings, {
    ...{ tenant: "corner", programName: "Corner Coffee", timeZone: "UTC", callsPerSecond: undefined, keeps: [] },
    reasons: { rule: { reasonCode: "hidden", note: "optional" }, codes: [] },
    approvals: null,
  });
  assert.equal(typeof makeVendor, "function");
});

test("all that is wrong is said at once, by its variable and without its value", () => {
  const read = (changes: Readonly<Record<string, string>>) => () => readGatewaySettings({ ...least, ...changes });
  assert.throws(read({ VENDOR: "acme" }), { name: "SettingsError", message: /^VENDOR must be one of square/ });
  assert.throws(
    read({ TENANT: "", TIME_ZONE: "Mars/Base", SQUARE_ACCESS_TOKEN: "", SQUARE_URL: "ftp://user:pw@x" }),
    (error: Error) => {
      assert.deepEqual(
        error.message.split("\n").map((line) => line.split(" ")[0]),
        ["TENANT", "TIME_ZONE", "SQUARE_ACCESS_TOKEN", "SQUARE_URL"],
      );
      return !error.message.includes("pw");
    },
  );
});

test("VENDOR=voucherify asks for the key of an application, and for a program", () => {
  const voucherify = { VENDOR: "voucherify", TENANT: "corner", PROGRAM_NAME: "Corner Coffee" };
  assert.throws(
    () => readGatewaySettings({ ...voucherify, VOUCHERIFY_APP_TOKEN: "hunter2", VOUCHERIFY_PROGRAM: "../hunter2" }),
    ({ message }: Error) => {
      assert.match(message, /^VOUCHERIFY_APP_ID is required/m);
      assert.match(message, /^VOUCHERIFY_PROGRAM must be the id/m);
      assert.doesNotMatch(message, /hunter2/);
      return true;
    },
  );
  const whole = { VOUCHERIFY_APP_ID: "app", VOUCHERIFY_APP_TOKEN: "hunter2", VOUCHERIFY_PROGRAM: "lprg_0a11" };
  assert.equal(readGatewaySettings({ ...voucherify, ...whole })?.programName, "Corner Coffee");
});

test("GATEWAY_KEEPS names what the gateway keeps itself, each once, and nothing else", () => {
  const read = (kept: string) => readGatewaySettings({ ...least, GATEWAY_KEEPS: kept })?.keeps;
  assert.deepEqual(read("tags, consents tags"), ["tags", "consents"]);
  assert.throws(() => read("tags notes"), { message: "GATEWAY_KEEPS must name some of tags, consents" });
});

test("REASONS has what is asked for and the reasons; one that can't be given, or is there twice, is wrong", () => {
  const read = (reasons: object) => readGatewaySettings({ ...least, REASONS: JSON.stringify(reasons) })?.reasons;
  const goodwill = { id: "goodwill", name: "Goodwill", actions: ["add", "undo"], requiresNote: true };
  assert.deepEqual(read({ codes: [goodwill] }), {
    rule: { reasonCode: "optional", note: "optional" },
    codes: [goodwill],
  });
  assert.deepEqual(read({ note: "required" })?.rule, { reasonCode: "hidden", note: "required" });
  for (const wrong of [
    { reasonCode: "required" },
    { codes: [goodwill, goodwill] },
    { codes: [{ ...goodwill, actions: ["fly"] }] },
    { codes: [{ name: "No id" }] },
    [],
  ])
    assert.throws(() => read(wrong), { name: "SettingsError", message: /^REASONS must be JSON/ });
});

test("APPROVALS_EXPIRE_AFTER_HOURS is a whole number of hours", () => {
  const read = (hours: string) => readGatewaySettings({ ...least, APPROVALS_EXPIRE_AFTER_HOURS: hours })?.approvals;
  assert.deepEqual([read("48"), read("")], [{ expireAfterHours: 48 }, null]);
  assert.throws(() => read("0"), { message: /^APPROVALS_EXPIRE_AFTER_HOURS must be a whole number/ });
});

test("a gateway that is told to keep what its vendor has itself doesn't start, and says so", async () => {
  const server = spawnServer({ ...least, GATEWAY_KEEPS: "tags" });
  assert.notEqual(await server.exited, 0);
  assert.match(server.errors(), /^GATEWAY_KEEPS can't name tags: Square has them itself\.$/m);
});

test("VENDOR=square starts a gateway that keeps what it knows across a restart, and shows its secret nowhere", async (context) => {
  const double = createSquareDouble();
  seedSquare(double);
  const vendor = await listen(double);
  const folder = mkdtempSync(path.join(tmpdir(), "memberkit-gateway-"));
  context.after(async () => {
    await vendor.close();
    rmSync(folder, { recursive: true });
  });
  const start = () =>
    spawnServer({ ...least, SQUARE_ACCESS_TOKEN: SQUARE_TOKEN, SQUARE_URL: vendor.origin, DATA_DIR: folder });
  const send = async (origin: string) => {
    const token = await mintFor(new Date(), { tenant: "corner" });
    const response = await fetch(`${origin}/v1/members/cust-noa/actions/add`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": "k-1" },
      body: JSON.stringify({ currency: "points", amount: 10 }),
    });
    return {
      status: response.status,
      replayed: response.headers.get("Idempotent-Replayed"),
      text: await response.text(),
    };
  };
  const stop = async (server: ReturnType<typeof start>) => {
    server.child.kill("SIGTERM");
    assert.equal(await server.exited, 0);
    assert.ok(!server.errors().includes(SQUARE_TOKEN));
  };
  const first = start();
  const done = await send(await first.ready);
  assert.deepEqual([done.status, done.replayed], [200, null]);
  await stop(first);
  const second = start();
  assert.deepEqual(await send(await second.ready), { ...done, replayed: "true" });
  await stop(second);
});
