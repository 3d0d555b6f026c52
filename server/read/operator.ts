import { leftOf } from "../domain/permission.js";
import type { Query } from "./query.js";
import { usageOf, usedToday } from "./usage.js";
import { RefusalError } from "../domain/refusal.js";

/** Who is signed in, and what is left of their limits today. */
export const operator: Query<"operator"> = async ({ operator: me }, { database, clock }) => {
  const row = await database
    .selectFrom("program")
    .where("program.tenant", "=", me.tenant)
    .select(usedToday(me, clock.now()).as("used"))
    .executeTakeFirst();
  if (!row) throw new RefusalError("not-found", "There is no such program.");
  const { id, name, email, role, permissions } = me;
  const usage = usageOf(row.used, id);
  const limits = me.limits.map((limit) => ({ ...limit, remaining: leftOf(limit, usage) }));
  return { value: { id, name, email, role, permissions: [...permissions], limits } };
};
