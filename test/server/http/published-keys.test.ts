import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, test } from "node:test";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { createAuthentication } from "../../../server/http/authentication.js";
import { PublishedKeys } from "../../../server/http/published-keys.js";
import { AUDIENCE, ISSUER, TestClock } from "../../support/backend.js";

interface Key {
  readonly kid: string;
  readonly published: JWK;
  readonly secret: CryptoKey;
}

const makeKey = async (kid: string, alg = "ES256"): Promise<Key> => {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, published: { ...(await exportJWK(publicKey)), kid, alg }, secret: privateKey };
};

let asked = 0;
let answer: RequestListener;
const server = createServer((request, response) => {
  asked += 1;
  answer(request, response);
});
let url: string;
let [first, second]: Key[] = [];

before(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  [first, second] = await Promise.all([makeKey("k1"), makeKey("k2")]);
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const publish = (...keys: readonly JWK[]): void => {
  answer = (_, response) => response.end(JSON.stringify({ keys }));
};
const fail: RequestListener = (_, response) => response.writeHead(500).end();

const start = () => {
  const clock = new TestClock("2026-11-21T10:00:00Z");
  const authenticate = createAuthentication({ issuer: ISSUER, audience: AUDIENCE, jwksUrl: url }, clock);
  let serial = 0;
  const token = (key: Key | undefined, claims: object = {}, alg = "ES256") => {
    assert.ok(key);
    const now = Math.floor(clock.now().getTime() / 1000);
    const told = {
      iss: ISSUER,
      aud: AUDIENCE,
      iat: now,
      exp: now + 300,
      sub: "u_1",
      tenant: "t",
      name: "U",
      role: "r",
    };
    // Each is another one, so that none is believed for having been believed before.
    const payload = { ...told, permissions: [], jti: String((serial += 1)), ...claims };
    return new SignJWT(payload).setProtectedHeader({ alg, kid: key.kid }).sign(key.secret);
  };
  /** The code of the refusal; null: it was believed. */
  const outcome = async (key: Key | undefined, claims?: object, alg?: string): Promise<string | null> =>
    authenticate(`Bearer ${await token(key, claims, alg)}`).then(
      () => null,
      (error: unknown) => (error as { code: string }).code,
    );
  return { clock, outcome };
};

describe("keys that the host publishes", () => {
  beforeEach(() => void (asked = 0));

  test("S11 a new key is fetched when a token names it, and the old one is believed as long as it is published", async () => {
    assert.ok(first && second);
    const { clock, outcome } = start();
    publish(first.published);
    assert.equal(await outcome(first), null);
    publish(first.published, second.published);
    clock.advance(31_000);
    assert.deepEqual([await outcome(second), await outcome(first), asked], [null, null, 2]);
    publish(second.published);
    clock.advance(599_000);
    assert.deepEqual([await outcome(first), asked], [null, 2], "before ten minutes are over");
    clock.advance(2_000);
    assert.deepEqual([await outcome(first), await outcome(second), asked], ["not-authenticated", null, 3]);
  });

  test("S11 a key that is not published is refused, and many such tokens make one fetch in half a minute", async () => {
    assert.ok(first);
    const { clock, outcome } = start();
    publish(first.published);
    assert.equal(await outcome(first), null);
    clock.advance(31_000);
    const refused = await Promise.all(Array.from({ length: 20 }, () => outcome(second)));
    assert.deepEqual([...new Set(refused)], ["not-authenticated"]);
    assert.equal(asked, 2);
    clock.advance(29_000);
    assert.deepEqual([await outcome(second), asked], ["not-authenticated", 2]);
    clock.advance(2_000);
    assert.deepEqual([await outcome(second), asked], ["not-authenticated", 3]);
  });

  test("while they can't be fetched, those that are known are believed for an hour, and are asked for every five seconds at most", async () => {
    assert.ok(first && second);
    const { clock, outcome } = start();
    publish(first.published);
    assert.equal(await outcome(first), null);
    answer = fail;
    clock.advance(3_599_000);
    assert.deepEqual([await outcome(first), await outcome(first), asked], [null, null, 2]);
    assert.equal(await outcome(second), "unavailable", "a key that may be new");
    clock.advance(2_000);
    assert.deepEqual([await outcome(first), asked], ["unavailable", 2]);
    publish(first.published);
    clock.advance(4_000);
    assert.deepEqual([await outcome(first), asked], [null, 3]);
  });

  for (const [words, listener] of [
    ["a failure", fail],
    ["another address", (_, response) => response.writeHead(302, { location: "/other" }).end()],
    ["a page", (_, response) => response.end("<!doctype html>")],
    ["no key set", (_, response) => response.end('{"keys":"none"}')],
  ] as readonly (readonly [string, RequestListener])[])
    test(`${words} in the place of keys is the server's trouble, not the token's`, async () => {
      answer = listener;
      assert.equal(await start().outcome(first), "unavailable");
    });

  test("an address that does not answer is given up in time, by one fetch for all who wait", async () => {
    assert.ok(first);
    answer = () => undefined;
    const keys = new PublishedKeys(url, new TestClock("2026-11-21T10:00:00Z"), 30);
    const finding = Array.from({ length: 5 }, () =>
      keys.find({ alg: "ES256", kid: "k1" }, { payload: "", signature: "" }),
    );
    for (const found of finding) await assert.rejects(Promise.resolve(found), /can't be fetched/);
    assert.equal(asked, 1);
  });

  test("S11 the algorithm, the issuer and the audience are checked whatever key signed", async () => {
    assert.ok(first);
    const { outcome } = start();
    const [rsa, confused] = [await makeKey("k3", "RS256"), new TextEncoder().encode(JSON.stringify(first.published))];
    publish(first.published, rsa.published);
    assert.equal(await outcome(first), null);
    assert.equal(await outcome(rsa, {}, "RS256"), "not-authenticated");
    const shared = await crypto.subtle.importKey("raw", confused, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    assert.equal(await outcome({ ...first, secret: shared }, {}, "HS256"), "not-authenticated");
    assert.equal(await outcome(first, { iss: "https://evil.test" }), "not-authenticated");
    assert.equal(await outcome(first, { aud: "another-backend" }), "not-authenticated");
  });
});
