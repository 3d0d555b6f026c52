import { type RawBuilder, sql } from "kysely";

/** A part of a statement, which the parts after it can read from by its name. */
export type NamedPart = readonly [name: string, part: RawBuilder<unknown>];

/** One statement of parts that write; none where there are no parts. No part sees what another one writes. */
export const statementOf = (parts: readonly NamedPart[]): RawBuilder<unknown>[] =>
  parts.length === 0
    ? []
    : [sql`with ${sql.join(parts.map(([name, part]) => sql`${sql.ref(name)} as (${part})`))} select`];
