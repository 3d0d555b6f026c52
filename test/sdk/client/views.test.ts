import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Client, type ClientOptions, createClient, ProblemError } from "../../../sdk/index.js";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { json, problem } from "./scripted.js";

let backend: TestBackend;
let tenant: string;
let token: string;
before(async () => {
  backend = await startBackend();
  tenant = await backend.seed(undefined, 60);
  token = await backend.tokenFor({ tenant });
});
after(() => backend.close());

type Fetch = NonNullable<ClientOptions["fetch"]>;
const real: Fetch = (request) => backend.fetch(request);

/** A client, and the paths that it asked for. */
const listening = (fetch: Fetch = real, options: Partial<ClientOptions> = {}) => {
  const asked: string[] = [];
  const client = createClient({
    baseUrl: backend.baseUrl,
    getToken: () => token,
    fetch: (request) => {
      asked.push(new URL(request.url).pathname.replace("/v1", ""));
      return fetch(request);
    },
    ...options,
  });
  return { client, asked };
};

/** The answer of views, changed on its way. */
const changing =
  (change: (views: Record<string, Record<string, unknown>>[]) => unknown): Fetch =>
  async (request) => {
    const response = await real(request);
    if (!request.url.endsWith("/member-views")) return response;
    const { data } = (await response.json()) as { data: Record<string, Record<string, unknown>>[] };
    return json({ data: change(data) });
  };

/** What a profile's first view reads. */
const firstView = (client: Client, id: string) =>
  Promise.all([
    client.capabilities(),
    client.members.get(id),
    client.members.activities(id, {}).first(),
    client.members.gifts(id).first(),
    client.members.punchCards(id).first(),
  ]);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("a first view is one request, and reads what its routes read one by one", async () => {
  const { client, asked } = listening();
  const viewed = await firstView(client, "m_1048");
  assert.deepEqual(asked, ["/member-views"]);
  const single = listening(real, { views: false });
  assert.deepEqual(plain(viewed), plain(await firstView(single.client, "m_1048")));
  assert.equal(single.asked.length, 5);
  assert.match(viewed[1].etag ?? "", /^"\d+"$/);
  // The page that comes next is read by its own route.
  await viewed[2].next?.();
  assert.equal(asked.at(-1), "/members/m_1048/activities");
});

test("fifty first views are one request, in which one who isn't there fails alone", async () => {
  const { client, asked } = listening();
  const ids = (await client.members.search("", { limit: 50 }).first()).data.map(({ id }) => id);
  asked.length = 0;
  const outcomes = await Promise.allSettled([...ids, "m_never"].map((id) => firstView(client, id)));
  assert.deepEqual(asked, ["/member-views"]);
  const failed = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  assert.equal(failed.length, 1);
  assert(failed[0] instanceof ProblemError);
  assert.deepEqual([failed[0].code, failed[0].status], ["not-found", 404]);
});

test("what is read alone, narrowed, or of what can be no id, goes by its own route", async () => {
  const { client, asked } = listening();
  await client.members.get("m_1048");
  assert.deepEqual(asked.splice(0), ["/members/m_1048"]);
  const narrowed = [client.members.activities("m_1048", { type: "add" }), client.members.activities("m_1048")];
  await Promise.all(narrowed.map((list) => list.first()));
  assert.deepEqual(asked.splice(0), ["/members/m_1048/activities", "/members/m_1048/activities"]);
  await Promise.allSettled([client.members.get("a/b"), client.members.get("m_1048"), client.members.get("m_1012")]);
  assert.deepEqual(asked.sort(), ["/member-views", "/members/a%2Fb"]);
});

for (const [name, refusal] of [
  ["404", () => problem("not-found", 404)],
  ["404 in a proxy's own words", () => new Response("Cannot POST", { status: 404 })],
  ["405", () => new Response("", { status: 405 })],
  ["501", () => problem("capability-not-supported", 501)],
] as const)
  test(`a backend without views (${name}) is asked for them once, and read route by route`, async () => {
    const { client, asked } = listening(async (request) =>
      request.url.endsWith("/member-views") ? refusal() : real(request),
    );
    const [, member] = await firstView(client, "m_1048");
    assert.equal(member.value.id, "m_1048");
    assert.deepEqual([asked.length, asked[0]], [6, "/member-views"]);
    asked.length = 0;
    await firstView(client, "m_1012");
    assert.equal(asked.includes("/member-views"), false);
  });

test("a part that a view lacks, or that may come later, is read by its own route", async () => {
  const later = { status: 503, code: "unavailable", title: "", detail: "", type: "", retryable: true, requestId: "" };
  const { client, asked } = listening(
    changing((views) =>
      views.map((view) => (view.memberId ? { ...view, heldGifts: undefined, activities: { problem: later } } : view)),
    ),
  );
  const [, , activities, gifts] = await firstView(client, "m_1048");
  assert.deepEqual(asked.sort(), ["/member-views", "/members/m_1048/activities", "/members/m_1048/gifts"]);
  assert(activities.data.length > 0 && gifts.data.length > 0);
});

test("U10 a part that is not what the contract says breaks alone", async () => {
  const { client } = listening(changing((views) => views.map((view) => ({ ...view, activities: { value: 7 } }))));
  const outcomes = await Promise.allSettled([
    client.members.get("m_1048"),
    client.members.activities("m_1048").first(),
    client.members.gifts("m_1048").first(),
  ]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled"],
  );
});

test("answers that are no views are read route by route", async () => {
  for (const body of [null, 7, {}, { data: {} }, { data: [null] }, { data: [{ memberId: "m_1012" }] }]) {
    const { client } = listening(async (request) =>
      request.url.endsWith("/member-views") ? json(body) : real(request),
    );
    const [, member] = await firstView(client, "m_1048");
    assert.equal(member.value.id, "m_1048", JSON.stringify(body));
  }
});

test("U02 an abort is its own: the request goes on for the others, and is aborted with the last", async () => {
  let signal: AbortSignal | undefined;
  const { client } = listening((request) => {
    signal = request.signal;
    return new Promise(() => undefined);
  });
  const leaving = new AbortController();
  const gone = client.members.get("m_1012", { signal: leaving.signal });
  const staying = new AbortController();
  const kept = client.members.get("m_1048", { signal: staying.signal });
  while (!signal) await new Promise((resolve) => setImmediate(resolve));
  leaving.abort();
  await assert.rejects(gone, { name: "AbortError" });
  assert.equal(signal.aborted, false);
  staying.abort();
  await assert.rejects(kept, { name: "AbortError" });
  while (!signal.aborted) await new Promise((resolve) => setImmediate(resolve));
});

test("a view that began before a write is not used after it", async () => {
  const { client, asked } = listening();
  const before = client.members.get("m_1048");
  const beside = client.members.get("m_1012");
  const spendable = async (read: ReturnType<typeof client.members.get>) =>
    (await read).value.accounts.find(({ currency }) => currency === "points")?.spendable ?? 0;
  await Promise.all([before, beside]);
  const running = Promise.all([client.members.get("m_1048"), client.members.get("m_1012")]);
  const views = () => asked.filter((path) => path === "/member-views").length;
  while (views() < 2) await new Promise((resolve) => setImmediate(resolve));
  await client.actions.add("m_1048", { currency: "points", amount: 60 });
  const [fresh] = await Promise.all([spendable(client.members.get("m_1048")), client.members.get("m_1012")]);
  await running;
  assert.equal(fresh, (await spendable(before)) + 60);
  assert.equal(views(), 3);
});

test("a refused token is renewed, and the view asked for again", async () => {
  let refused = 0;
  const { client, asked } = listening(async (request) =>
    refused++ === 0 ? problem("not-authenticated", 401) : real(request),
  );
  await firstView(client, "m_1048");
  assert.deepEqual(asked, ["/member-views", "/member-views"]);
});
