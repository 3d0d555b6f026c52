/** What left the house is counted by an index of its own. */
export const messageTotals: readonly string[] = [
  `create index message_sent on message (tenant, created_at) where status in ('sent', 'delivered', 'unknown')`,
];
