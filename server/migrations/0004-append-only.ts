import type { Step } from "./step.js";

/**
 * The ledger and the audit stay append-only by their rights instead of by triggers, which distributed databases lack
 * and every write paid for. A superuser is above all rights: the server is to connect as another role.
 */
export const appendOnly: readonly Step[] = [
  `drop trigger entry_append_only on entry`,
  `drop trigger audit_append_only on audit`,
  `drop function refuse_change()`,
  `revoke update, delete, truncate on entry, audit from current_user, public`,
];
