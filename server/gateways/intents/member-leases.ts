import { sql } from "kysely";
import { RefusalError } from "../../domain/refusal.js";
import type { GatewayContext } from "../context.js";

/** A member whom this process has for itself. */
export interface Lease {
  /** Has them for another while. @throws RefusalError `operation-in-progress` where somebody else has them by now */
  renew(): Promise<void>;
}

/** How long a process asks for a member whom another one has, and how often, in milliseconds. */
const OTHERS_MS = 1_000;
const ASK_AGAIN_MS = 50;

const ignore = (): void => undefined;

const busy = (): RefusalError =>
  new RefusalError("operation-in-progress", "Something else is being done to this member. Try again in a moment.");

/**
 * One act on a member at a time, in this process and in all on its database: the calls of two would cross at the vendor, and
 * each receipt would tell of both.
 */
export class MemberLeases {
  readonly #context: GatewayContext;
  readonly #holder = crypto.randomUUID();
  /** By member, those of this process who have them or wait for them. */
  readonly #queues = new Map<string, { last: Promise<void>; length: number }>();

  constructor(context: GatewayContext) {
    this.#context = context;
  }

  /**
   * Does something while nobody else acts on the member.
   * @param mostBefore how many of this process may come first
   * @throws RefusalError `operation-in-progress`
   */
  async hold<T>(memberId: string, mostBefore: number, use: (lease: Lease) => Promise<T>): Promise<T> {
    const queue = this.#queues.get(memberId) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length > mostBefore) throw busy();
    this.#queues.set(memberId, queue);
    queue.length++;
    const mine = queue.last.then(() => this.#alone(memberId, use));
    queue.last = mine.then(ignore, ignore);
    return mine.finally(() => {
      queue.length--;
      if (queue.length === 0) this.#queues.delete(memberId);
    });
  }

  async #alone<T>(memberId: string, use: (lease: Lease) => Promise<T>): Promise<T> {
    await this.#acquire(memberId);
    return use({ renew: () => this.#renew(memberId) }).finally(() => this.#release(memberId));
  }

  async #acquire(memberId: string): Promise<void> {
    for (let waited = 0; !(await this.#take(memberId)); waited += ASK_AGAIN_MS) {
      if (waited >= OTHERS_MS) throw busy();
      await this.#context.pause(ASK_AGAIN_MS);
    }
  }

  async #take(memberId: string): Promise<boolean> {
    const { database, tenant, clock, leaseMs } = this.#context;
    const now = clock.now();
    const until = new Date(now.getTime() + leaseMs);
    const { rows } = await sql`
      insert into member_lease (tenant, member_id, holder, until)
      values (${tenant}, ${memberId}, ${this.#holder}, ${until.toISOString()}::timestamptz)
      on conflict (tenant, member_id) do update set holder = excluded.holder, until = excluded.until
        where member_lease.until <= ${now.toISOString()}::timestamptz or member_lease.holder = excluded.holder
      returning holder`.execute(database);
    return rows.length > 0;
  }

  async #renew(memberId: string): Promise<void> {
    if (!(await this.#take(memberId))) throw busy();
  }

  async #release(memberId: string): Promise<void> {
    const { database, tenant } = this.#context;
    await database
      .deleteFrom("member_lease")
      .where("tenant", "=", tenant)
      .where("member_id", "=", memberId)
      .where("holder", "=", this.#holder)
      .execute();
  }
}
