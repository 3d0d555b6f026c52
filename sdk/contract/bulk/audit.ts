import * as z from "zod/mini";
import { Instant } from "../schemas/common.js";

/**
 * Who did something, or was shown somebody: ids and codes, and the name of nobody but the operator. Members who were
 * erased are there by their ids, as all others are.
 */
export const AuditEntry = z.object({
  id: z.string(),
  at: Instant,
  /** As in problems and in the log. */
  requestId: z.string(),
  /** Null: the program did it by itself. The name is the id where they never changed anything. */
  operator: z.nullable(z.object({ id: z.string(), name: z.string() })),
  /** What it came by, as an operation's. */
  source: z.string(),
  /** What it is: see {@link auditKinds}. */
  kind: z.string(),
  /** Within its kind: an action's id, `undo`, `approve`, `start-job`, `save-audience`, `export-done` … */
  action: z.string(),
  /** `applied`, `shown` of a look, what a job or an approval was from then on, or a problem's code: it was refused. */
  outcome: z.string(),
  /** Whom it was done to, or who was shown alone. */
  memberId: z.nullable(z.string()),
  operationId: z.nullable(z.string()),
  /** The operation's, until the member is erased. */
  reference: z.nullable(z.string()),
  /** What it is about beside: a detail of the member (`phone`), or the id of an export, an audience or a job. */
  subject: z.nullable(z.string()),
  /** Of a list, or of a file once it has ended: how many members it held. */
  found: z.nullable(z.int()),
  /** Of a list: who was shown, in their order. A file names nobody. */
  memberIds: z.nullable(z.array(z.string())),
  /** Where it stands in the chain of the audit; null: it is not sealed yet, which it will be within seconds. */
  seal: z.nullable(z.object({ position: z.int(), hash: z.string() })),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
