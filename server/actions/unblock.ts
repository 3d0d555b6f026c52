import type { Handler } from "../domain/handler.js";

/** The member takes part again (S2-10). */
export const unblock: Handler<"unblock"> = () => ({
  effects: [{ kind: "status", before: "blocked", after: "active" }],
});
