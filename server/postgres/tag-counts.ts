import { sql } from "kysely";
import { foldTag } from "../../sdk/contract/tag.js";
import type { OpenTransaction } from "./database.js";
import { insertRows } from "./rows.js";

/** Counts the tags of members who were written without counting: those of one tenant, or, for null, of all. */
export const fillTagCounts = async (trx: OpenTransaction, tenant: string | null): Promise<void> => {
  const { rows } = await sql<{ tenant: string; tag: string; members: number }>`
    select tenant, tag, count(*) as members from member_tag
    where ${tenant}::text is null or tenant = ${tenant} group by tenant, tag`.execute(trx);
  await insertRows(
    trx,
    "tag",
    rows.map((row) => ({ ...row, folded: foldTag(row.tag), part: "1" })),
  );
};
