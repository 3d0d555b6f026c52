import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";

/** Reads a filter from JSON, or takes it as it is; null: it is none. */
export const readFilter = (value: unknown): FilterGroup | null => {
  try {
    return (typeof value === "string" ? JSON.parse(value) : value) as FilterGroup;
  } catch {
    return null;
  }
};
