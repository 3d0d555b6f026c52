/**
 * The audit is read from its end: all of it, by whose doing it was, by what was done, and by who was in a list. An index of
 * the seals says where a row stands in the chain.
 */
export const auditPage: readonly string[] = [
  `create index audit_newest on audit (tenant, at desc, id desc)`,
  `create index audit_operator on audit (tenant, operator_id, at desc, id desc)`,
  `create index audit_action on audit (tenant, action, at desc, id desc)`,
  // What waits to be sorted into it is read with each question, and is kept short.
  `create index audit_listed on audit using gin ((members::jsonb) jsonb_path_ops)
    with (gin_pending_list_limit = 256) where members is not null`,
  `create index audit_seal_row on audit_seal (tenant, audit_id)`,
];
