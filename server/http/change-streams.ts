import type { Clock } from "../clock.js";
import type { Operator } from "../domain/operator.js";
import { RefusalError } from "../domain/refusal.js";
import type { Database } from "../postgres/database.js";
import { isToldTo, type Look, lookAfter, lookBack, lookFrom, lookSince, type Seen } from "../read/changes.js";

/** Who listens, and to what. */
interface Listening {
  readonly operator: Operator;
  /** When their token ends. */
  readonly until: Date;
  /** The cursor that they resume from; undefined: they begin. */
  readonly after: string | undefined;
  /** The members that they ask for; null: all. */
  readonly only: ReadonlySet<string> | null;
}

/** Streams that one process keeps open at most, and of these those of one operator. */
const MOST_STREAMS = 2_000;
const MOST_OF_OPERATOR = 20;

/** How long a stream may be silent, in milliseconds: proxies close what is silent for a minute. */
const SILENCE_MS = 15_000;

/** Bytes that a slow reader may leave behind. Then the stream ends, and is resumed once they can be read. */
const MOST_BEHIND = 65_536;

const encoder = new TextEncoder();

/** One open stream. */
class ChangeStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly listening: Listening;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #toldAt: number;
  /** What was found since it was opened, until it is told what came before; null: it was told. */
  #held: Look[] | null = [];
  #hasEnded = false;

  constructor(listening: Listening, now: Date, left: () => void) {
    this.listening = listening;
    this.#toldAt = now.getTime();
    this.body = new ReadableStream(
      { start: (controller) => void (this.#controller = controller), cancel: left },
      { highWaterMark: MOST_BEHIND, size: ({ byteLength }) => byteLength },
    );
  }

  /** Tells what came before it was opened, and what was found meanwhile. */
  begin(look: Look, now: Date): void {
    const held = this.#held ?? [];
    this.#held = null;
    this.#send(this.#events(look), look, now);
    for (const each of held) this.tell(each, now);
  }

  /** Tells what a look found, if that is anything to them, or how far it has come, if they were told nothing for long. */
  tell(look: Look, now: Date): void {
    if (this.#held) {
      this.#held.push(look);
      return;
    }
    const events = this.#events(look);
    if (events || now.getTime() - this.#toldAt >= SILENCE_MS) this.#send(events, look, now);
  }

  /** Whether it is over: its token has ended, or its reader is too slow. */
  isOver(now: Date): boolean {
    return this.listening.until <= now || (this.#controller?.desiredSize ?? 0) <= 0;
  }

  end(): void {
    this.#hasEnded = true;
    this.#controller?.close();
  }

  #events({ changes }: Look): string {
    if (changes === null) return "event: changes.lost\ndata: {}\n\n";
    const { operator, only } = this.listening;
    return changes
      .filter((change) => isToldTo(operator, change) && (change.kind === "job" || !only || only.has(change.id)))
      .map(({ kind, id, operations }) => {
        const data = { id, ...(operations && kind === "member" && { operations }) };
        return `event: ${kind}.updated\ndata: ${JSON.stringify(data)}\n\n`;
      })
      .join("");
  }

  /** The cursor comes last: a stream that breaks off midway is resumed before all of it. */
  #send(events: string, { cursor }: Look, now: Date): void {
    // It may end before it has begun: the process stops.
    if (this.#hasEnded) return;
    this.#toldAt = now.getTime();
    this.#controller?.enqueue(encoder.encode(`${events}id: ${cursor}\n\n`));
  }
}

/** The streams of one tenant, and what was looked at for all of them. */
interface Listened {
  readonly streams: Set<ChangeStream>;
  /** What was seen by the last look. */
  seen: Promise<Seen>;
}

/**
 * The streams that this process keeps open. Each tenant is looked at once for all that listen; other processes look for
 * theirs, and nobody has to tell anybody.
 */
export class ChangeStreams {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #tenants = new Map<string, Listened>();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * Opens a stream: what came before it is its first event. Throws `rate-limited` where there are too many, of all or of
   * this operator.
   */
  async open(listening: Listening): Promise<ReadableStream<Uint8Array>> {
    this.#assertRoom(listening.operator);
    const { tenant } = listening.operator;
    const listened = this.#listenedOf(tenant);
    const stream = new ChangeStream(listening, this.#clock.now(), () => this.#leave(tenant, stream));
    listened.streams.add(stream);
    try {
      // Looks begin before what it is told first is read: nothing falls between the two.
      await listened.seen;
      const { after } = listening;
      const now = this.#clock.now();
      const before =
        after === undefined
          ? await lookBack(this.#database, tenant, now)
          : await lookAfter(this.#database, tenant, after, now);
      stream.begin(before, now);
    } catch (error) {
      this.#leave(tenant, stream);
      throw error;
    }
    return stream.body;
  }

  /** Looks at what has changed for each tenant of which anybody listens, and tells them. */
  async tell(): Promise<void> {
    const told = await Promise.allSettled([...this.#tenants].map(([tenant, listened]) => this.#tell(tenant, listened)));
    for (const each of told) if (each.status === "rejected") throw each.reason;
  }

  /** Ends all of them. */
  end(): void {
    for (const [tenant, { streams }] of this.#tenants) for (const stream of streams) this.#end(tenant, stream);
  }

  async #tell(tenant: string, listened: Listened): Promise<void> {
    const seen = await listened.seen;
    const now = this.#clock.now();
    const look = await lookSince(this.#database, tenant, seen, now);
    listened.seen = Promise.resolve(look.seen);
    for (const stream of listened.streams) {
      stream.tell(look, now);
      if (stream.isOver(now)) this.#end(tenant, stream);
    }
  }

  #listenedOf(tenant: string): Listened {
    const known = this.#tenants.get(tenant);
    if (known) return known;
    const seen = lookFrom(this.#database, tenant, this.#clock.now()).then((look) => look.seen);
    const listened: Listened = { streams: new Set(), seen };
    seen.catch(() => this.#forget(tenant, listened));
    this.#tenants.set(tenant, listened);
    return listened;
  }

  #forget(tenant: string, listened: Listened): void {
    if (this.#tenants.get(tenant) === listened) this.#tenants.delete(tenant);
  }

  #assertRoom({ tenant, id }: Operator): void {
    const counts = [...this.#tenants.values()].map(({ streams }) => streams.size);
    const own = [...(this.#tenants.get(tenant)?.streams ?? [])].filter(({ listening }) => listening.operator.id === id);
    const isFull = counts.reduce((sum, count) => sum + count, 0) >= MOST_STREAMS;
    if (isFull || own.length >= MOST_OF_OPERATOR)
      throw new RefusalError("rate-limited", "Too many pages listen already.");
  }

  #end(tenant: string, stream: ChangeStream): void {
    stream.end();
    this.#leave(tenant, stream);
  }

  #leave(tenant: string, stream: ChangeStream): void {
    const listened = this.#tenants.get(tenant);
    listened?.streams.delete(stream);
    if (listened?.streams.size === 0) this.#forget(tenant, listened);
  }
}
