/**
 * How a statement begins that is worth a plan of its own each time, since what suits it depends on its values, or on how large
 * a table has become meanwhile: it is sent without a name.
 */
export const PLANNED_ANEW = "/* planned anew */";
