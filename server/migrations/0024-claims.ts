/** The purchase of an operation, and so of what rules did about it. */
export const claims: readonly string[] = [
  `create index purchase_operation on purchase (tenant, operation_id) where operation_id is not null`,
];
