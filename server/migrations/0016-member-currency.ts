/** A member may have another currency than the program's first. */
export const memberCurrency: readonly string[] = [`alter table member add column own_currency text`];
