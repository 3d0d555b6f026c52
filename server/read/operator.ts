import type { OperatorLimit } from "../../sdk/contract/index.js";
import type { Usage } from "../domain/permission.js";
import type { LimitRule } from "../domain/operator.js";
import type { Query } from "./query.js";
import { usageOf, usedToday } from "./usage.js";
import { RefusalError } from "../domain/refusal.js";

const limitOf = (limit: LimitRule, usage: Usage): OperatorLimit => ({
  ...limit,
  remaining: limit.per === "day" ? Math.max(0, limit.amount - usage(limit.action, limit.currency)) : limit.amount,
});

/** Who is signed in, and what is left of their limits today. */
export const operator: Query<"operator"> = async ({ operator: me }, { database, clock }) => {
  const row = await database
    .selectFrom("program")
    .where("program.tenant", "=", me.tenant)
    .select(usedToday(me, clock.now()).as("used"))
    .executeTakeFirst();
  if (!row) throw new RefusalError("not-found", "There is no such program.");
  const { id, name, email, role, permissions, limits } = me;
  const usage = usageOf(row.used, id);
  return { value: { id, name, email, role, permissions: [...permissions], limits: limits.map((limit) => limitOf(limit, usage)) } };
};
