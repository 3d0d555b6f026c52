import type { Insertable } from "kysely";
import { type Findable, lookupsOf } from "../domain/lookup.js";
import type { Schema } from "./schema.js";

/** The rows by which a member is looked up: written with the profile, whoever writes it. */
export const lookupRows = (tenant: string, member: Findable): Insertable<Schema["member_lookup"]>[] =>
  lookupsOf(member).map(({ kind, value }) => ({ tenant, member_id: member.id, kind, value }));
