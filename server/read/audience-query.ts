import { audienceOf, fieldsNamed } from "./audience/audience.js";
import { countAudience, countEverybody } from "./audience/count.js";
import { pageOfAudience } from "./audience/page.js";
import { within } from "./audience/too-costly.js";
import { DEFAULT_LIMIT } from "./page.js";
import type { Query } from "./query.js";

const exactly = (value: number) => ({ value, precision: "exact" });

const NOBODY = { data: [], page: { next: null } };

/**
 * A page of the members that a filter finds, and what is asked for beside it. All of it is exact. Every part is a
 * statement of its own, bounded in time, and given up once the caller is gone: a filter that is being edited asks anew
 * before it is answered.
 */
export const audienceQuery: Query<"audienceQuery"> = async (question, sources) => {
  const { operator, body, signal } = question;
  const { tenant } = operator;
  const { database, clock, writeDatabase } = sources;
  const { columns = [], sort, limit = DEFAULT_LIMIT, cursor, count = false, everybody = false, reach = false } = body;
  const abandonment = { signal, by: writeDatabase };
  const audience = { ...(await audienceOf(database, clock, operator, body)), abandonment };
  const fields = fieldsNamed(audience.fields, columns, "column", (index) => `/columns/${index}`);
  const [field = null] = sort ? fieldsNamed(audience.fields, [sort.field], "sortable", () => "/sort/field") : [];
  const order = { field, direction: sort?.direction ?? "ascending" };
  const [page, counted, all] = await within(audience.plan, () =>
    Promise.all([
      limit === 0 ? NOBODY : pageOfAudience(database, audience, { fields, order, limit, cursor }),
      count || reach ? countAudience(database, audience, { reach }) : null,
      everybody ? countEverybody(database, tenant) : null,
    ]),
  );
  return {
    value: {
      ...page,
      count: count && counted ? exactly(counted.members) : null,
      everybody: all === null ? null : exactly(all),
      reach: counted?.reach ?? null,
      notFound: [...audience.resolved.notFound],
    },
  };
};
