import { leftOf, limitsOf } from "../domain/limits.js";
import type { Program } from "../domain/program.js";
import type { Query } from "./query.js";
import { usageOf, usedBy } from "./usage.js";
import { RefusalError } from "../domain/refusal.js";

/** Who is signed in, and what is left of the limits that hold for them. */
export const operator: Query<"operator"> = async ({ operator: me }, { database, clock }) => {
  const row = await database
    .selectFrom("program")
    .where("program.tenant", "=", me.tenant)
    .select(["program.settings", usedBy(me, clock.now()).as("used")])
    .executeTakeFirst();
  if (!row) throw new RefusalError("not-found", "There is no such program.");
  const { id, name, email, role, permissions } = me;
  const usage = usageOf(row.used, id);
  const rules = limitsOf(me, JSON.parse(row.settings) as Program);
  const limits = rules.map((limit) => ({ ...limit, remaining: leftOf(limit, usage) }));
  return { value: { id, name, email, role, permissions: [...permissions], limits } };
};
