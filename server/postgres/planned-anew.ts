import { sql } from "kysely";

/** How a statement begins that is planned anew each time: it is sent without a name. */
export const PLANNED_ANEW = "/* planned anew */";

/**
 * Begins a statement that is worth a plan of its own each time, since what suits it depends on its values, or on how
 * large a table has become meanwhile.
 */
export const plannedAnew = sql.raw(PLANNED_ANEW);
