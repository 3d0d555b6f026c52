import type { FilterField, FilterSchema } from "../../sdk/contract/bulk/answers.js";

/** By it members are sorted where nothing else is asked for; it stands in the first column of every list. */
export const NAME = "name";
/** What stands beside the name of who is not active. */
export const STATUS = "status";

/** Most columns of a table: each is a read for each row. */
export const MOST_COLUMNS = 12;

/** What a list can show beside the name. */
export const choosable = ({ fields }: Pick<FilterSchema, "fields">): readonly FilterField[] =>
  fields.filter(({ id, column }) => column && id !== NAME);

/** The columns with these ids that the backend has, in this order, each once. */
export const columnsOf = (schema: FilterSchema, ids: readonly string[]): readonly FilterField[] =>
  [...new Set(ids)].flatMap((id) => choosable(schema).filter((field) => field.id === id)).slice(0, MOST_COLUMNS);

/** The ids with one of them moved by so many places. */
export const moved = (ids: readonly string[], id: string, by: number): readonly string[] => {
  const at = ids.indexOf(id);
  const rest = ids.filter((each) => each !== id);
  return at < 0 ? ids : [...rest.slice(0, Math.max(0, at + by)), id, ...rest.slice(Math.max(0, at + by))];
};

const STORE = "memberkit.columns";

/** The columns that this browser showed last: ids only, nothing of a member. Null: none, or the host forbids storage. */
export const rememberedColumns = (): readonly string[] | null => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORE) ?? "null");
    return Array.isArray(kept) && kept.every((each) => typeof each === "string") ? kept : null;
  } catch {
    return null;
  }
};

export const rememberColumns = (ids: readonly string[] | null): void => {
  try {
    if (ids) localStorage.setItem(STORE, JSON.stringify(ids));
    else localStorage.removeItem(STORE);
  } catch {
    // A host that forbids storage gets the backend's choice each time.
  }
};
