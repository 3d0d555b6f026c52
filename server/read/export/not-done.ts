import { sql } from "kysely";
import { wordsOf } from "../../domain/job.js";
import { isNotDone, type NotDoneIn } from "../not-done.js";
import { sheetHead, sheetLine } from "../../../sdk/contract/bulk/csv.js";
import type { Texts } from "./lines.js";
import type { FileParts } from "./stream.js";

/** The columns of the file, by the names of the statement's: what an operator finds members by, and why. */
const columns = {
  position: "Row",
  member: "Member id",
  external: "External id",
  support: "Support id",
  status: "Status",
  code: "Code",
  reason: "Reason",
  column: "Column",
};

/** A CSV of those to whom a job was not done. It holds ids, and no name or address. */
export const notDoneFile = (tenant: string, asked: NotDoneIn): FileParts => ({
  head: sheetHead(Object.values(columns)),
  statement: sql`
    select item.position::text, item.member_id as member, profile.support_id as support, item.status, item.code,
      item.detail as reason, item.column, (
        select string_agg(external_id, E'\\n' order by external_id collate "C") from external_id
        where external_id.tenant = item.tenant and external_id.member_id = item.member_id) as external
    from job_item as item
      left join profile on profile.tenant = item.tenant and profile.member_id = item.member_id
    where ${isNotDone(tenant, asked)} order by item.position`,
  line: (texts) => {
    const all: Texts = { ...texts, reason: texts.reason ?? wordsOf(texts.code ?? "") };
    return sheetLine(Object.keys(columns).map((column) => all[column]));
  },
});
