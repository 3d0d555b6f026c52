import { type RawBuilder, sql } from "kysely";

/** The tables that a condition, a column or a sort looks into beside `member`, each joined once. */
export class Joins {
  readonly #clauses = new Map<string, { readonly alias: RawBuilder<unknown>; readonly clause: RawBuilder<unknown> }>();
  readonly tenant: string;

  constructor(tenant: string) {
    this.tenant = tenant;
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
