import assert from "node:assert/strict";
import { test } from "node:test";
import { VerifiedTokens } from "../../../server/http/verified-tokens.js";
import type { Operator } from "../../../server/domain/operator.js";

const dana: Operator = {
  id: "u_dana",
  tenant: "t",
  name: "Dana",
  email: null,
  role: "Support",
  permissions: [],
  limits: [],
};
const start = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
const inSeconds = (seconds: number) => later(seconds).getTime() / 1_000;

const remembering = (payload: { exp?: number }): VerifiedTokens => {
  const tokens = new VerifiedTokens();
  tokens.remember("token", dana, payload, start);
  return tokens;
};

test("S11 a token is remembered for half a minute, and no longer than it is good for", () => {
  const long = remembering({ exp: inSeconds(3_600) });
  assert.equal(long.find("token", later(29)), dana);
  assert.equal(long.find("token", later(30)), undefined);
  const short = remembering({ exp: inSeconds(10) });
  assert.equal(short.find("token", later(9)), dana);
  assert.equal(short.find("token", later(10)), undefined);
});

test("S11 a token that has no end is not remembered", () => {
  assert.equal(remembering({}).find("token", start), undefined);
});

test("of more than a thousand tokens the latest are remembered", () => {
  const tokens = remembering({ exp: inSeconds(3_600) });
  for (let count = 1; count <= 1_000; count++) tokens.remember(`${count}`, dana, { exp: inSeconds(3_600) }, start);
  assert.equal(tokens.find("token", start), undefined);
  assert.equal(tokens.find("1", start), dana);
  assert.equal(tokens.find("1000", start), dana);
});

test("a token that is verified anew is among the latest again", () => {
  const tokens = new VerifiedTokens();
  const remember = (token: string) => tokens.remember(token, dana, { exp: inSeconds(3_600) }, start);
  for (let count = 1; count <= 1_000; count++) remember(`${count}`);
  remember("1");
  remember("1001");
  assert.deepEqual([tokens.find("1", start), tokens.find("2", start)], [dana, undefined]);
});
