import type { Handler } from "../domain/handler.js";

/** What the member has stays theirs (S2-9). */
export const block: Handler<"block"> = () => ({ effects: [{ kind: "status", before: "active", after: "blocked" }] });
