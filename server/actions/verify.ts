import type { Handler } from "../domain/handler.js";

/** The account opens (S2-5). What was not confirmed stays so: an address that is wrong is not made right. */
export const verify: Handler<"verify"> = () => ({ effects: [{ kind: "status", before: "pending", after: "active" }] });
