import * as z from "zod/mini";
import { invalid, type RefusalError } from "../domain/refusal.js";

/** How many a page holds where the caller doesn't say. */
export const DEFAULT_LIMIT = 25;

const encode = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/={1,2}$/, "");

const decode = (cursor: string): string =>
  new TextDecoder("utf-8", { fatal: true }).decode(
    Uint8Array.from(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0)),
  );

/** The refusal of a cursor that this list did not write, or whose position no longer exists. */
export const invalidCursor = (): RefusalError =>
  invalid({ pointer: "/cursor", code: "wrong-format", detail: "Use a cursor that this list has answered." });

/**
 * Reads and writes one list's cursors. A cursor is a position in that list, never a permission: the query that it is
 * used in holds the tenant and the member, so that a made-up one finds nothing that the caller couldn't see anyway
 * (S08).
 */
export const cursorOf = <S extends z.ZodMiniType>(position: S) => ({
  write: (value: z.input<S>): string => encode(JSON.stringify(value)),
  /** The position, or null at the start. 422 for what this list didn't write. */
  read: (cursor: string | undefined): z.output<S> | null => {
    if (cursor === undefined) return null;
    try {
      return z.parse(position, JSON.parse(decode(cursor)));
    } catch {
      throw invalidCursor();
    }
  },
});

/** The page that `limit + 1` rows make: the extra one only says that there is a next page. */
export const pageOf = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  cursor: (last: Row) => string,
) => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { data: shown.map(item), page: { next: rows.length > limit && last !== undefined ? cursor(last) : null } };
};
