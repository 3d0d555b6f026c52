import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import { dayOf } from "../../domain/calendar.js";
import type { FilterGroup } from "../../../sdk/contract/index.js";
import type { Vocabulary } from "../../domain/filter/check.js";
import { eventsOf } from "../../domain/filter/events.js";
import { fieldsOf } from "../../domain/filter/fields.js";
import { fieldsSeen } from "../../domain/filter/masked.js";
import { maskOf, type Seer } from "../../domain/masking.js";
import type { Program } from "../../domain/program.js";
import { RefusalError } from "../../domain/refusal.js";
import type { Database } from "../../postgres/database.js";

/** A program, and what its members can be filtered by. */
export interface ProgramVocabulary extends Vocabulary {
  readonly program: Program;
}

/**
 * Reads what a program knows and has to choose from, in one statement, as far as who asks may ask about it. 404 where there
 * is no such program.
 */
export const readVocabulary = async (database: Database, who: Seer, now: Date): Promise<ProgramVocabulary> => {
  const { tenant } = who;
  const row = await database
    .selectFrom("program")
    .where("program.tenant", "=", tenant)
    .select("settings")
    .select((eb) =>
      (["branch", "gift", "reward", "punch_card"] as const).map((table) =>
        jsonArrayFrom(
          eb
            .selectFrom(table)
            .select(["id", "name"])
            .whereRef(`${table}.tenant`, "=", "program.tenant")
            .orderBy("position")
            .orderBy(sql`name collate "C"`),
        ).as(table),
      ),
    )
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom("audience")
          .select(["id", "filter"])
          .select(sql<string>`name`.as("name"))
          .whereRef("audience.tenant", "=", "program.tenant")
          .where("is_segment", "=", sql.lit(true))
          .orderBy("folded"),
      ).as("segments"),
    )
    .executeTakeFirst();
  if (!row) throw new RefusalError("not-found", "There is no such program.");
  const program = JSON.parse(row.settings) as Program;
  const segments = program.modules.includes("segments")
    ? row.segments.map(({ id, name, filter }) => ({ id, name, filter: JSON.parse(filter) as FilterGroup }))
    : [];
  const { branch: branches, gift: gifts, reward: rewards, punch_card: punchCards } = row;
  const libraries = { branches, gifts, rewards, punchCards, segments };
  const today = dayOf(now, program.timeZone);
  const fieldsOfSegments = fieldsOf(program, libraries);
  const fields = fieldsSeen(fieldsOfSegments, maskOf(who, program));
  return { program, today, segments, fields, fieldsOfSegments, events: eventsOf(program, libraries) };
};
