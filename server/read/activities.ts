import { sql } from "kysely";
import type { Query } from "./query.js";
import { requireMember } from "./require-member.js";
import { appliedOperations, operationPage } from "./operations.js";
import { ifGiven } from "./sql.js";

/** A member's timeline, newest first: what operators did beside what rules, tills and the program did (S0-26). */
export const activities: Query<"activities"> = async (call, services) => {
  const { operator, params, query } = call;
  const { type, source, operator: operatorId, from, to } = query;
  const chosen = await appliedOperations(services.database, operator.tenant, query)
    .where("operation.member_id", "=", params.memberId)
    .where(ifGiven(type, (action) => sql`operation.action = ${action}`))
    .where(ifGiven(source, (by) => sql`operation.source = ${by}`))
    .where(ifGiven(operatorId, (id) => sql`operation.operator_id = ${id}`))
    .where(ifGiven(from, (instant) => sql`operation.at >= ${instant}::timestamptz`))
    .where(ifGiven(to, (instant) => sql`operation.at <= ${instant}::timestamptz`))
    .execute();
  await requireMember(call, services, params.memberId, chosen[0]?.member_status);
  return { value: await operationPage(services.database, operator.tenant, chosen, query.limit) };
};
