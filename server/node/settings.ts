import { createPrivateKey, type JsonWebKey } from "node:crypto";
import type { JSONWebKeySet, JWK } from "jose";
import * as z from "zod/mini";
import { algorithmOf, type SigningKeys } from "../audit/signer.js";
import { FIREBASE_URL, type ServiceAccount } from "../messages/firebase.js";
import { TWILIO_URL } from "../messages/twilio.js";
import type { TokenKeys } from "../http/authentication.js";
import { type RequestLimits, usualRequestLimits } from "../http/rate-limiter.js";

/** How the server runs, as its environment says. */
export interface Settings {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** A PostgreSQL; null: the embedded one, in `dataDir`. */
  readonly databaseUrl: string | null;
  /**
   * Most connections to PostgreSQL at a time for changes, and as many again for queries; by default 10. Five more are
   * kept apart: two for what is due by the calendar, two for downloads, one for `/readyz`. PostgreSQL's `max_connections` must hold those
   * of all processes.
   */
  readonly databaseConnections: number;
  /**
   * How long PostgreSQL may take for one statement, in milliseconds; by default 5,000. Longer ones are cancelled; where
   * no answer comes at all, the connection is closed a second later. Either is a 503. With the 3 seconds that a request
   * may wait for a connection it stays below the 10 seconds after which the kit's client gives an attempt up.
   */
  readonly databaseTimeoutMs: number;
  readonly dataDir: string;
  /**
   * How long an idle connection is kept open, in milliseconds; by default 125,000. It must be longer than the proxy in
   * front keeps one, else the proxy now and then sends a request into a connection that closes, and answers 502. nginx
   * and AWS keep 60 seconds, Traefik 90, Caddy 120; Google Cloud keeps 600 and Envoy 3,600: set it behind those.
   */
  readonly keepAliveTimeoutMs: number;
  readonly keys: TokenKeys;
  /**
   * How many requests of each kind an operator may make in a minute; fifty times as many a program. 0: any number. By
   * default `read=1200 search=600 write=300 ingest=6000`; a kind that isn't named keeps its own.
   */
  readonly requestLimits: RequestLimits;
  /** Pages of these origins may call. */
  readonly origins: readonly string[];
  /** Where e-mail leaves by; null: none can be sent. */
  readonly smtp: { readonly url: string; readonly from: { readonly name: string; readonly address: string } } | null;
  /** Where SMS and notifications leave by; null: none can be sent. */
  readonly webhook: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly knowsKeys: boolean;
  } | null;
  /** The account that SMS leave by, in the webhook's place; null: none. */
  readonly twilio: {
    readonly accountSid: string;
    readonly authToken: string;
    readonly from: string;
    readonly url: string;
    readonly publicUrl: string | null;
  } | null;
  /** The project that notifications leave by, in the webhook's place; null: none. */
  readonly firebase: { readonly account: ServiceAccount; readonly url: string } | null;
  /** Where members are handed to, by the ids that programs' settings have, and what that is signed with. */
  readonly integrations: Readonly<Record<string, z.infer<typeof IntegrationSettings>>>;
  /**
   * Where anchors of the audit, and tombstones of the erased, are kept, in both places where both are set: a file, best on a
   * disk of its own that can only be added to, or a receiver, who is told by a signed request. Null: nowhere.
   */
  readonly journal: {
    readonly file: string | null;
    readonly webhook: { readonly url: string; readonly secret: string } | null;
  };
  /**
   * What certificates of erasures are signed with, and the public keys of before, which stay published; null: no certificates are
   * made.
   */
  readonly signing: SigningKeys | null;
}

/** The environment can't be used; the message says every wrong variable, and never a value. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

const url = (...schemes: string[]) =>
  z.string().check(
    z.refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
      error: `must be an address (${schemes.join(" ")})`,
    }),
  );

const whole = (most: number) =>
  z.string().check(
    z.refine((text) => /^[1-9]\d*$/.test(text) && Number(text) <= most, {
      error: `must be a whole number, 1-${most}`,
    }),
  );

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
const splitList = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

const IntegrationSettings = z.strictObject({
  url: url("https:", "http:"),
  secret: z.string().check(z.minLength(32)),
  knowsKeys: z.optional(z.boolean()),
});

/** What is used of a service account's file; it holds more. */
const Account = z.object({
  project_id: z.string().check(z.regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/)),
  client_email: z.string(),
  private_key: z.string(),
  token_uri: url("https:", "http:"),
});

const Environment = z.object({
  HOST: z._default(z.string(), "127.0.0.1"),
  PORT: z._default(
    z
      .string()
      .check(z.refine((text) => /^\d{1,5}$/.test(text) && Number(text) < 65536, { error: "must be a port, 0-65535" })),
    "8787",
  ),
  DATABASE_URL: z.optional(url("postgres:", "postgresql:")),
  DATABASE_CONNECTIONS: z._default(whole(1_000), "10"),
  DATABASE_TIMEOUT_MS: z._default(whole(600_000), "5000"),
  DATA_DIR: z._default(z.string(), ".data"),
  KEEP_ALIVE_TIMEOUT_MS: z._default(whole(86_400_000), "125000"),
  TOKEN_ISSUER: z.string({ error: "is required: the `iss` of the tokens" }),
  TOKEN_AUDIENCE: z.string({ error: "is required: the `aud` of the tokens" }),
  TOKEN_SECRET: z.optional(
    z
      .string()
      .check(z.refine((text) => new TextEncoder().encode(text).length >= 32, { error: "must have at least 32 bytes" })),
  ),
  TOKEN_JWKS: z.optional(z.string().check(z.refine(isJwks, { error: "must be a JSON Web Key Set" }))),
  TOKEN_JWKS_URL: z.optional(url("https:", "http:")),
  TOKEN_MAX_LIFETIME_S: z.optional(
    z.string().check(z.refine((text) => /^[1-9]\d{0,6}$/.test(text), { error: "must be a number of seconds" })),
  ),
  REQUESTS_PER_MINUTE: z._default(
    z.string().check(
      z.refine((text) => requestLimitsIn(text) !== null, {
        error: "must name kinds of requests and numbers (read=1200 search=600 write=300 ingest=6000)",
      }),
    ),
    "",
  ),
  ORIGINS: z._default(
    z.string().check(
      z.refine((text) => splitList(text).every(isOrigin), {
        error: "must be origins (https://crm.example), separated by commas",
      }),
    ),
    "",
  ),
  SMTP_URL: z.optional(url("smtp:", "smtps:")),
  MAIL_FROM: z.optional(
    z.string().check(z.refine((text) => sender(text) !== null, { error: "must be `Name <address>`" })),
  ),
  WEBHOOK_URL: z.optional(url("https:", "http:")),
  WEBHOOK_AUTHORIZATION: z.optional(z.string()),
  TWILIO_ACCOUNT_SID: z.optional(
    z.string().check(z.regex(/^AC[0-9a-f]{32}$/, { error: "must be AC and 32 hexadecimal digits" })),
  ),
  TWILIO_AUTH_TOKEN: z.optional(z.string()),
  TWILIO_FROM: z.optional(
    z.string().check(
      z.regex(/^(\+[1-9]\d{6,14}|MG[0-9a-f]{32})$/, {
        error: "must be a number (+353861234567) or a Messaging Service (MG and 32 hexadecimal digits)",
      }),
    ),
  ),
  TWILIO_URL: z._default(url("https:", "http:"), TWILIO_URL),
  PUBLIC_URL: z.optional(url("https:", "http:")),
  FIREBASE_SERVICE_ACCOUNT: z.optional(
    z.string().check(
      z.refine((text) => serviceAccountIn(text) !== null, {
        error: "must be the JSON of a service account's key, with project_id, client_email, private_key, token_uri",
      }),
    ),
  ),
  FIREBASE_URL: z._default(url("https:", "http:"), FIREBASE_URL),
  INTEGRATIONS: z._default(
    z.string().check(
      z.refine((text) => integrationsIn(text) !== null, {
        error:
          'must be JSON: { "<id>": { "url": "https://…", "secret": "at least 32 characters", "knowsKeys": true } }',
      }),
    ),
    "{}",
  ),
  JOURNAL_FILE: z.optional(z.string()),
  JOURNAL_URL: z.optional(url("https:", "http:")),
  JOURNAL_SECRET: z.optional(z.string().check(z.minLength(32, { error: "must have at least 32 characters" }))),
  SIGNING_KEY: z.optional(
    z.string().check(
      z.refine((text) => signingKeyIn(text) !== null, {
        error: "must be a private key, Ed25519 or P-256, as a JWK or PEM (PKCS #8)",
      }),
    ),
  ),
  SIGNING_OLD_KEYS: z._default(
    z.string().check(z.refine(isSigningKeySet, { error: "must be a JSON Web Key Set of Ed25519 or P-256 keys" })),
    '{"keys":[]}',
  ),
  WEBHOOK_KNOWS_KEYS: z._default(z.enum(["true", "false"], { error: "must be true or false" }), "false"),
});
type Environment = z.infer<typeof Environment>;

function requestLimitsIn(text: string): RequestLimits | null {
  const limits: Record<string, number> = { ...usualRequestLimits };
  for (const pair of splitList(text)) {
    const [, kind = "", perMinute] = /^(\w+)=(\d{1,6})$/.exec(pair) ?? [];
    if (!Object.hasOwn(limits, kind)) return null;
    limits[kind] = Number(perMinute);
  }
  return limits as typeof usualRequestLimits;
}

function integrationsIn(text: string): Settings["integrations"] | null {
  try {
    const result = z.record(z.string(), IntegrationSettings).safeParse(JSON.parse(text));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

function serviceAccountIn(text: string): ServiceAccount | null {
  try {
    const result = Account.safeParse(JSON.parse(text));
    const isRsa = result.success && createPrivateKey(result.data.private_key).asymmetricKeyType === "rsa";
    return isRsa ? result.data : null;
  } catch {
    return null;
  }
}

function isJwks(text: string): boolean {
  try {
    return Array.isArray((JSON.parse(text) as { keys?: unknown }).keys);
  } catch {
    return false;
  }
}

function isSigningKeySet(text: string): boolean {
  return isJwks(text) && (JSON.parse(text) as JSONWebKeySet).keys.every((key) => algorithmOf(key) !== undefined);
}

function signingKeyIn(text: string): JWK | null {
  try {
    const given = text.trimStart().startsWith("{") ? (JSON.parse(text) as JWK) : null;
    const key = createPrivateKey(given ? { key: given as JsonWebKey, format: "jwk" } : text);
    const jwk = key.export({ format: "jwk" }) as JWK;
    if (algorithmOf(jwk) === undefined) return null;
    return given?.kid === undefined ? jwk : { ...jwk, kid: given.kid };
  } catch {
    return null;
  }
}

function sender(text: string): { name: string; address: string } | null {
  const [, name = "", address = ""] = /^([^<>]+)<([^<>\s@]+@[^<>\s@]+)>$/.exec(text.trim()) ?? [];
  return name.trim() && address ? { name: name.trim(), address } : null;
}

const read = (environment: Readonly<Record<string, string | undefined>>): Environment => {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = Environment.safeParse(given);
  if (result.success) return result.data;
  throw new SettingsError(result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("\n"));
};

const keysOf = (environment: Environment): TokenKeys => {
  const {
    TOKEN_SECRET: secret,
    TOKEN_JWKS: jwks,
    TOKEN_JWKS_URL: jwksUrl,
    TOKEN_MAX_LIFETIME_S: maxLifetimeS,
  } = environment;
  if ([secret, jwks, jwksUrl].filter((way) => way !== undefined).length !== 1)
    throw new SettingsError("Set exactly one of TOKEN_SECRET, TOKEN_JWKS and TOKEN_JWKS_URL.");
  return {
    issuer: environment.TOKEN_ISSUER,
    audience: environment.TOKEN_AUDIENCE,
    ...(secret && { secret }),
    ...(jwks && { jwks: JSON.parse(jwks) as JSONWebKeySet }),
    ...(jwksUrl && { jwksUrl }),
    ...(maxLifetimeS !== undefined && { maxLifetimeS: Number(maxLifetimeS) }),
  };
};

const smtpOf = ({ SMTP_URL: address, MAIL_FROM: from }: Environment): Settings["smtp"] => {
  const named = from === undefined ? null : sender(from);
  if (!address) return null;
  if (!named) throw new SettingsError("MAIL_FROM is required where SMTP_URL is set: the sender that members see.");
  return { url: address, from: named };
};

const webhookOf = ({
  WEBHOOK_URL: address,
  WEBHOOK_AUTHORIZATION: authorization,
  WEBHOOK_KNOWS_KEYS: knowsKeys,
}: Environment): Settings["webhook"] =>
  address
    ? { url: address, headers: authorization ? { Authorization: authorization } : {}, knowsKeys: knowsKeys === "true" }
    : null;

const twilioOf = (environment: Environment): Settings["twilio"] => {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = environment;
  if (accountSid === undefined) return null;
  if (!authToken || !from)
    throw new SettingsError("TWILIO_AUTH_TOKEN and TWILIO_FROM are required where TWILIO_ACCOUNT_SID is set.");
  const publicUrl = environment.PUBLIC_URL?.replace(/\/$/, "") ?? null;
  return { accountSid, authToken, from, url: environment.TWILIO_URL.replace(/\/$/, ""), publicUrl };
};

const firebaseOf = ({ FIREBASE_SERVICE_ACCOUNT: text, FIREBASE_URL: address }: Environment): Settings["firebase"] => {
  const account = text === undefined ? null : serviceAccountIn(text);
  return account && { account, url: address.replace(/\/$/, "") };
};

const journalOf = ({
  JOURNAL_FILE: path,
  JOURNAL_URL: address,
  JOURNAL_SECRET: secret,
}: Environment): Settings["journal"] => {
  const file = path ?? null;
  if (!address) return { file, webhook: null };
  if (!secret) throw new SettingsError("JOURNAL_SECRET is required where JOURNAL_URL is set.");
  return { file, webhook: { url: address, secret } };
};

const signingOf = ({ SIGNING_KEY: text, SIGNING_OLD_KEYS: old }: Environment): SigningKeys | null => {
  const key = text === undefined ? null : signingKeyIn(text);
  return key && { key, oldKeys: JSON.parse(old) as JSONWebKeySet };
};

/** Reads the environment; an empty variable counts as unset. Throws `SettingsError`. */
export const readSettings = (variables: Readonly<Record<string, string | undefined>>): Settings => {
  const environment = read(variables);
  return {
    host: environment.HOST,
    port: Number(environment.PORT),
    databaseUrl: environment.DATABASE_URL ?? null,
    databaseConnections: Number(environment.DATABASE_CONNECTIONS),
    databaseTimeoutMs: Number(environment.DATABASE_TIMEOUT_MS),
    dataDir: environment.DATA_DIR,
    keepAliveTimeoutMs: Number(environment.KEEP_ALIVE_TIMEOUT_MS),
    keys: keysOf(environment),
    requestLimits: requestLimitsIn(environment.REQUESTS_PER_MINUTE) ?? usualRequestLimits,
    origins: splitList(environment.ORIGINS),
    smtp: smtpOf(environment),
    webhook: webhookOf(environment),
    twilio: twilioOf(environment),
    firebase: firebaseOf(environment),
    integrations: integrationsIn(environment.INTEGRATIONS) ?? {},
    journal: journalOf(environment),
    signing: signingOf(environment),
  };
};
