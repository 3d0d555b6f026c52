import { sql } from "kysely";
import { memberTables } from "../../postgres/personal-data.js";
import type { FileParts } from "./stream.js";

/** About whom a file is, and how it is written. */
export interface SubjectIn {
  readonly memberId: string;
  readonly format: "html" | "json";
}

/** A row of a table, as JSON keeps it. */
type Held = Readonly<Record<string, unknown>>;

/**
 * Every row that is the member's, of every table that has any, in the tables' order. A table that is added is in it by itself: its
 * place in postgres/personal-data.ts says that it is a member's. Left out is only what keys digests, which tells nothing
 * of anybody.
 */
const rowsOf = (tenant: string, memberId: string) =>
  sql.join(
    memberTables.map((table, index) => {
      const key = sql.ref(table === "member" ? "id" : "member_id");
      return sql`
        select ${sql.lit(index)} as place, ${sql.lit(table)} as held_in, (to_jsonb(held) - 'tenant' - 'salt')::text as row
        from ${sql.table(table)} as held where tenant = ${tenant} and ${key} = ${memberId}`;
    }),
    sql` union all `,
  );

/** What stands as JSON in a text is read, so that nobody meets JSON in JSON. */
const opened = (value: unknown): unknown => {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
};

/** A row without what it doesn't say. */
const heldIn = (text: string): Held =>
  Object.fromEntries(
    Object.entries(JSON.parse(text) as Held)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, opened(value)]),
  );

/** How a file is written: what begins and ends it, a table in it, and a row. */
interface Format {
  readonly head: string;
  readonly table: (name: string, isFirst: boolean) => string;
  readonly row: (row: Held, isFirst: boolean) => string;
  /** Behind the last row of a table. */
  readonly tableEnd: string;
  readonly tail: string;
}

const json: Format = {
  head: "{",
  table: (name, isFirst) => `${isFirst ? "" : ","}\n${JSON.stringify(name)}: [`,
  row: (row, isFirst) => `${isFirst ? "" : ","}\n  ${JSON.stringify(row)}`,
  tableEnd: "\n]",
  tail: "\n}\n",
};

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
const inWords = (name: string): string =>
  escaped(`${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll("_", " "));
const shown = (value: unknown): string => escaped(typeof value === "string" ? value : JSON.stringify(value, null, 1));

const html: Format = {
  head:
    '<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex"><title>What is held about you</title>\n' +
    "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}" +
    "dl{display:grid;grid-template-columns:minmax(8rem,1fr) 3fr;gap:.25rem 1rem;padding:.75rem 0;border-top:1px solid #8886;margin:0}" +
    "dt{color:GrayText}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}</style>\n<h1>What is held about you</h1>",
  table: (name) => `\n<h2>${inWords(name)}</h2>`,
  row: (row) =>
    `\n<dl>${Object.entries(row)
      .map(([name, value]) => `<dt>${inWords(name)}</dt><dd dir="auto">${shown(value)}</dd>`)
      .join("")}</dl>`,
  tableEnd: "",
  tail: "\n</html>\n",
};

const formats = { html, json };

/** All that is held about a member, table by table. */
export const subjectFile = (tenant: string, { memberId, format }: SubjectIn): FileParts => {
  const { head, table, row, tableEnd, tail } = formats[format];
  let current: string | null = null;
  return {
    head,
    statement: sql`${rowsOf(tenant, memberId)} order by place`,
    line: ({ held_in, row: text }) => {
      const name = held_in ?? "";
      const begins = name !== current;
      const before = begins ? (current === null ? "" : tableEnd) + table(name, current === null) : "";
      current = name;
      return before + row(heldIn(text ?? "{}"), begins);
    },
    tail: () => (current === null ? "" : tableEnd) + tail,
  };
};
