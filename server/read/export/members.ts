import { sql } from "kysely";
import type { Database } from "../../postgres/database.js";
import type { Audience } from "../audience/audience.js";
import { cheapest } from "../audience/select.js";
import type { Writing } from "./lines.js";
import type { FileParts } from "./stream.js";

/** A file of the members of an audience. */
export const membersFile = async (
  connection: Database,
  audience: Audience,
  { select, head, line }: Writing,
): Promise<FileParts> => {
  const statement = await cheapest(connection, audience, (joins) => ({ select: select(joins), rest: sql`` }));
  return { head, line, statement };
};
