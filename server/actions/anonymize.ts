import { decideErasure } from "../domain/erasure.js";
import type { Handler } from "../domain/handler.js";

/** Removes the person, and keeps the figures (S2-6). */
export const anonymize: Handler<"anonymize"> = ({ member }, { confirmation }) =>
  decideErasure(member, confirmation, "anonymized");
