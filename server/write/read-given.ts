import { type RawBuilder, sql } from "kysely";
import { catalogue, type Given } from "../../sdk/contract/index.js";
import type { OwnAction } from "../domain/own-action.js";
import { listFor } from "./json-list.js";
import type { Intent } from "./write-job.js";

/** Something that was given to the member by hand. */
export interface GivenBefore {
  readonly currency: string | null;
  readonly amount: number | null;
  readonly reasonCode: string | null;
  /** Who gave it. */
  readonly operatorId: string;
  readonly operatorName: string | null;
}

/** How far it is looked back. */
const DAYS = 30;
/** What is more than that is not counted: a preview reads no more of a member with very many. */
const MOST = 100;

/** The actions that give, by id: those of the catalogue and of programs' own. */
export const givingActions = (ownActions: readonly OwnAction[]): readonly string[] =>
  [...Object.values(catalogue), ...ownActions.map(({ declaration }) => declaration)]
    .filter((action) => "gives" in action && action.gives)
    .map(({ id }) => id);

/** The latest that was given by any of these actions, one more than is counted; nothing where the intent gives nothing. */
export const givenQuery = (
  { tenant, memberId, action, reverses }: Intent,
  giving: readonly string[],
  now: Date,
): RawBuilder<unknown> =>
  listFor(
    reverses === null && action.declaration?.gives ? [memberId] : [],
    sql`
      select currency, amount, reason_code as "reasonCode", operator_id as "operatorId",
        receipt::json #>> '{operator,name}' as "operatorName"
      from unnest(${giving}::text[]) as giving (action) cross join lateral (
        select id, at, currency, amount, reason_code, operator_id, receipt from operation as o
        where o.tenant = ${tenant} and o.member_id = ${memberId} and o.source = 'manual' and o.action = giving.action
          and status = 'applied' and reverses is null and reversed_by is null
          and at > ${now.toISOString()}::timestamptz - make_interval(days => ${DAYS})
        order by at desc, id desc limit ${MOST + 1}) as given
      order by given.at desc, given.id desc limit ${MOST + 1}`,
  );

/** Each once, where they stand first. */
const operatorsOf = (given: readonly GivenBefore[]): Given["operators"] => {
  const names = new Map<string, string>();
  for (const { operatorId: id, operatorName: name } of given) if (name !== null && !names.has(id)) names.set(id, name);
  return [...names].map(([id, name]) => ({ id, name }));
};

const amountIn = (given: readonly GivenBefore[], currency: string): number =>
  given.reduce((sum, each) => sum + (each.currency === currency ? (each.amount ?? 0) : 0), 0);

/** What is told of it in the preview of an intent, by what is chosen there; undefined: nothing was given. */
export const givenOf = (latest: readonly GivenBefore[], { input }: Intent): Given | undefined => {
  if (latest.length === 0) return undefined;
  const { currency = null, reasonCode } = input as { currency?: string; reasonCode?: string };
  const given = latest.slice(0, MOST);
  const told = { days: DAYS, times: given.length, currency, operators: operatorsOf(given) };
  if (latest.length > MOST) return { ...told, more: true, amount: null };
  return {
    ...told,
    amount: currency === null ? null : amountIn(given, currency),
    ...(reasonCode !== undefined && { forReason: given.filter((each) => each.reasonCode === reasonCode).length }),
  };
};
