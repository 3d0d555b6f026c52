/** Two operations that were done together, one for each of two members, name each other. */
export const counterpart: readonly string[] = [`alter table operation add column counterpart text`];
