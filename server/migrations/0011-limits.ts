/** What each operation counts as against limits. Only those of the last 30 days can still count. */
export const limits: readonly string[] = [
  `alter table operation add column counts_as text`,
  `update operation set counts_as = action
    where status = 'applied' and source = 'manual' and operator_id is not null and reverses is null
      and at > now() - interval '30 days'`,
];
