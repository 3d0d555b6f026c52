/** How many a look at several members showed, and whom: ids, as JSON. */
export const looks: readonly string[] = [`alter table audit add column found int, add column members text`];
