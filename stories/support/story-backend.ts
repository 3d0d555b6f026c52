import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { operators, type OperatorKey } from "../../examples/host/operators.js";
import type { Client } from "../../sdk/client/client.js";
import { createClient } from "../../sdk/client/create-client.js";
import { createApp, type App } from "../../server/app.js";
import { openPglite } from "../../server/postgres/pglite.js";
import { seedTenant } from "../../server/seed/index.js";
import { faultless, type Fault } from "./faults.js";
import { counted } from "./quiet.js";

/** What a story may ask of its backend, as its `parameters.kit`. */
export interface KitParameters {
  /** Who is signed in; Dana, in support, by default. */
  operator?: OperatorKey;
  /** What goes wrong between the page and its backend. */
  fault?: Fault;
  /** Whether the host has one more token for the operator, which soon ends, and then no other. */
  signsOut?: boolean;
}

const start = Date.parse("2026-11-21T10:00:00Z");
const clock = { now: () => new Date(start + performance.now()) };
const keys = {
  issuer: "https://crm.example",
  audience: "memberkit-stories",
  secret: "the page is both the host and the backend",
};

/** Takes every message, and sends none. */
const outbox = { knowsKeys: true, send: () => Promise.resolve({ state: "delivered" as const, providerId: "story" }) };

const openDatabase = async () => {
  const dump = await fetch("database.tar.gz");
  return openPglite(undefined, { loadDataDir: await dump.blob() });
};

/** The server itself, in the page: one for all stories. */
let server: Promise<{ app: App; seed: (tenant: string) => Promise<void> }> | undefined;
const startServer = async () => {
  const database = await openDatabase();
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const signing = { key: await exportJWK(privateKey) };
  const app = createApp({ database, clock, keys, signing, deliver: { sms: outbox, email: outbox, push: outbox } });
  const tell = (): void => {
    const again = () => setTimeout(tell, 1_000);
    app.tellChanges().then(again, again);
  };
  tell();
  return { app, seed: (tenant: string) => seedTenant(database, tenant, { now: new Date(start) }) };
};

/** How long a token is taken, and how long one that soon ends says it lives. */
const [LIFE_MS, SHORT_MS] = [300_000, 1_000];

/** One that soon ends is issued in the future: so it is taken all the same, however slow the machine. */
const mint = ({ sub, ...claims }: (typeof operators)[OperatorKey], tenant: string, lifeMs: number) =>
  new SignJWT({ ...claims, tenant })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(keys.issuer)
    .setAudience(keys.audience)
    .setSubject(sub)
    .setIssuedAt(new Date(clock.now().getTime() + LIFE_MS - lifeMs))
    .setExpirationTime(new Date(clock.now().getTime() + LIFE_MS))
    .sign(new TextEncoder().encode(keys.secret));

/** What the server answers. What is due is done where somebody waits for it: elsewhere the server's timer does. */
const answered = async (app: App, request: Request): Promise<Response> => {
  if (/\/certificate$|\/jobs\/[^/]+$/.test(request.url)) await app.runDueWork();
  const response = await app.fetch(request);
  if (request.url.endsWith("/bulk-actions")) await app.runDueWork();
  return response;
};

/** The host, as far as it answers tokens. */
const tokensOf = (who: (typeof operators)[OperatorKey], tenant: string, signsOut = false) => {
  let answered = 0;
  return async () => {
    if (!signsOut || ++answered === 1) return mint(who, tenant, LIFE_MS);
    if (answered === 2) return mint(who, tenant, SHORT_MS);
    throw new Error("The operator is signed out.");
  };
};

let opened = 0;

/** The clients of a story. */
export interface StoryClients {
  readonly client: Client;
  /** What another operator works with, elsewhere: no fault stands in its way. */
  readonly elsewhere: Client;
}

/** Seeds a program for one story and answers clients of it. */
const openTenant = async (
  story: string,
  { operator = "dana", fault, signsOut }: KitParameters,
): Promise<StoryClients> => {
  const { app, seed } = await (server ??= startServer());
  const tenant = `${story.slice(0, 50)}-${++opened}`;
  await seed(tenant);
  const answer = (request: Request) => counted(answered(app, request));
  const clientOf = (who: OperatorKey, how: Fault, views: boolean) =>
    createClient({
      baseUrl: `https://${tenant}.example/v1`,
      getToken: tokensOf(operators[who], tenant, signsOut),
      fetch: how(answer),
      views,
    });
  return {
    // A fault is one route's.
    client: clientOf(operator, fault ?? faultless, !fault),
    elsewhere: clientOf(operator === "ari" ? "kim" : "ari", faultless, false),
  };
};

let current: { story: string; clients: Promise<StoryClients> } | undefined;

/** A story keeps its program while it is shown, whatever its controls; one that is opened again begins anew. */
export const openStory = (story: string, parameters: KitParameters = {}): Promise<StoryClients> => {
  if (current?.story !== story) current = { story, clients: openTenant(story, parameters) };
  return current.clients;
};
