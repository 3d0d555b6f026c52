import type { Field as FormField } from "../../../sdk/contract/index.js";
import { fieldsOfSchema } from "../../../sdk/contract/json-schema.js";
import type { Program } from "../program.js";
import { type EventKind, type Field, type FieldKind, ofContents, ofEverybody, type Source } from "./field.js";
import { fieldOf, type Libraries, MONEY_SCALE, type More, optionsOf } from "./fields.js";

const ofEach = (group: string, id: string, label: string, kind: FieldKind, source: Source, more: More = {}): Field => ({
  ...fieldOf(group, id, label, kind, source, more),
  column: false,
  sortable: false,
});

const purchase = ({ branches }: Libraries): EventKind => {
  const of = (id: string, label: string, kind: FieldKind, source: Source, more: More) =>
    ofEach("purchases", id, label, kind, source, more);
  return {
    id: "purchase",
    label: "purchase",
    scale: MONEY_SCALE,
    fields: [
      of("branch", "Branch", "choice", { from: "event", column: "branch_id" }, { options: optionsOf(branches) }),
      of(
        "amount",
        "Amount",
        "number",
        { from: "event", column: "paid" },
        { operators: ofEverybody, scale: MONEY_SCALE },
      ),
      of("item", "Items", "set", { from: "set", set: "bought-items" }, { operators: ofContents, suggestions: "items" }),
    ],
    rows: { of: "purchases" },
  };
};

const kindOfProperty: Partial<Readonly<Record<FormField["kind"], FieldKind>>> = {
  count: "number",
  date: "date",
  choice: "choice",
};

/** What can be told apart by a property: free text can't, since what somebody typed is kept as personal. */
const propertyField = ([property, { kind, label, options = [] }]: readonly [string, FormField]): Field[] => {
  const asked = options.some(({ value }) => typeof value === "boolean") ? "boolean" : kindOfProperty[kind];
  if (!asked || !FIELD.test(property)) return [];
  const choices = options.map((option) => ({ value: String(option.value), label: option.label }));
  const more = asked === "choice" ? { options: choices } : {};
  return [ofEach("event", property, label, asked, { from: "told", property }, more)];
};

/** What filters can call an event, and a field. */
const EVENT = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const FIELD = /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/;

/** What happens to members: purchases, and the program's own types of events. */
export const eventsOf = ({ modules, eventTypes = [] }: Program, libraries: Libraries): readonly EventKind[] => [
  ...(modules.includes("purchases") ? [purchase(libraries)] : []),
  ...eventTypes
    .filter(({ id }) => EVENT.test(id) && id !== "purchase")
    .map(({ id, name, properties }): EventKind => {
      const fields = Object.entries(fieldsOfSchema(properties)).flatMap(propertyField);
      return { id, label: name, scale: null, fields, rows: { of: "events", type: id } };
    }),
];
