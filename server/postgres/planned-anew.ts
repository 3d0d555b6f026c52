/**
 * How a statement begins that is worth a plan of its own each time, since what suits it depends on its values: it is sent
 * without a name.
 */
export const PLANNED_ANEW = "/* planned anew */";
