import { idPattern, type MemberSummary } from "../contract/index.js";
import type { Time } from "./time.js";

/** The contract's most per request. */
const batchSize = 100;

interface Waiting {
  resolve: (summary: MemberSummary | null) => void;
  reject: (error: unknown) => void;
}

/** Gathers the ids that are asked for in one tick into one request, or as few as hold them. */
export const batching = (
  load: (ids: string[]) => Promise<MemberSummary[]>,
  time: Time,
): ((id: string) => Promise<MemberSummary | null>) => {
  let gathered = new Map<string, Waiting[]>();

  const answer = async (batch: [string, Waiting[]][]): Promise<void> => {
    try {
      const found = new Map((await load(batch.map(([id]) => id))).map((summary) => [summary.id, summary]));
      for (const [id, waiting] of batch) for (const { resolve } of waiting) resolve(found.get(id) ?? null);
    } catch (error) {
      for (const [, waiting] of batch) for (const { reject } of waiting) reject(error);
    }
  };

  const flush = (): void => {
    const all = [...gathered];
    gathered = new Map();
    for (let start = 0; start < all.length; start += batchSize) void answer(all.slice(start, start + batchSize));
  };

  const gather = (id: string, waiting: Waiting): void => {
    if (gathered.size === 0) void time.wait(0).then(flush);
    gathered.set(id, [...(gathered.get(id) ?? []), waiting]);
  };

  // A text that can't be an id is no member's. The backend would refuse the whole batch for it.
  return async (id) => (idPattern.test(id) ? new Promise((resolve, reject) => gather(id, { resolve, reject })) : null);
};
