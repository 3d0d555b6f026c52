import type { FilterField, FilterSchema } from "../../sdk/contract/bulk/answers.js";
import type { Client } from "../../sdk/client/client.js";
import { isGranted } from "../parts/rights.js";

/** What members can be filtered by, and what this operator may do beside; null: the backend can't filter members. */
export type Offer = {
  readonly schema: FilterSchema;
  /** The program's, IANA. */
  readonly timeZone: string;
  /** Whether the operator may save, rename and delete audiences. */
  readonly maySave: boolean;
  /** Whether profiles can show who is in an audience. */
  readonly hasSegments: boolean;
} | null;

/** What saving takes; to filter takes nothing that a page could know of. */
const EDITS_AUDIENCES = "audiences:edit";

/** More than a person looks through. */
const MOST_ITEMS = 500;

const isOfItems = ({ suggestions, options }: FilterField): boolean => suggestions === "items" && !options;

/** What the program sells, by its ids; none where it can't be read: ids can still be typed. */
const readItems = async (client: Client, signal: AbortSignal): Promise<NonNullable<FilterField["options"]> | null> => {
  const items: { value: string; label: string }[] = [];
  try {
    for await (const { id, name } of client.library.items()) {
      signal.throwIfAborted();
      items.push({ value: id, label: name });
      if (items.length === MOST_ITEMS) break;
    }
  } catch {
    return null;
  }
  return items;
};

/** Gives the fields that are about items what there is to choose from. */
const withItems = async (schema: FilterSchema, client: Client, signal: AbortSignal): Promise<FilterSchema> => {
  const { fields, events } = schema;
  if (![fields, ...events.map((event) => event.fields)].flat().some(isOfItems)) return schema;
  const options = await readItems(client, signal);
  if (!options) return schema;
  const known = (all: readonly FilterField[]) => all.map((field) => (isOfItems(field) ? { ...field, options } : field));
  return {
    ...schema,
    fields: known(fields),
    events: events.map((event) => ({ ...event, fields: known(event.fields) })),
  };
};

/** Reads all that a filter needs before it can be drawn. A backend of a lower level is asked for nothing. */
export const readOffer = async (client: Client, signal: AbortSignal): Promise<Offer> => {
  const [{ level, modules, program }, { permissions }] = await Promise.all([
    client.capabilities({ signal }),
    client.operator({ signal }),
  ]);
  if (level !== "bulk") return null;
  const schema = await (await client.bulk()).filterSchema({ signal });
  return {
    schema: await withItems(schema, client, signal),
    timeZone: program.timeZone,
    maySave: isGranted(permissions, EDITS_AUDIENCES),
    hasSegments: modules.includes("segments"),
  };
};
