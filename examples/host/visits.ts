/** How a list of customers was left, as the list itself says it. Null: it was not there yet. */
export type Place = object | null;

const LIMIT = 1_000;

/**
 * Remembers where each visit of the list was left, so that it can be shown again as it was. A search may be a name or
 * an e-mail: it stays in this process, the browser holds a random id. The oldest are forgotten.
 */
export const createVisits = () => {
  const places = new Map<string, Place>();
  return {
    leave(visit: string, place: Place): void {
      places.delete(visit);
      places.set(visit, place);
      const [oldest = visit] = places.keys();
      if (places.size > LIMIT) places.delete(oldest);
    },
    placeOf: (visit: string): Place => places.get(visit) ?? null,
  };
};
