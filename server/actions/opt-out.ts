import { decideErasure } from "../domain/erasure.js";
import type { Handler } from "../domain/handler.js";

/** Unregisters the member (S3-2). */
export const optOut: Handler<"opt-out"> = ({ member }, { confirmation }) =>
  decideErasure(member, confirmation, "opted-out");
