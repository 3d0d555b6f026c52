import { type RawBuilder, sql, type SqlBool } from "kysely";

/** A condition that holds only where its value was given. */
export const ifGiven = <Value>(
  value: Value | null | undefined,
  condition: (value: Value) => RawBuilder<SqlBool>,
): RawBuilder<SqlBool> => (value === null || value === undefined ? sql<SqlBool>`true` : condition(value));

/** An instant as PostgreSQL writes it inside JSON (`2026-11-21T10:00:00+00:00`), as the contract has it. */
export const instant = (value: Date | string): string => new Date(value).toISOString();

export const instantOrNull = (value: Date | string | null): string | null => (value === null ? null : instant(value));

/** A day that may be open: `infinity` and `-infinity` are null on the wire. */
export const dayOrNull = (day: string): string | null => (day.endsWith("infinity") ? null : day);
