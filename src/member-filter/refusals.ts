import type { AudiencePage } from "../../sdk/contract/bulk/answers.js";
import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";
import { refusalIn } from "../errors.js";
import { isSame } from "./filter-rows.js";
import { wrongText, type Words } from "../parts/reasons.js";
import type { Reading } from "./model/read.js";

/** Where a request's body holds the filter. */
const IN_BODY = "/filter";

/** The row that a pointer into a request's body is about: the innermost that it leads to. */
const rowAt = (pointer: string, { places }: Reading): string | undefined => {
  let path = pointer.startsWith(IN_BODY) ? pointer.slice(IN_BODY.length) : pointer;
  while (path) {
    const key = places.get(path);
    if (key !== undefined) return key;
    path = path.slice(0, path.lastIndexOf("/"));
  }
  return undefined;
};

/** What a backend says is wrong, in words, by the row that it is about. */
export const refusalsIn = (error: unknown, reading: Reading, words: Words): ReadonlyMap<string, string> =>
  new Map(
    (refusalIn(error)?.errors ?? []).flatMap((each) => {
      const key = rowAt(each.pointer, reading);
      return key === undefined ? [] : [[key, wrongText(words, each)] as const];
    }),
  );

/** What of pasted lists no member has, by their rows; null where the count is of other rows than these. */
export const placesIn = (
  page: AudiencePage | null,
  counted: FilterGroup | null,
  reading: Reading,
): ReadonlyMap<string, readonly string[]> | null => {
  if (!page || !counted || !isSame(counted, reading.filter)) return null;
  return new Map(
    page.notFound.flatMap(({ pointer, values }) => {
      const key = rowAt(pointer, reading);
      return key === undefined ? [] : [[key, values] as const];
    }),
  );
};
