import type { RouteHandler } from "../route-handler.js";
import { requireMember } from "./existing.js";
import { appliedOperations, operationPage } from "./operations.js";

/** A member's timeline, newest first: what operators did beside what rules, tills and the program did (S0-26). */
export const activities: RouteHandler<"activities"> = async (call, services) => {
  const { operator, params, query } = call;
  const { type, source, operator: operatorId, from, to } = query;
  const chosen = await appliedOperations(services.database, operator.tenant, query)
    .where("operation.member_id", "=", params.memberId)
    .$if(type !== undefined, (all) => all.where("operation.action", "=", type!))
    .$if(source !== undefined, (all) => all.where("operation.source", "=", source!))
    .$if(operatorId !== undefined, (all) => all.where("operation.operator_id", "=", operatorId!))
    .$if(from !== undefined, (all) => all.where("operation.at", ">=", new Date(from!)))
    .$if(to !== undefined, (all) => all.where("operation.at", "<=", new Date(to!)))
    .execute();
  await requireMember(call, services, params.memberId, chosen[0]?.member_status);
  return { value: await operationPage(services.database, operator.tenant, chosen, query.limit) };
};
