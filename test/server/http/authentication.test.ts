import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { createAuthentication } from "../../../server/http/authentication.js";
import { AUDIENCE, ISSUER, SECRET, startBackend, type TestBackend, TestClock } from "../../support/backend.js";

let backend: TestBackend;
let tenant: string;
before(async () => {
  backend = await startBackend();
  tenant = await backend.seed();
});
after(() => backend.close());

const now = () => Math.floor(backend.clock.now().getTime() / 1000);
const claims = () => ({
  iss: ISSUER,
  aud: AUDIENCE,
  iat: now(),
  exp: now() + 60,
  sub: "u_1",
  tenant,
  name: "U",
  role: "r",
  permissions: ["*"],
});

const operatorWith = async (authorization: string | null) => {
  const headers = new Headers(authorization === null ? {} : { Authorization: authorization });
  const response = await backend.fetch("/v1/operator", { headers });
  return {
    status: response.status,
    challenge: response.headers.get("WWW-Authenticate"),
    body: (await response.json()) as { code: string; id: string },
  };
};

const assertRefused = async (authorization: string | null, why: string) => {
  const { status, challenge, body } = await operatorWith(authorization);
  assert.deepEqual([status, body.code], [401, "not-authenticated"], why);
  assert.match(challenge ?? "", /^Bearer/, why);
};

test("a token of the host's backend is believed", async () => {
  const { status, body } = await operatorWith(`Bearer ${await backend.tokenFor({ tenant, operator: "dana" })}`);
  assert.deepEqual([status, body.id], [200, "u_dana"]);
});

test("S11 what is no token, or one without a signature, is refused", async () => {
  const unsecured = new UnsecuredJWT(claims()).encode();
  const [header, payload] = (await backend.tokenFor({ tenant })).split(".");
  for (const authorization of [
    null,
    "",
    "Bearer",
    "Basic dTpw",
    "Bearer sk_live_a_static_key",
    `Bearer ${unsecured}`,
    `Bearer ${header}.${payload}.`,
    `Bearer ${header}.${payload}.AAAA`,
  ])
    await assertRefused(authorization, String(authorization));
});

test("S11 another issuer, audience or time is refused, and so is a token that leaves one of them out", async () => {
  const wrong: Record<string, unknown>[] = [
    { iss: "https://evil.test" },
    { iss: undefined },
    { aud: "another-backend" },
    { aud: undefined },
    { exp: now() - 6 },
    { exp: undefined },
    { iat: undefined },
    { nbf: now() + 60 },
    { iat: now() + 6 },
    { iat: now() + 3600, exp: now() + 3660 },
    { exp: now() + 3601 },
    { iat: now() - 3600, exp: now() + 60 },
    { exp: 9e15 },
    { sub: undefined },
    { sub: "u_1\r\nX: 1" },
    { sub: "u_\0" },
    { sub: "\u200b" },
    { name: "Da\u0007na" },
    { name: "Dana\u2028Ari" },
    { role: "\ud800" },
    { email: "a@example.com\nBcc: b@example.com" },
    { permissions: ["ledger:add\0"] },
    { tenant: undefined },
    { tenant: "../x" },
    { permissions: "*" },
    { limits: [{ action: "add", per: "fortnight", amount: 1 }] },
    { limits: [{ action: "add", per: "day", amount: -1 }] },
  ];
  for (const claim of wrong)
    await assertRefused(`Bearer ${await backend.tokenFor({ tenant, claims: claim })}`, JSON.stringify(claim));
});

test("S11 clocks may differ by five seconds, as the app's own clock tells", async () => {
  const ahead = await backend.tokenFor({ tenant, claims: { iat: now() + 4 } });
  assert.equal((await operatorWith(`Bearer ${ahead}`)).status, 200, "issued in four seconds");
  const token = await backend.tokenFor({ tenant });
  backend.clock.advance(604_000);
  assert.equal((await operatorWith(`Bearer ${token}`)).status, 200);
  backend.clock.advance(2_000);
  await assertRefused(`Bearer ${token}`, "606 s later");
});

test("S11 a token that was believed a moment ago is refused once its time is over, and none other is taken for it", async () => {
  const token = await new SignJWT({ ...claims(), exp: now() + 10 })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(SECRET));
  assert.equal((await operatorWith(`Bearer ${token}`)).status, 200);
  const [header = "", , signature = ""] = token.split(".");
  const other = Buffer.from(JSON.stringify({ ...claims(), sub: "u_2" })).toString("base64url");
  await assertRefused(`Bearer ${header}.${other}.${signature}`, "other claims");
  await assertRefused(`Bearer ${token.slice(0, -2)}`, "a shorter signature");
  backend.clock.advance(16_000);
  await assertRefused(`Bearer ${token}`, "16 s later");
});

test("S11 the algorithm goes with the key: a public key is no secret", async () => {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" };
  const clock = new TestClock(backend.clock.now().toISOString());
  const authenticate = createAuthentication({ issuer: ISSUER, audience: AUDIENCE, jwks: { keys: [jwk] } }, clock);
  const signed = (alg: string, key: Parameters<SignJWT["sign"]>[0]) =>
    new SignJWT(claims()).setProtectedHeader({ alg, kid: "k1" }).sign(key);

  assert.equal((await authenticate(`Bearer ${await signed("ES256", privateKey)}`)).id, "u_1");
  const confused = new TextEncoder().encode(JSON.stringify(jwk));
  await assert.rejects(authenticate(`Bearer ${await signed("HS256", confused)}`), { code: "not-authenticated" });
  const { privateKey: rsa } = await generateKeyPair("RS256");
  await assert.rejects(authenticate(`Bearer ${await signed("RS256", rsa)}`), { code: "not-authenticated" });
  const hmac512 = new SignJWT(claims()).setProtectedHeader({ alg: "HS512" }).sign(new TextEncoder().encode(SECRET));
  await assertRefused(`Bearer ${await hmac512}`, "HS512");
});

test("S11 a key of another algorithm that stands among the host's public keys is no key of ours", async () => {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: "RS256" }] };
  const authenticate = createAuthentication({ issuer: ISSUER, audience: AUDIENCE, jwks }, backend.clock);
  const token = await new SignJWT(claims()).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
  await assert.rejects(authenticate(`Bearer ${token}`), { code: "not-authenticated" });
});

test("EdDSA keys are believed too", async () => {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const keys = {
    issuer: ISSUER,
    audience: AUDIENCE,
    jwks: { keys: [{ ...(await exportJWK(publicKey)), alg: "EdDSA" }] },
  };
  const token = await new SignJWT(claims()).setProtectedHeader({ alg: "EdDSA" }).sign(privateKey);
  assert.equal((await createAuthentication(keys, backend.clock)(`Bearer ${token}`)).id, "u_1");
});

test("keys that can't be fetched are the server's trouble, not the token's", async () => {
  const authenticate = createAuthentication(
    { issuer: ISSUER, audience: AUDIENCE, jwksUrl: "http://127.0.0.1:1/jwks" },
    backend.clock,
  );
  const { privateKey } = await generateKeyPair("ES256");
  const token = await new SignJWT(claims()).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
  await assert.rejects(authenticate(`Bearer ${token}`), { code: "unavailable" });
});

test("a weak secret, or no key at all, ends the start", () => {
  assert.throws(
    () => createAuthentication({ issuer: ISSUER, audience: AUDIENCE, secret: "short" }, backend.clock),
    /32 bytes/,
  );
  assert.throws(() => createAuthentication({ issuer: ISSUER, audience: AUDIENCE }, backend.clock), /secret/);
});
