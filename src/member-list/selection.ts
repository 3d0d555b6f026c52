import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";
import type { Target } from "../../sdk/contract/bulk/requests.js";

/** Members that are selected: some by their ids, or all who match, less some. It outlives a change of the page. */
export type Selection =
  | { readonly kind: "some"; readonly ids: ReadonlySet<string> }
  | { readonly kind: "all"; readonly except: ReadonlySet<string> };

export const nobody: Selection = { kind: "some", ids: new Set() };
export const everybody: Selection = { kind: "all", except: new Set() };

export const isSelected = (selection: Selection, id: string): boolean =>
  selection.kind === "some" ? selection.ids.has(id) : !selection.except.has(id);

const changed = (ids: ReadonlySet<string>, these: readonly string[], present: boolean): ReadonlySet<string> => {
  const next = new Set(ids);
  for (const id of these)
    if (present) next.add(id);
    else next.delete(id);
  return next;
};

/** The selection with these members in it, or without them. */
export const select = (selection: Selection, ids: readonly string[], on: boolean): Selection =>
  selection.kind === "some"
    ? { kind: "some", ids: changed(selection.ids, ids, on) }
    : { kind: "all", except: changed(selection.except, ids, !on) };

/** How many they are, of so many who match; null: it is not known yet. */
export const sizeOf = (selection: Selection, matching: number | null): number | null => {
  if (selection.kind === "some") return selection.ids.size;
  return matching === null ? null : Math.max(0, matching - selection.except.size);
};

/** Whom the list shows. */
export interface Shown {
  readonly filter: FilterGroup;
  /** What was typed into the search. */
  readonly q: string;
}

/** The selection as what an action is done to. */
export const targetOf = (selection: Selection, { filter, q }: Shown): Target =>
  selection.kind === "some"
    ? { memberIds: [...selection.ids] }
    : {
        filter: filter,
        ...(q && { q }),
        ...(selection.except.size > 0 && { except: [...selection.except] }),
      };
