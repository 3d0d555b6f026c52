import { sql } from "kysely";
import type { Clock } from "../../clock.js";
import type { GatewayDatabase } from "../schema.js";

/** How fast an endpoint takes calls. */
export interface Pace {
  /** One more is earned after so many milliseconds; 0: at once. */
  readonly everyMs: number;
  /** How many may come at once. */
  readonly burst: number;
}

interface TurnsGround {
  readonly tenant: string;
  readonly database: GatewayDatabase;
  readonly clock: Clock;
}

/**
 * Whose turn it is to call the vendor: one row for each of its endpoints, by which all processes on the database go. Their
 * clocks have to agree as those of servers do.
 */
export class VendorTurns {
  readonly #ground: TurnsGround;

  constructor(ground: TurnsGround) {
    this.#ground = ground;
  }

  /**
   * Takes the next turn; answers in how many milliseconds it comes. One that is farther off than `patienceMs` is not taken.
   */
  async take(
    endpoint: string,
    { everyMs, burst }: Pace,
    patienceMs: number,
  ): Promise<{ readonly isTaken: boolean; readonly inMs: number }> {
    const { tenant, database } = this.#ground;
    const now = this.#now();
    const earlier = burst * everyMs;
    const { rows } = await sql<{ earned_ms: number }>`
      insert into vendor_turn (tenant, endpoint, earned_ms) values (${tenant}, ${endpoint}, ${now + everyMs})
      on conflict (tenant, endpoint) do update set earned_ms = greatest(vendor_turn.earned_ms, ${now}) + ${everyMs}
        where greatest(vendor_turn.earned_ms, ${now}) + ${everyMs} <= ${now + earlier + patienceMs}
      returning earned_ms`.execute(database);
    const [taken] = rows;
    const earned = taken?.earned_ms ?? (await this.#earned(endpoint)) + everyMs;
    return { isTaken: taken !== undefined, inMs: Math.max(0, earned - earlier - now) };
  }

  /** Nobody's turn comes for so long, and then it is one at a time. */
  async close(endpoint: string, { everyMs, burst }: Pace, forMs: number): Promise<void> {
    const { tenant, database } = this.#ground;
    const until = this.#now() + forMs + Math.max(0, burst - 1) * everyMs;
    await sql`
      insert into vendor_turn (tenant, endpoint, earned_ms) values (${tenant}, ${endpoint}, ${until})
      on conflict (tenant, endpoint) do update set earned_ms = greatest(vendor_turn.earned_ms, excluded.earned_ms)`.execute(
      database,
    );
  }

  async #earned(endpoint: string): Promise<number> {
    const { tenant, database } = this.#ground;
    const row = await database
      .selectFrom("vendor_turn")
      .select("earned_ms")
      .where("tenant", "=", tenant)
      .where("endpoint", "=", endpoint)
      .executeTakeFirst();
    return row?.earned_ms ?? this.#now();
  }

  #now(): number {
    return this.#ground.clock.now().getTime();
  }
}
