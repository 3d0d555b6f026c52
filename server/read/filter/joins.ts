import { type RawBuilder, sql } from "kysely";

/** By which days conditions go. */
export interface Calendar {
  readonly timeZone: string;
  /** `YYYY-MM-DD`, by the server's clock. */
  readonly today: string;
  /** The instant itself, ISO 8601. */
  readonly now: string;
}

/** The tables that a condition, a column or a sort looks into beside `member`, each joined once. */
export class Joins {
  readonly #clauses = new Map<string, { readonly alias: RawBuilder<unknown>; readonly clause: RawBuilder<unknown> }>();
  readonly tenant: string;
  readonly calendar: Calendar;

  constructor(tenant: string, calendar: Calendar) {
    this.tenant = tenant;
    this.calendar = calendar;
  }

  /**
   * The alias of a table with at most one row a member, as `which` says. It never takes a member away.
   *
   * @param name what it is joined for: the same name is joined once
   */
  one(
    table: "account" | "member_attribute" | "consent",
    name: string,
    which: (alias: RawBuilder<unknown>) => RawBuilder<unknown>,
  ): RawBuilder<unknown> {
    return this.#join(sql`left join`, table, name, which);
  }

  /** The member's profile: whoever is not erased has one. */
  profile(): RawBuilder<unknown> {
    return this.#join(sql`join`, "profile", "profile", () => sql``);
  }

  /** The name in its normal form, by which everybody is listed: read in the order of its index where that helps. */
  name(): RawBuilder<unknown> {
    return this.#join(sql`join`, "member_lookup", "name", (alias) => sql`and ${alias}.kind = 'name'`);
  }

  /** One row for each member whom a question over many rows finds, as it is asked; others have none. */
  window(question: RawBuilder<unknown>): RawBuilder<unknown> {
    const alias = sql.raw(`j${this.#clauses.size}`);
    const clause = sql`left join (${question}) as ${alias} on ${alias}.member_id = m.id`;
    this.#clauses.set(`window ${this.#clauses.size}`, { alias, clause });
    return alias;
  }

  #join(
    how: RawBuilder<unknown>,
    table: string,
    name: string,
    which: (alias: RawBuilder<unknown>) => RawBuilder<unknown>,
  ): RawBuilder<unknown> {
    const known = this.#clauses.get(name);
    if (known) return known.alias;
    const alias = sql.raw(`j${this.#clauses.size}`);
    const clause = sql`${how} ${sql.table(table)} as ${alias}
      on ${alias}.tenant = ${this.tenant} and ${alias}.member_id = m.id ${which(alias)}`;
    this.#clauses.set(name, { alias, clause });
    return alias;
  }

  get sql(): RawBuilder<unknown> {
    return sql.join(
      [...this.#clauses.values()].map(({ clause }) => clause),
      sql` `,
    );
  }
}
