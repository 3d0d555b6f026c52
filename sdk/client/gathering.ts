import { Sharing } from "./sharing.js";
import type { Time } from "./time.js";

/** The contract's most per request. */
const mostIds = 100;

/** What was asked for, by the id that it is of. */
export type Gathered<Id, What> = Map<Id, Set<What>>;

/**
 * Gathers what is asked for in one tick, so that `answer` is called once for all of it, or as few times as hold its ids.
 * A caller's abort is its own; only when all have left is the work aborted.
 */
export const gathering = <Id, What, Answer>(
  answer: (asked: Gathered<Id, What>, signal: AbortSignal) => Promise<Answer>,
  time: Time,
): ((id: Id, what: What, signal?: AbortSignal) => Promise<Answer>) => {
  const sharing = new Sharing();
  const open = new Map<string, Gathered<Id, What>>();
  let opened = 0;
  const openFor = (id: Id): [name: string, asked: Gathered<Id, What>] =>
    [...open].find(([, asked]) => asked.has(id) || asked.size < mostIds) ?? [`${opened++}`, new Map()];

  return (id, what, signal) => {
    const [name, asked] = openFor(id);
    open.set(name, asked.set(id, (asked.get(id) ?? new Set<What>()).add(what)));
    const start = async (ended: AbortSignal): Promise<Answer> => {
      await time.wait(0, ended).finally(() => open.delete(name));
      return answer(asked, ended);
    };
    return sharing.share(name, start, signal);
  };
};
