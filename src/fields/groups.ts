import type { Field, Member } from "../../sdk/contract/index.js";
import { fieldsOfSchema } from "../../sdk/contract/json-schema.js";
import { attributeFields } from "./attribute-fields.js";
import type { FieldGroup, MakeGroup } from "./form.js";
import { kinds } from "./kinds/index.js";
import { ATTRIBUTES, type LibraryList, type Listed } from "./library.js";

/** What the fields of a group are made of. Each function answers what is known when it is called. */
interface GroupSource {
  readonly list: (listed: Listed) => LibraryList;
  readonly reload: (listed: Listed) => void;
  /** Whose attributes there are to change; left out: nobody's, and there is no such group. */
  readonly member?: () => Member;
  readonly locale: string;
}

type Make = (name: string, field: Field, source: GroupSource) => FieldGroup | null;

/** What is known of the member, and can be edited. */
const changes: Make = (name, field, { list, reload, member, locale }) =>
  member
    ? {
        name,
        field,
        list: () => list(ATTRIBUTES),
        reload: () => reload(ATTRIBUTES),
        fields: () => {
          const attributes = list(ATTRIBUTES).options.flatMap(({ attribute }) => attribute ?? []);
          return attributeFields(name, attributes, member(), locale);
        },
      }
    : null;

const READY: LibraryList = { state: "ready", options: [], error: null };

/** What is told of an event of the chosen type. Its picker says whether the types are there. */
const properties: Make = (name, field, { list }) => ({
  name,
  field,
  list: () => READY,
  reload: () => undefined,
  fields: ({ values }) => {
    const { options } = list({ list: "event-types" });
    const schema = options.find(({ id }) => id === values[field.of ?? ""])?.schema ?? {};
    return Object.entries(fieldsOfSchema(schema)).flatMap(([key, each]) => {
      const kind = kinds[each.kind];
      const within = { name, key, words: "property" } as const;
      return kind ? [{ name: `${name}.${key}`, field: each, kind, required: each.required, within }] : [];
    });
  },
});

const groups: Partial<Record<Field["kind"], Make>> = { changes, properties };

/** Makes the groups of a form. */
export const groupMaker =
  (source: GroupSource): MakeGroup =>
  (name, field) =>
    groups[field.kind]?.(name, field, source) ?? null;
