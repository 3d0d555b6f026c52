/** Two operations that were done together, one for each of two members, name each other; a merged member the other one. */
export const counterpart: readonly string[] = [
  `alter table operation add column counterpart text`,
  `alter table member add column merged_into text`,
];
