import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { test } from "node:test";
import { readSettings } from "../../../server/node/settings.js";

const least = {
  TOKEN_ISSUER: "https://crm.test",
  TOKEN_AUDIENCE: "loyalty",
  TOKEN_SECRET: "0123456789abcdef0123456789abcdef",
};

test("the least there must be gives an embedded database on this machine only", () => {
  assert.deepEqual(readSettings(least), {
    host: "127.0.0.1",
    port: 8787,
    databaseUrl: null,
    databaseConnections: 10,
    databaseTimeoutMs: 5_000,
    dataDir: ".data",
    keepAliveTimeoutMs: 125_000,
    keys: { issuer: "https://crm.test", audience: "loyalty", secret: least.TOKEN_SECRET },
    requestLimits: { read: 1_200, search: 600, write: 300, ingest: 6_000 },
    origins: [],
    smtp: null,
    webhook: null,
    twilio: null,
    firebase: null,
    integrations: {},
    journal: { file: null, webhook: null },
    signing: null,
  });
});

test("certificates are signed with a private key of either kind, as a JWK or PEM; keys of before stay published", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const jwk = privateKey.export({ format: "jwk" });
  const read = (SIGNING_KEY: string, more = {}) => readSettings({ ...least, SIGNING_KEY, ...more }).signing;
  const oldKeys = { keys: [publicKey.export({ format: "jwk" })] };
  assert.deepEqual(read(JSON.stringify({ ...jwk, kid: "2026" })), {
    key: { ...jwk, kid: "2026" },
    oldKeys: { keys: [] },
  });
  assert.deepEqual(
    read(privateKey.export({ format: "pem", type: "pkcs8" }).toString(), { SIGNING_OLD_KEYS: JSON.stringify(oldKeys) }),
    { key: jwk, oldKeys },
  );
  const curve = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  assert.deepEqual(read(JSON.stringify(curve))?.key, curve);
  const { privateKey: rsa } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  for (const wrong of [
    "a secret",
    JSON.stringify(publicKey.export({ format: "jwk" })),
    rsa.export({ format: "pem", type: "pkcs8" }).toString(),
  ])
    assert.throws(() => read(wrong), /^SettingsError: SIGNING_KEY must be a private key, Ed25519 or P-256/);
  assert.throws(() => read(JSON.stringify(jwk), { SIGNING_OLD_KEYS: '{"keys":[{"kty":"RSA"}]}' }), /SIGNING_OLD_KEYS/);
});

test("the journal goes to a file, to a receiver that shares a secret, or to both", () => {
  const shared = { JOURNAL_URL: "https://vault.test/journal", JOURNAL_SECRET: least.TOKEN_SECRET };
  assert.deepEqual(readSettings({ ...least, ...shared, JOURNAL_FILE: "/mnt/journal.jsonl" }).journal, {
    file: "/mnt/journal.jsonl",
    webhook: { url: "https://vault.test/journal", secret: least.TOKEN_SECRET },
  });
  assert.throws(
    () => readSettings({ ...least, JOURNAL_URL: "https://vault.test/journal" }),
    /JOURNAL_SECRET is required/,
  );
});

test("SMS leave by an account at Twilio, notifications by a project at Firebase", () => {
  const sid = `AC${"0".repeat(32)}`;
  const account = { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: "hunter2", TWILIO_FROM: "+353800000001" };
  const twilio = { accountSid: sid, authToken: "hunter2", from: "+353800000001", url: "https://api.twilio.com" };
  assert.deepEqual(readSettings({ ...least, ...account }).twilio, { ...twilio, publicUrl: null });
  const proxied = { ...account, PUBLIC_URL: "https://crm.test/loyalty/" };
  assert.deepEqual(readSettings({ ...least, ...proxied }).twilio, {
    ...twilio,
    publicUrl: "https://crm.test/loyalty",
  });
  assert.throws(() => readSettings({ ...least, ...account, TWILIO_FROM: undefined }), /TWILIO_FROM/);
  const pem = (key: KeyObject) => key.export({ format: "pem", type: "pkcs8" }).toString();
  const used = {
    ...{ project_id: "northwind-app", client_email: "sender@northwind-app.iam.gserviceaccount.com" },
    ...{ private_key: pem(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey) },
    token_uri: "https://oauth2.googleapis.com/token",
  };
  const read = (told: object) => readSettings({ ...least, FIREBASE_SERVICE_ACCOUNT: JSON.stringify(told) }).firebase;
  assert.deepEqual(read({ ...used, type: "service_account" }), { account: used, url: "https://fcm.googleapis.com" });
  for (const wrong of [
    { ...used, token_uri: "file:///etc/passwd" },
    { ...used, project_id: "../other" },
    { ...used, private_key: pem(generateKeyPairSync("ed25519").privateKey) },
  ])
    assert.throws(() => read(wrong), /FIREBASE_SERVICE_ACCOUNT must be/);
});

test("everything may be set", () => {
  const settings = readSettings({
    ...least,
    TOKEN_SECRET: "",
    TOKEN_JWKS_URL: "https://crm.test/jwks",
    TOKEN_MAX_LIFETIME_S: "900",
    HOST: "0.0.0.0",
    PORT: "0",
    DATABASE_URL: "postgres://u:p@db/loyalty",
    DATABASE_CONNECTIONS: "40",
    DATABASE_TIMEOUT_MS: "2500",
    KEEP_ALIVE_TIMEOUT_MS: "630000",
    REQUESTS_PER_MINUTE: "write=30 search=0",
    ORIGINS: "https://crm.test, https://crm2.test",
    SMTP_URL: "smtp://mail:25",
    MAIL_FROM: "Northwind <hello@northwind.test>",
    WEBHOOK_URL: "https://sms.test/send",
    WEBHOOK_AUTHORIZATION: "Bearer x",
    WEBHOOK_KNOWS_KEYS: "true",
  });
  assert.deepEqual(settings.keys, {
    issuer: "https://crm.test",
    audience: "loyalty",
    jwksUrl: "https://crm.test/jwks",
    maxLifetimeS: 900,
  });
  assert.deepEqual(
    [settings.databaseConnections, settings.databaseTimeoutMs, settings.keepAliveTimeoutMs],
    [40, 2500, 630_000],
  );
  assert.deepEqual(settings.requestLimits, { read: 1_200, search: 0, write: 30, ingest: 6_000 });
  assert.deepEqual(settings.origins, ["https://crm.test", "https://crm2.test"]);
  assert.deepEqual(settings.smtp?.from, { name: "Northwind", address: "hello@northwind.test" });
  assert.deepEqual(settings.webhook, {
    url: "https://sms.test/send",
    headers: { Authorization: "Bearer x" },
    knowsKeys: true,
  });
});

test("what is wrong is said by its name, all of it at once, and never repeated", () => {
  const wrong = {
    TOKEN_SECRET: "hunter2",
    TOKEN_MAX_LIFETIME_S: "for ever",
    PORT: "http",
    DATABASE_URL: "mysql://root:hunter2@db",
    DATABASE_CONNECTIONS: "0",
    DATABASE_TIMEOUT_MS: "5s",
    KEEP_ALIVE_TIMEOUT_MS: "forever",
    REQUESTS_PER_MINUTE: "write=hunter2",
    ORIGINS: "https://crm.test/path",
    MAIL_FROM: "hunter2",
    WEBHOOK_KNOWS_KEYS: "hunter2",
    TWILIO_ACCOUNT_SID: "hunter2",
    TWILIO_FROM: "hunter2",
    TWILIO_URL: "file:///hunter2",
    PUBLIC_URL: "ftp://hunter2",
    FIREBASE_SERVICE_ACCOUNT: "hunter2",
    FIREBASE_URL: "data:hunter2",
  };
  assert.throws(
    () => readSettings(wrong),
    ({ name, message }: Error) => {
      assert.equal(name, "SettingsError");
      assert.doesNotMatch(message, /hunter2/);
      for (const variable of [...Object.keys(wrong), "TOKEN_ISSUER", "TOKEN_AUDIENCE"])
        assert.match(message, new RegExp(`^${variable} `, "m"));
      return true;
    },
  );
});

test("one way to verify tokens must be chosen, and e-mail needs a sender", () => {
  assert.throws(() => readSettings({ ...least, TOKEN_SECRET: undefined }), /exactly one of TOKEN_SECRET/);
  assert.throws(
    () => readSettings({ ...least, TOKEN_JWKS_URL: "https://crm.test/jwks" }),
    /exactly one of TOKEN_SECRET/,
  );
  assert.throws(() => readSettings({ ...least, SMTP_URL: "smtp://mail" }), /MAIL_FROM/);
});
