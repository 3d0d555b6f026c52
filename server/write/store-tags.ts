import { sql } from "kysely";
import { foldTag } from "../../sdk/contract/tag.js";
import { recordset } from "../postgres/rows.js";
import { rowsGone, rowsThere, type RowsToWrite } from "./rows-to-write.js";
import type { NamedPart } from "../postgres/statement.js";

/**
 * Counts the members who got tags or lost them, as `tag_change` says. Nobody waits for anybody here, though many tag
 * their members with the same word at once: a count that another transaction has locked is left alone, and the change
 * becomes a part beside it. Whoever comes next and finds the parts unlocked makes one of them; a count of nobody goes.
 */
const countParts = (tenant: string, tags: readonly string[]): NamedPart[] => {
  const rows = tags.map((tag) => ({ tag, folded: foldTag(tag), part: crypto.randomUUID() }));
  return [
    [
      "tag_changed",
      sql`select t.folded, t.tag, t.part, c.members from ${recordset("tag", rows)} as t
        join (select tag, sum(change) as members from tag_change group by tag) as c using (tag)`,
    ],
    [
      "tag_held",
      sql`select t.folded, t.tag, t.part, t.members from tag as t
        join tag_changed as c on c.folded = t.folded and c.tag = t.tag
        where t.tenant = ${tenant} for update of t skip locked`,
    ],
    [
      "tag_total",
      sql`select folded, tag, coalesce(min(h.part), c.part) as part,
          (c.members + coalesce(sum(h.members), 0))::bigint as members
        from tag_changed as c left join tag_held as h using (folded, tag) group by folded, tag, c.part, c.members`,
    ],
    [
      "tag_gone",
      sql`delete from tag using tag_held as h
        where tag.tenant = ${tenant} and tag.folded = h.folded and tag.tag = h.tag and tag.part = h.part
          and not exists (
            select from tag_total as t
            where t.folded = h.folded and t.tag = h.tag and t.part = h.part and t.members <> 0)`,
    ],
    [
      "tag_counted",
      sql`insert into tag (tenant, folded, tag, part, members)
        select ${tenant}, folded, tag, part, members from tag_total where members <> 0
        on conflict (tenant, folded, tag, part) do update set members = excluded.members`,
    ],
  ];
};

/** Writes which tags members have now, and how many have each. */
export const tagParts = (tenant: string, tags: RowsToWrite["tags"]): NamedPart[] => {
  if (tags.size === 0) return [];
  const [added, removed] = [rowsThere(tags), rowsGone(tags)].map((rows) => recordset("member_tag", rows));
  return [
    [
      "tag_added",
      sql`insert into member_tag (tenant, member_id, tag) select ${tenant}, member_id, tag from ${added}
        on conflict do nothing returning tag`,
    ],
    [
      "tag_removed",
      sql`delete from member_tag
        where tenant = ${tenant} and (member_id, tag) in (select member_id, tag from ${removed}) returning tag`,
    ],
    ["tag_change", sql`select tag, 1 as change from tag_added union all select tag, -1 from tag_removed`],
    ...countParts(tenant, [...new Set([...tags.values()].map(({ row }) => row.tag))]),
  ];
};

/** Takes all tags off a member who leaves. */
export const tagErasureParts = (tenant: string, memberId: string, tags: readonly string[]): NamedPart[] => [
  [
    "tag_change",
    sql`delete from member_tag where tenant = ${tenant} and member_id = ${memberId} returning tag, -1 as change`,
  ],
  ...countParts(tenant, tags),
];
