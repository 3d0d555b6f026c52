import { type FilterGroup, type FilterNode, isEventRule, isGroup } from "../../../sdk/contract/index.js";
import { invalid } from "../refusal.js";

/**
 * The filter as it is kept: whom a pasted list of addresses, numbers or ids named stands in it by the member's own id, so
 * that nothing of a person outlives an erasure. A list that finds nobody is refused.
 *
 * @param members whom each list found, by its place in the request
 */
export const withMemberIds = (
  filter: FilterGroup,
  members: ReadonlyMap<string, readonly string[]>,
  pointer = "/filter",
): FilterGroup => ({
  ...filter,
  rules: filter.rules.map((node, index) => kept(node, members, `${pointer}/rules/${index}`)),
});

const kept = (node: FilterNode, members: ReadonlyMap<string, readonly string[]>, pointer: string): FilterNode => {
  if (isGroup(node)) return withMemberIds(node, members, pointer);
  const found = isEventRule(node) ? undefined : members.get(pointer);
  if (isEventRule(node) || !found) return node;
  if (found.length === 0)
    throw invalid({ pointer: `${pointer}/value`, code: "not-found", detail: "No member has any of these." });
  return { ...node, field: "id", value: found };
};
