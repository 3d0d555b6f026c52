import { sql } from "kysely";
import { foldTag } from "../../sdk/contract/tag.js";
import type { OpenTransaction } from "../postgres/database.js";
import { recordset } from "../postgres/rows.js";
import type { RowsToWrite } from "./rows-to-write.js";

interface Tagged {
  readonly tag: string;
  /** 1: a member got it; -1: one lost it. */
  readonly change: number;
}

const countRows = (tenant: string, tagged: readonly Tagged[]) => {
  const members = new Map<string, number>();
  for (const { tag, change } of tagged) members.set(tag, (members.get(tag) ?? 0) + change);
  return [...members].flatMap(([tag, change]) =>
    change === 0 ? [] : [{ tenant, folded: foldTag(tag), tag, part: crypto.randomUUID(), members: change }],
  );
};

/**
 * Counts members who got tags or lost them. Nobody waits for anybody here, though many tag their members with the same
 * word at once: a count that another transaction has locked is left alone, and the change becomes a part beside it.
 * Whoever comes next and finds the parts unlocked makes one of them; a count of nobody goes.
 */
const countTags = async (trx: OpenTransaction, tenant: string, tagged: readonly Tagged[]): Promise<void> => {
  const rows = countRows(tenant, tagged);
  if (rows.length === 0) return;
  await sql`
    with changed as (select * from ${recordset("tag", rows)}),
    held as (
      select tag.folded, tag.tag, tag.part, tag.members from tag
        join changed on changed.folded = tag.folded and changed.tag = tag.tag
      where tag.tenant = ${tenant} for update of tag skip locked),
    total as (
      select folded, tag, coalesce(min(held.part), changed.part) as part,
        (changed.members + coalesce(sum(held.members), 0))::bigint as members
      from changed left join held using (folded, tag) group by folded, tag, changed.part, changed.members),
    gone as (
      delete from tag using held
      where tag.tenant = ${tenant} and tag.folded = held.folded and tag.tag = held.tag and tag.part = held.part
        and not exists (select from total where total.part = held.part and total.members <> 0))
    insert into tag (tenant, folded, tag, part, members)
      select ${tenant}, folded, tag, part, members from total where members <> 0
      on conflict (tenant, folded, tag, part) do update set members = excluded.members`.execute(trx);
};

/** Writes which tags members have now, and how many have each. */
export const storeTags = async (trx: OpenTransaction, tenant: string, tags: RowsToWrite["tags"]): Promise<void> => {
  if (tags.size === 0) return;
  const rows = (isThere: boolean) =>
    recordset(
      "member_tag",
      [...tags.values()].filter((tag) => tag.isThere === isThere).map(({ row }) => row),
    );
  const { rows: tagged } = await sql<Tagged>`
    with added as (
      insert into member_tag (tenant, member_id, tag) select tenant, member_id, tag from ${rows(true)}
        on conflict do nothing returning tag),
    removed as (
      delete from member_tag where (tenant, member_id, tag) in (select tenant, member_id, tag from ${rows(false)}) returning tag)
    select tag, 1 as change from added union all select tag, -1 from removed`.execute(trx);
  await countTags(trx, tenant, tagged);
};

/** Takes all tags off a member who leaves. */
export const eraseTags = async (trx: OpenTransaction, tenant: string, memberId: string): Promise<void> => {
  const { rows } = await sql<Tagged>`
    delete from member_tag where tenant = ${tenant} and member_id = ${memberId} returning tag, -1 as change`.execute(
    trx,
  );
  await countTags(trx, tenant, rows);
};
