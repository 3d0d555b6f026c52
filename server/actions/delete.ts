import { decideErasure } from "../domain/erasure.js";
import type { Handler } from "../domain/handler.js";

/** Erases the member (S0-21). */
export const deleteMember: Handler<"delete"> = ({ member }, { confirmation }) =>
  decideErasure(member, confirmation, "deleted");
