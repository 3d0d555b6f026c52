import { type RawBuilder, sql, type SqlBool } from "kysely";

/** A condition that holds only where its value was given. */
export const ifGiven = <Value>(value: Value | null | undefined, condition: (value: Value) => RawBuilder<SqlBool>): RawBuilder<SqlBool> =>
  value === null || value === undefined ? sql<SqlBool>`true` : condition(value);
