import { type FilterField, filterLimits } from "../../sdk/contract/index.js";
import type { Field } from "../domain/filter/field.js";
import { firstColumns } from "../domain/filter/fields.js";
import { readVocabulary } from "./filter/vocabulary.js";
import type { Query } from "./query.js";

/** A field without where it is kept. */
const shown = (field: Field): FilterField => {
  const { id, label, group, kind, operators, scale, options, suggestions, column, sortable } = field;
  return {
    ...{ id, label, group, kind, operators: [...operators], column, sortable },
    ...(scale !== undefined && { scale }),
    ...(options && { options }),
    ...(suggestions !== undefined && { suggestions }),
  };
};

/** What this operator can filter members of the program by. */
export const filterSchema: Query<"filterSchema"> = async ({ operator }, { database, clock }) => {
  const { program, fields, events } = await readVocabulary(database, operator, clock.now());
  return {
    value: {
      fields: fields.map(shown),
      events: events.map(({ id, label, scale, fields: of }) => ({ id, label, scale, fields: of.map(shown) })),
      columns: firstColumns(fields, program),
      greatestDepth: filterLimits.depth,
      mostRules: filterLimits.rules,
      mostValues: filterLimits.values,
    },
  };
};
