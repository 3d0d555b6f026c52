import type { FilterGroup, Named } from "../../../sdk/contract/index.js";

/** A saved filter whose members are shown as a group: on their profiles, and to filter by. */
export interface Segment extends Named {
  readonly filter: FilterGroup;
}

/** What segments may be at most: all of a program's are asked about whenever a member is read. */
export const segmentLimits = {
  segments: 50,
  /** Characters of a filter's JSON, pasted lists included. */
  filterLength: 16_384,
  /** Segments in segments; the outermost counts as 1. */
  depth: 3,
  /** Conditions of all that one filter names, and of those that they name. */
  rules: 500,
} as const;
