import { type RawBuilder, sql } from "kysely";
import { findAction } from "../../sdk/contract/index.js";
import { recordset } from "../postgres/rows.js";

/** What is known of a key that was used before. */
export interface KeptAnswer {
  readonly id: string;
  readonly scope: string;
  readonly key: string;
  readonly status: string;
  readonly action: string;
  readonly fingerprint: string | null;
  readonly http_status: number | null;
  readonly receipt: string | null;
  readonly at: Date;
}

/** Its member was erased since; the erasure itself stays known, so that it can be asked for again (N18). */
export const isErased = ({ fingerprint, action, status }: KeptAnswer): boolean =>
  fingerprint === null && status !== "voided" && !findAction(action)?.removesMember;

/** A key, and whose it is. */
interface ScopedKey {
  readonly scope: string;
  readonly key: string;
}

/** What is kept under keys of one tenant: a row for each that was used. */
export const keptAnswers = (tenant: string, keys: readonly ScopedKey[]): RawBuilder<KeptAnswer> => sql<KeptAnswer>`
  select id, scope, key, status, action, fingerprint, http_status, receipt, at from operation
  where tenant = ${tenant}
    and (scope, key) in (select scope, key from ${recordset(
      "operation",
      keys.map(({ scope, key }) => ({ scope, key })),
    )})`;
