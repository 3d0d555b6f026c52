import { RefusalError } from "../../domain/refusal.js";

/** The refusal of what was decided by what is no more: it leaves the key free. */
export const changedMeanwhile = (): RefusalError =>
  new RefusalError("operation-in-progress", "The member was changed in this moment. Try again.");
