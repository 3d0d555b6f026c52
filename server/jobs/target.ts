import { type RawBuilder, sql } from "kysely";
import type { Target } from "../../sdk/contract/index.js";
import type { Clock } from "../clock.js";
import type { Seer } from "../domain/masking.js";
import { RefusalError } from "../domain/refusal.js";
import type { Database, OpenTransaction } from "../postgres/database.js";
import { audienceOf } from "../read/audience/audience.js";
import { cheapest } from "../read/audience/select.js";
import { membersNotDone } from "../read/not-done.js";

/** Where a target is looked up: in a transaction of the database, too. */
export interface Seeking {
  readonly database: Database;
  readonly clock: Clock;
}

/** A look-up that belongs to an open transaction. */
export const seekingIn = (trx: OpenTransaction, clock: Clock): Seeking => ({ database: trx, clock });

/** The members of a target, as who asks finds them: `id`, and `place` by which they are in order. One that is named twice is there once. */
export const membersOf = async (
  { database, clock }: Seeking,
  who: Seer,
  target: Target,
): Promise<RawBuilder<unknown>> => {
  if ("memberIds" in target)
    return sql`
      select id, min(place) as place from unnest(${target.memberIds}::text[]) with ordinality as given (id, place)
      group by id`;
  if ("notDone" in target) return membersNotDone(who.tenant, target.notDone);
  const { except = [], ...asked } = target;
  const audience = await audienceOf(database, clock, who, asked);
  return cheapest(database, audience, () => ({
    select: sql`m.id, m.id collate "C" as place`,
    rest: except.length > 0 ? sql`and m.id <> all(${except}::text[])` : sql``,
  }));
};

/** Refuses a filter that can't be asked for, at its place in the whole request. Whether a job is seen is asked before. */
export const assertTarget = async (seeking: Seeking, who: Seer, target: Target): Promise<void> => {
  if (!("filter" in target)) return;
  await audienceOf(seeking.database, seeking.clock, who, target).catch((error: unknown) => {
    if (!(error instanceof RefusalError)) throw error;
    const { code, detail, errors } = error.refusal;
    const placed = errors?.map((each) => ({ ...each, pointer: `/target${each.pointer}` }));
    throw new RefusalError(code, detail, { errors: placed });
  });
};
