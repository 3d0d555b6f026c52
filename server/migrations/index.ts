import type { Database } from "../postgres/database.js";
import { migrateBy } from "../postgres/migrate.js";
import { foundation } from "./0001-foundation.js";
import { lookup } from "./0002-lookup.js";
import { tags } from "./0003-tags.js";
import { appendOnly } from "./0004-append-only.js";
import { boundedReads } from "./0005-bounded-reads.js";
import { undo } from "./0006-undo.js";
import { forgetting } from "./0007-forgetting.js";
import { pendingMembers } from "./0008-pending-members.js";
import { counterpart } from "./0009-counterpart.js";
import { leaving } from "./0010-leaving.js";
import { limits } from "./0011-limits.js";
import { rewards } from "./0012-rewards.js";
import { approvals } from "./0013-approvals.js";
import { levels } from "./0014-levels.js";
import { attributes } from "./0015-attributes.js";
import { memberCurrency } from "./0016-member-currency.js";
import { messageTotals } from "./0017-message-totals.js";
import { cards } from "./0018-cards.js";
import { reasonCodes } from "./0019-reason-codes.js";
import { purchases } from "./0020-purchases.js";
import { audiences } from "./0021-audiences.js";
import { jobs } from "./0022-jobs.js";
import { exports } from "./0023-exports.js";
import { claims } from "./0024-claims.js";
import { resyncs } from "./0025-resyncs.js";
import { imports } from "./0026-imports.js";
import { jobItems } from "./0027-job-items.js";
import { changes } from "./0028-changes.js";
import { segments } from "./0029-segments.js";
import { events } from "./0030-events.js";
import { looks } from "./0031-looks.js";
import { auditSeals } from "./0032-audit-seals.js";
import { tombstones } from "./0033-tombstones.js";
import { threads } from "./0034-threads.js";
import { retention } from "./0035-retention.js";
import { households } from "./0036-households.js";
import { auditPage } from "./0037-audit-page.js";
import { certificates } from "./0038-certificates.js";
import { tenantKeys } from "./0039-tenant-keys.js";
import { distributeNew } from "./distribution.js";
import type { Step } from "./step.js";

/** In order; the schema's version is how many of them have run. One that was released is never edited again. */
const migrations: readonly (readonly Step[])[] = [
  foundation,
  lookup,
  tags,
  appendOnly,
  boundedReads,
  undo,
  forgetting,
  pendingMembers,
  counterpart,
  leaving,
  limits,
  rewards,
  approvals,
  levels,
  attributes,
  memberCurrency,
  messageTotals,
  cards,
  reasonCodes,
  purchases,
  audiences,
  jobs,
  exports,
  claims,
  resyncs,
  imports,
  jobItems,
  changes,
  segments,
  events,
  looks,
  auditSeals,
  tombstones,
  threads,
  retention,
  households,
  auditPage,
  certificates,
  tenantKeys,
];

/**
 * Brings the schema up to date, in one transaction: all of it or nothing. Safe when several processes start at once, and to
 * repeat. What is spread over nodes stays so. Throws where a newer Memberkit has been at work, rather than damage what it made.
 */
export const migrate = (database: Database): Promise<void> => migrateBy(database, migrations, distributeNew);
