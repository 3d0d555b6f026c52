import { invalid, RefusalError } from "../domain/refusal.js";
import { isUnavailable } from "../postgres/unavailable.js";

/** NUL, which PostgreSQL's text can't hold: in a search, since what is written is checked field by field. */
const UNSTORABLE = "22021";

/** The refusal that a thrown value becomes. The words of other errors never reach the caller. */
export const refusalOf = (error: unknown): RefusalError => {
  if (error instanceof RefusalError) return error;
  if ((error as { code?: unknown } | null | undefined)?.code === UNSTORABLE)
    return invalid({ pointer: "", code: "not-storable", detail: "A character is used here that can't be stored." });
  return new RefusalError(isUnavailable(error) ? "unavailable" : "internal", undefined, { cause: error });
};
