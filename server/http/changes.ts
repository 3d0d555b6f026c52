import { endOfToken } from "./authentication.js";
import type { RouteHandler } from "./route-handler.js";

/** What changes in the operator's program, as it happens, until their token ends. */
export const changes: RouteHandler<"changes"> = async ({ operator, headers, query }, services) => {
  const until = endOfToken(headers.get("Authorization"));
  const { after, members } = query;
  const only = members === undefined ? null : new Set(members.split(" "));
  return { events: await services.changes.open({ operator, until, after, only }) };
};
