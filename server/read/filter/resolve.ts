import { sql } from "kysely";
import { foldTag } from "../../../sdk/contract/tag.js";
import { type Condition, type PlannedRule, rulesOf } from "../../domain/filter/plan.js";
import { keyForms } from "../../domain/lookup.js";
import { type Program, tagCaseOf } from "../../domain/program.js";
import type { Database } from "../../postgres/database.js";

/** What a filter's values stand for, looked up before members are: lists of keys, and spellings of tags. */
export interface Resolved {
  /** Of a list that was pasted: the members that have one of its keys. */
  readonly members: ReadonlyMap<PlannedRule, readonly string[]>;
  /** What of the request's own lists nobody has. */
  readonly notFound: readonly { readonly pointer: string; readonly values: string[] }[];
  /** Tags in use, by what they are called in the filter. */
  readonly spellings: (tag: string) => readonly string[];
}

const isList = ({ field, operator }: PlannedRule): boolean =>
  field.kind === "key" && (operator === "in" || operator === "notIn");

interface Found {
  readonly rule: number;
  readonly place: number;
  readonly member_id: string;
}

const findKeys = async (
  database: Database,
  tenant: string,
  rules: readonly PlannedRule[],
  country: string | null,
): Promise<readonly Found[]> => {
  const keys = rules.flatMap(({ field: { source }, values }, rule) =>
    source.from === "key"
      ? values.flatMap((value, place) =>
          keyForms(source.lookup, String(value), country).map((form) => ({ rule, place, kind: source.lookup, form })),
        )
      : [],
  );
  if (keys.length === 0) return [];
  const { rows } = await sql<Found>`
    select rule, place, member_id from json_to_recordset(${JSON.stringify(keys)}::json)
      as k (rule int, place int, kind text, form text)
    join member_lookup on tenant = ${tenant} and member_lookup.kind = k.kind and value = k.form`.execute(database);
  return rows;
};

const findSpellings = async (
  database: Database,
  tenant: string,
  tags: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  if (tags.length === 0) return new Map();
  const { rows } = await sql<{ folded: string; spellings: string[] }>`
    select folded, array_agg(distinct tag) as spellings from tag
    where tenant = ${tenant} and folded = any(${tags.map(foldTag)}::text[]) group by folded`.execute(database);
  return new Map(rows.map(({ folded, spellings }) => [folded, spellings]));
};

/** Looks up what a plan's values stand for. */
export const resolve = async (
  database: Database,
  tenant: string,
  program: Program,
  plan: Condition,
): Promise<Resolved> => {
  const rules = rulesOf(plan);
  const lists = rules.filter(isList);
  const tags = rules.flatMap(({ field: { source }, values }) =>
    source.from === "set" && source.set === "tags" ? values.map(String) : [],
  );
  const isExact = tagCaseOf(program) === "exact";
  const [found, spellings] = await Promise.all([
    findKeys(database, tenant, lists, program.country),
    findSpellings(database, tenant, isExact ? [] : tags),
  ]);
  const places = new Set(found.map(({ rule, place }) => `${rule} ${place}`));
  return {
    members: new Map(
      lists.map((list, index) => [
        list,
        [...new Set(found.filter(({ rule }) => rule === index).map(({ member_id }) => member_id))],
      ]),
    ),
    notFound: lists.flatMap(({ pointer, values, inSegment }, index) => {
      if (inSegment) return [];
      const missing = values.filter((_, place) => !places.has(`${index} ${place}`)).map(String);
      return missing.length ? [{ pointer, values: missing }] : [];
    }),
    spellings: (tag) => (isExact ? [tag.normalize("NFC")] : (spellings.get(foldTag(tag)) ?? [])),
  };
};
