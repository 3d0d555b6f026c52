import type { Query } from "./query.js";
import { readProgram } from "./program.js";

/** What may happen to a member, and what is told of it. */
export const eventTypes: Query<"eventTypes"> = async ({ operator }, { database }) => {
  const { program } = await readProgram(database, operator.tenant);
  return { value: { data: [...(program.eventTypes ?? [])] } };
};
