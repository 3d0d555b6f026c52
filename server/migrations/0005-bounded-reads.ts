import type { Step } from "./step.js";

const listed = (table: string): string =>
  `create index ${table}_listed on ${table} (tenant, position, name collate "C", id collate "C")`;

/** What a page shows is read by an index that holds just that, however much a member or an operator has done. */
export const boundedReads: readonly Step[] = [
  // The last entry of a day. The index by operation was asked by nobody.
  `drop index entry_operation`,
  `create index entry_newest on entry (tenant, member_id, currency, at desc, seq desc)`,
  `create index lot_open on lot (tenant, member_id) where amount > 0`,
  // A day's limits: what an operator did today, not ever.
  `drop index operation_limits`,
  `create index operation_limits on operation (tenant, operator_id, at) where status = 'applied' and source = 'manual'`,
  // A narrowed timeline.
  `create index operation_kinds on operation (tenant, member_id, source, action, at desc, id desc) where status = 'applied'`,
  `create index operation_operator on operation (tenant, member_id, operator_id, at desc, id desc)
    where status = 'applied' and operator_id is not null`,
  ...["gift", "punch_card", "template", "reason_code"].map(listed),
];
