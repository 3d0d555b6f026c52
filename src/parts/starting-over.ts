import { refusalIn } from "../errors.js";

/** Whether a list has moved on, so that its next page can't be read any more. */
export const isCursorExpired = (error: unknown): boolean => refusalIn(error)?.code === "cursor-expired";

/** Walks through the pages of a list, and once more from the first one where the list has moved on meanwhile. */
export const startingOver = <T>(walk: () => Promise<T>): Promise<T> =>
  walk().catch((error: unknown) => {
    if (isCursorExpired(error)) return walk();
    throw error;
  });
