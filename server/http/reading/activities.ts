import type { RouteHandler } from "../route-handler.js";
import { requireMember } from "./existing.js";
import { appliedOperations, operationPage, withTexts } from "./operations.js";

/** A member's timeline, newest first: what operators did beside what rules, tills and the program did (S0-26). */
export const activities: RouteHandler<"activities"> = async (call, services) => {
  const { operator, params, query } = call;
  const { type, source, operator: operatorId, from, to } = query;
  const chosen = appliedOperations(services.database, operator.tenant, query)
    .where("member_id", "=", params.memberId)
    .$if(type !== undefined, (all) => all.where("action", "=", type!))
    .$if(source !== undefined, (all) => all.where("source", "=", source!))
    .$if(operatorId !== undefined, (all) => all.where("operator_id", "=", operatorId!))
    .$if(from !== undefined, (all) => all.where("at", ">=", new Date(from!)))
    .$if(to !== undefined, (all) => all.where("at", "<=", new Date(to!)));
  const rows = await withTexts(services.database, chosen).execute();
  await requireMember(call, services, params.memberId, rows[0]?.member_status);
  return { value: operationPage(rows, query.limit) };
};
