import { eventsIn, type PlannedGroup, type PlannedRule, rulesOf } from "../../domain/filter/plan.js";
import { RefusalError } from "../../domain/refusal.js";

/** The database gave a statement up that took too long, or its driver did. */
const isCut = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === "57014" ||
  (error instanceof Error && error.message === "Query read timeout");

const looksEverywhere = ({ field, operator }: PlannedRule): boolean =>
  field.source.from === "attribute" || field.source.from === "purchases" || /contain|end/i.test(operator);

/** The row that most likely takes the time, and what would make it faster. */
const narrowing = (plan: PlannedGroup): { pointer: string; detail: string } => {
  const event = eventsIn(plan).find(({ days }) => days === null);
  if (event) return { pointer: event.pointer, detail: "This looks at all that ever happened. Say since when." };
  const costly = rulesOf(plan).find(looksEverywhere);
  return costly
    ? { pointer: costly.pointer, detail: "This looks at every member. Add a tag, a tier or a date of joining." }
    : { pointer: "/filter", detail: "Add a condition that holds for fewer members: a tag, a tier, a date." };
};

/** Reads; what takes too long is cut, and the refusal says what to narrow. */
export const within = async <T>(plan: PlannedGroup, read: () => Promise<T>): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (!isCut(error)) throw error;
    const { pointer, detail } = narrowing(plan);
    throw new RefusalError("too-costly", detail, { errors: [{ pointer, code: "too-costly", detail }], cause: error });
  }
};
