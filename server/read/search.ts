import { type ExpressionBuilder, type ExpressionWrapper, sql, type SqlBool } from "kysely";
import * as z from "zod/mini";
import type { Schema } from "../postgres/schema.js";
import { cursorOf, pageOf } from "./page.js";
import { DEFAULT_LIMIT } from "../http/query.js";
import type { RouteHandler } from "../http/route-handler.js";
import { ifGiven } from "./condition.js";
import { membersOf, summariesOf, summary } from "./summaries.js";

type Condition = ExpressionWrapper<Schema, "member" | "profile", SqlBool>;
type Builder = ExpressionBuilder<Schema, "member" | "profile">;

/** Only the id: the name that the order goes by would be personal data in a cursor. */
const position = cursorOf(z.strictObject({ id: z.string() }));

/** `%`, `_` and the backslash stand for themselves (S06). */
export const beginningWith = (text: string): string => `${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

/** Every word of the query begins a word of the name, in any order and any script. */
const nameHas = (q: string) => {
  const words = q.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length === 0) return [];
  return [sql<SqlBool>`to_tsvector('simple', profile.name) @@ to_tsquery('simple', ${words.map((word) => `'${word}':*`).join(" & ")})`];
};

const phoneBegins = (q: string) => {
  const digits = q.replaceAll(/\D/g, "");
  if (digits.length < 4 || !/^[\d\s()+./-]+$/.test(q)) return [];
  return [sql<SqlBool>`regexp_replace(profile.phone, '[^0-9]', '', 'g') like ${beginningWith(digits.replace(/^00/, ""))}`];
};

const fits =
  (q: string, tenant: string) =>
  (eb: Builder): Condition =>
    eb.or([
      ...nameHas(q),
      ...phoneBegins(q),
      sql<SqlBool>`profile.email like lower(${beginningWith(q)})`,
      sql<SqlBool>`lower(profile.support_id) like lower(${beginningWith(q)})`,
      eb("member.id", "=", q),
      eb(
        "member.id",
        "in",
        eb.selectFrom("external_id").select("external_id.member_id").where("external_id.tenant", "=", tenant).where("external_id", "=", q),
      ),
    ]);

const afterMember = (tenant: string, id: string) =>
  sql<SqlBool>`(lower(profile.name), profile.member_id) > (
    select lower(name), member_id from profile where tenant = ${tenant} and member_id = ${id})`;

/** The page is cut before anything is joined to it. By name, e-mail, phone, member id, support id or external id; an empty query lists everybody, by name. */
export const searchMembers: RouteHandler<"searchMembers"> = async ({ operator: { tenant }, body }, { database }) => {
  const { status, limit = DEFAULT_LIMIT, cursor } = body;
  const q = body.q.trim();
  const chosen = membersOf(database, tenant)
    .select("member.id")
    .$if(q !== "", (query) => query.where(fits(q, tenant)))
    .where(ifGiven(status, (wanted) => sql`member.status = ${wanted}`))
    .where(ifGiven(position.read(cursor), ({ id }) => afterMember(tenant, id)))
    .orderBy(sql`lower(profile.name)`)
    .orderBy("profile.member_id")
    .limit(limit + 1);
  const rows = await summariesOf(database, tenant)
    .where("member.id", "in", chosen)
    .orderBy(sql`lower(profile.name)`)
    .orderBy("profile.member_id")
    .execute();
  return { value: pageOf(rows, limit, summary, ({ id }) => position.write({ id })) };
};

/** Summaries of those that exist, in the order of their ids; a client tells who is missing by who is not in the answer. */
export const readMembers: RouteHandler<"readMembers"> = async ({ operator: { tenant }, body }, { database }) => {
  const all = summariesOf(database, tenant).orderBy("member.id");
  const found =
    "ids" in body
      ? all.where("member.id", "in", body.ids)
      : all.where("member.id", "in", (eb) =>
          eb
            .selectFrom("external_id")
            .select("external_id.member_id")
            .where("external_id.tenant", "=", tenant)
            .where("external_id", "in", body.externalIds),
        );
  return { value: { data: (await found.execute()).map(summary) } };
};
