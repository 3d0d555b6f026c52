import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import v8 from "node:v8";
import vm from "node:vm";
import { createClient } from "../../../sdk/client/create-client.js";
import { eventsOf } from "../../../sdk/client/event-stream.js";
import type { Changes, Client } from "../../../sdk/index.js";
import { people } from "../../../server/seed/index.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";
import { json, memoryKeys, problem, standingTime, type StandingTime, until } from "./scripted.js";

/** As much of a page as decides whether anybody is told. */
class Page extends EventTarget {
  visibilityState = "visible";
  readonly #listening = new Set<unknown>();
  get listeners(): number {
    return this.#listening.size;
  }
  override addEventListener(...listening: Parameters<EventTarget["addEventListener"]>): void {
    this.#listening.add(listening[1]);
    super.addEventListener(...listening);
  }
  override removeEventListener(...listening: Parameters<EventTarget["removeEventListener"]>): void {
    this.#listening.delete(listening[1]);
    super.removeEventListener(...listening);
  }
  show(state: "visible" | "hidden"): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let backend: TestBackend;
let tenant: string;
let other: Caller;
let page: Page;
before(async () => {
  backend = await startBackend();
});
after(() => backend.close());
beforeEach(async () => {
  tenant = await backend.seed();
  other = await backend.as({ tenant, operator: "dana" });
  page = new Page();
  Object.assign(globalThis, { document: page });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, "document");
});

const input = { currency: "points", amount: 1 };
/** Another operator adds a point. */
const addTo = async (memberId: string) => {
  const { status, text } = await other(`/members/${memberId}/actions/add`, input);
  assert.equal(status, 200, text);
};

interface Started {
  readonly client: Client;
  readonly changes: Changes;
  readonly time: StandingTime;
  /** The queries of the streams that were asked for. */
  readonly asked: URLSearchParams[];
  /** All other requests. */
  readonly reads: string[];
  /** The members that went stale. */
  readonly stale: (string | null)[];
}

type Answer = (request: Request) => Response | undefined | Promise<Response | undefined>;

const start = async (answer: Answer = () => undefined): Promise<Started> => {
  const time = standingTime(backend.clock.now().getTime());
  const asked: URLSearchParams[] = [];
  const reads: string[] = [];
  const stale: (string | null)[] = [];
  const client = createClient(
    {
      baseUrl: backend.baseUrl,
      getToken: () => backend.tokenFor({ tenant }),
      keys: memoryKeys(),
      fetch: async (request) => {
        const { pathname, searchParams } = new URL(request.url);
        if (pathname.endsWith("/changes")) asked.push(searchParams);
        else reads.push(pathname);
        return (await answer(request)) ?? backend.app.fetch(request);
      },
    },
    time,
  );
  client.onStale((memberId) => stale.push(memberId));
  return { client, changes: await client.changes(), time, asked, reads, stale };
};

/** Lets time pass, a millisecond at a time, until something holds. */
const passing = async (time: StandingTime, holds: () => boolean): Promise<void> => {
  for (let turns = 0; !holds(); turns++) {
    if (turns > 30_000) throw new Error(`waited in vain for ${String(holds)}`);
    await time.advance(1);
  }
};

/** A client that listens to Noa. */
const listening = async (answer?: Answer) => {
  const started = await start(answer);
  let told = 0;
  const stop = started.changes.watch(people.noa, () => told++);
  await until(() => started.changes.isLive);
  return { ...started, stop, told: () => told };
};

test("what another operator does makes the member stale, once; what this client did itself is told by its own write", async () => {
  const { client, stale, told, stop } = await listening();
  await addTo(people.noa);
  await addTo(people.mila);
  await backend.app.tellChanges();
  await until(() => told() === 1);
  assert.deepEqual(stale, [people.noa]);

  await client.actions.add(people.noa, input);
  await addTo(people.noa);
  await backend.app.tellChanges();
  await until(() => told() === 2);
  await client.actions.add(people.noa, input);
  await backend.app.tellChanges();
  await addTo(people.noa);
  await backend.app.tellChanges();
  await until(() => told() === 3);
  assert.equal(stale.length, 5, "two writes, and three changes of others");
  stop();
});

/** A gate that is shut until it is opened. */
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};

test("what the stream tells before a write of this client is answered waits for that answer", async () => {
  const { open, opened } = gate();
  let isDone = false;
  const { client, stale, told, time, stop } = await listening(async (request) => {
    if (!request.url.endsWith("/actions/add")) return undefined;
    const response = await backend.app.fetch(request);
    await backend.app.tellChanges();
    isDone = true;
    await opened;
    return response;
  });
  const first = client.actions.add(people.noa, input);
  await until(() => isDone);
  await time.advance(1_000);
  assert.deepEqual([stale, told()], [[], 0]);
  open();
  await first;
  await addTo(people.noa);
  await backend.app.tellChanges();
  await until(() => told() === 1);
  assert.equal(stale.length, 2, "a write, and a change of others");
  stop();
});

test("what others did is told even where a write of this client is refused meanwhile", async () => {
  const { open, opened } = gate();
  const { client, told, time, stop } = await listening(async (request) => {
    if (!request.url.endsWith("/actions/add")) return undefined;
    await opened;
    return backend.app.fetch(request);
  });
  const refused = assert.rejects(client.actions.add(people.noa, { ...input, amount: 0.5 }));
  await addTo(people.noa);
  await backend.app.tellChanges();
  await time.advance(1_000);
  assert.equal(told(), 0);
  open();
  await refused;
  await until(() => told() === 1);
  stop();
});

test("all who watch share one stream, which asks for what they watch and ends with the last of them", async () => {
  const { changes, asked, stop, time } = await listening();
  const stops = [changes.watch(people.noa), changes.watch(people.noa)];
  assert.deepEqual(
    asked.map((query) => query.get("members")),
    [people.noa],
  );
  stops.push(changes.watch(people.mila), changes.watch(people.layla));
  await until(() => asked.length === 2 && changes.isLive);
  assert.equal(asked[1]?.get("members"), `${people.noa} ${people.mila} ${people.layla}`);
  for (const each of [stop, ...stops]) each();
  for (const each of [stop, ...stops]) each();
  await until(() => !changes.isLive);
  assert.equal(asked.length, 2);
  await until(() => time.waiting === 0);
  assert.equal(page.listeners, 0);
});

test("a stream that ends is resumed behind what it told, with the token that is good by then", async () => {
  const tokens: string[] = [];
  const { asked, told, time, changes, stop } = await listening((request) => {
    tokens.push(request.headers.get("authorization") ?? "");
    return undefined;
  });
  backend.clock.advance(606_000);
  await backend.app.tellChanges();
  await until(() => !changes.isLive);
  other = await backend.as({ tenant });
  await addTo(people.noa);
  // The old token is refused, and a new one is asked for.
  await passing(time, () => told() === 1);
  assert.ok(asked.at(-1)?.get("after"));
  assert.notEqual(tokens.at(-1), tokens[0]);
  stop();
});

test("while the page is hidden nothing is asked; what happened meanwhile is told when it is seen", async () => {
  const { asked, reads, told, time, changes, stop } = await listening();
  page.show("hidden");
  await until(() => !changes.isLive);
  const before = reads.length;
  await addTo(people.noa);
  await time.advance(300_000);
  assert.equal(asked.length, 1);
  assert.equal(reads.length, before);
  page.show("visible");
  await until(() => told() === 1);
  stop();
});

test("who was away for too long reads all again", async () => {
  const { told, changes, stop } = await listening();
  page.show("hidden");
  await until(() => !changes.isLive);
  backend.clock.advance(601_000);
  page.show("visible");
  await until(() => told() === 1);
  stop();
});

test("failures are tried again, ever less often, and members are looked at meanwhile", async () => {
  let broken = true;
  const { client, changes, asked, time } = await start((request) =>
    broken && request.url.includes("/changes") ? problem("internal", 500) : undefined,
  );
  let told = 0;
  const stop = changes.watch(people.noa, () => told++);
  await until(() => asked.length === 1);
  const seconds = async (count: number) => {
    for (let second = 0; second < count; second++) await time.advance(1_000);
  };
  await seconds(600);
  assert.ok(asked.length > 15 && asked.length < 30, `${asked.length} attempts in ten minutes`);
  await client.members.get(people.noa);
  await addTo(people.noa);
  await seconds(40);
  await until(() => told === 1);
  broken = false;
  await seconds(40);
  await until(() => changes.isLive);
  stop();
});

test("members of a list are told of by the stream that is there already, once, and by nothing else", async () => {
  let broken = false;
  const { changes, asked, reads, stale, time, told, stop } = await listening((request) =>
    broken && request.url.includes("/changes") ? problem("internal", 500) : undefined,
  );
  const ends = [changes.watchAll([people.noa, people.mila]), changes.watchAll([people.layla])];
  await until(() => asked.length === 2 && changes.isLive);
  assert.equal(asked[1]?.get("members"), `${people.noa} ${people.mila} ${people.layla}`);
  assert.ok(changes.watches(people.layla));
  await addTo(people.layla);
  await addTo(people.noa);
  await backend.app.tellChanges();
  await until(() => told() === 1);
  assert.deepEqual(stale.toSorted(), [people.noa, people.layla].toSorted());
  stop();
  // Whoever is looked at where the stream is broken is read: it is nobody of a list.
  broken = true;
  const { length } = reads;
  page.show("hidden");
  await until(() => !changes.isLive);
  page.show("visible");
  for (let second = 0; second < 200; second++) await time.advance(1_000);
  assert.ok(asked.length > 4);
  assert.deepEqual(reads.slice(length), []);
  for (const end of [...ends, ...ends]) end();
  await until(() => time.waiting === 0);
  assert.equal(page.listeners, 0);
});

test("a stream that falls silent is given up, and resumed", async () => {
  const { asked, time, changes, stop } = await listening();
  await time.advance(40_000);
  await passing(time, () => asked.length === 2 && changes.isLive);
  stop();
});

test("too many streams are waited for as long as the backend asks", async () => {
  const { asked, changes, time } = await start((request) =>
    request.url.includes("/changes") ? problem("rate-limited", 429, { "retry-after": "10" }) : undefined,
  );
  const stop = changes.watch(people.noa);
  await until(() => asked.length === 1);
  await time.advance(9_000);
  assert.equal(asked.length, 1);
  await passing(time, () => asked.length === 2);
  stop();
});

for (const [how, answer] of [
  ["has no such module", undefined],
  ["has the module and no route", () => problem("not-found", 404)],
  ["answers a page in its place", () => new Response("<html>", { headers: { "content-type": "text/html" } })],
] as const)
  test(`a backend that ${how} is looked at each half minute, and only what has changed is told`, async () => {
    const { changes, time, reads, asked } = await start(async (request) => {
      if (request.url.includes("/changes")) return answer?.();
      const response = await backend.app.fetch(request.clone());
      if (answer || !request.url.endsWith("/capabilities")) return response;
      const capabilities = (await response.json()) as { modules: string[] };
      return json({ ...capabilities, modules: capabilities.modules.filter((module) => module !== "changes") });
    });
    let told = 0;
    const stop = changes.watch(people.noa, () => told++);
    await until(() => reads.some((path) => path.endsWith("/member-views")));
    await time.advance(95_000);
    assert.equal(told, 0);
    assert.equal(reads.filter((path) => path.endsWith("/member-views")).length, 4);
    await addTo(people.noa);
    await time.advance(31_000);
    await until(() => told === 1);
    assert.ok(asked.length <= 1);
    stop();
    await until(() => time.waiting === 0);
  });

test("tenants are told of their own members only", async () => {
  const { told, stop } = await listening();
  const foreign = await backend.as({ tenant: await backend.seed() });
  await foreign(`/members/${people.noa}/actions/add`, input);
  await addTo(people.noa);
  await backend.app.tellChanges();
  await until(() => told() === 1);
  stop();
});

test("24 hours and 10,000 changes leave no timer, listener, stream or memory behind", async () => {
  v8.setFlagsFromString("--expose-gc");
  const collect = vm.runInNewContext("gc") as () => void;
  const frame = new TextEncoder();
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  let opened = 0;
  let left = 0;
  const { changes, client, time } = await start((request) => {
    if (!request.url.includes("/changes")) return undefined;
    opened++;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (stream = controller),
      cancel: () => {
        left++;
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  });
  let told = 0;
  let reread = 0;
  client.onStale(() => reread++);
  const stop = changes.watch(people.noa, () => told++);
  await until(() => changes.isLive);
  const resting = { waiting: time.waiting, listeners: page.listeners };
  const send = async (from: number, count: number): Promise<void> => {
    for (let index = from; index < from + count; index++) {
      const data = JSON.stringify({ id: people.noa, operations: [`op_${index}`] });
      stream?.enqueue(frame.encode(`event: member.updated\ndata: ${data}\n\nid: ${index}\n\n`));
    }
    await until(() => told === from + count);
  };
  /** Ten minutes: a tenth of an hour's changes, heartbeats, and the end of a token. */
  const live = async (round: number): Promise<void> => {
    const count = Math.ceil((round + 1) * (10_000 / 144)) - Math.ceil(round * (10_000 / 144));
    await send(told, count);
    for (let beat = 0; beat < 30; beat++) {
      stream?.enqueue(frame.encode(`id: beat-${round}-${beat}\n\n`));
      await time.advance(20_000);
    }
    const before = opened;
    if (round % 3 === 0) page.show("hidden");
    if (round % 3 === 0) page.show("visible");
    else stream?.close();
    await passing(time, () => opened > before && changes.isLive);
  };
  /** What is in use once nothing is left to collect. */
  const heap = async (): Promise<number> => {
    let least = Infinity;
    for (let look = 0; look < 8; look++) {
      await time.advance(0);
      collect();
      least = Math.min(least, process.memoryUsage().heapUsed);
    }
    return least;
  };
  for (let round = 0; round < 48; round++) await live(round);
  const before = await heap();
  for (let round = 48; round < 144; round++) await live(round);
  const grown = (await heap()) - before;
  assert.equal(told, 10_000);
  assert.equal(reread, 10_000);
  assert.deepEqual({ waiting: time.waiting, listeners: page.listeners }, resting);
  assert.ok(opened >= 144);
  assert.ok(grown < 500_000, `${grown} bytes more`);
  stop();
  await until(() => time.waiting === 0);
  assert.equal(page.listeners, 0);
  assert.ok(left > 0);
});

const parsed = async (...parts: string[]) => {
  const read = () => {
    const value = parts.shift();
    return Promise.resolve(value === undefined ? ({ done: true, value } as const) : { done: false as const, value });
  };
  const events = [];
  for await (const event of eventsOf(read)) events.push(event);
  return events;
};

test("events are read however their lines end and wherever the stream is cut", async () => {
  const text = ": a comment\r\nevent: member.updated\r\ndata: {\r\ndata:}\r\n\r\nid:7\n\ndata\nretry: 5\nother\n\n";
  const whole = [
    { id: "", type: "member.updated", data: "{\n}" },
    { id: "7", type: "message", data: "" },
    { id: "7", type: "message", data: "" },
  ];
  assert.deepEqual(await parsed(text), whole);
  assert.deepEqual(await parsed(...text.split("")), whole);
  assert.deepEqual(await parsed("event: cut"), []);
  await assert.rejects(parsed("x".repeat(200_000)), TypeError);
});

test("a job that is followed by what is told is asked about soon, then once it has moved, and not at intervals", async () => {
  const { client, changes, reads, time, stop } = await listening();
  const { jobs } = await client.bulk();
  const job = await jobs.start(await jobs.preview({ target: { memberIds: [people.noa] }, action: "add", input }));
  const followed = jobs.follow(job, { changes });
  const asked = () => reads.filter((path) => path.endsWith(job.id)).length;
  await time.advance(20_000);
  assert.equal(asked(), 1);
  await backend.app.runDueWork();
  await backend.app.tellChanges();
  assert.equal((await followed).status, "done");
  assert.equal(asked(), 2);
  stop();
});

test("a job that was over before it was listened for is seen to be over within a second", async () => {
  const { client, changes, time, stop } = await listening();
  const { jobs } = await client.bulk();
  const job = await jobs.start(await jobs.preview({ target: { memberIds: [people.noa] }, action: "add", input }));
  await backend.app.runDueWork();
  await backend.app.tellChanges();
  const followed = jobs.follow(job, { changes });
  await time.advance(1_000);
  assert.equal((await followed).status, "done");
  stop();
});

test("a job is asked about at intervals where nothing is told", async () => {
  const { client, changes, time } = await start((request) =>
    request.url.includes("/changes") ? new Response(null, { status: 404 }) : undefined,
  );
  const { jobs } = await client.bulk();
  const job = await jobs.start(await jobs.preview({ target: { memberIds: [people.noa] }, action: "add", input }));
  let isDone = false;
  const followed = jobs.follow(job, { changes }).then(() => (isDone = true));
  await backend.app.runDueWork();
  await passing(time, () => isDone);
  await followed;
});
