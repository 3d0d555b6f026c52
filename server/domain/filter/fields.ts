import type { Attribute, Named } from "../../../sdk/contract/index.js";
import { hiddenTiersOf, type Program } from "../program.js";
import { attributesOf } from "../profile.js";
import {
  type AccountColumn,
  type Field,
  type FieldKind,
  ofAddresses,
  ofBirthdays,
  ofEverybody,
  ofKeys,
  operatorsOf,
  type SetName,
  type Source,
} from "./field.js";

/** What the program has to choose from. */
export interface Libraries {
  readonly branches: readonly Named[];
  readonly gifts: readonly Named[];
  readonly rewards: readonly Named[];
  readonly punchCards: readonly Named[];
  readonly segments: readonly Named[];
}

export type More = Partial<Pick<Field, "operators" | "options" | "scale" | "suggestions">>;

/** A field with what is usual of its kind. */
export const fieldOf = (
  group: string,
  id: string,
  label: string,
  kind: FieldKind,
  source: Source,
  more: More = {},
): Field => ({
  id,
  label,
  group,
  kind,
  operators: operatorsOf[kind],
  column: true,
  sortable: kind !== "set" && (source.from !== "key" || source.column !== undefined || source.lookup === "id"),
  source,
  ...more,
});

export const optionsOf = (list: readonly Named[]) => list.map(({ id, name }) => ({ value: id, label: name }));

const statuses = [
  { value: "active", label: "Active" },
  { value: "pending", label: "Pending" },
  { value: "blocked", label: "Blocked" },
];

/** What a profile holds under its own names, as attributes are called. */
const inProfile: Readonly<Record<string, (attribute: Attribute) => Field>> = {
  name: ({ label }) => fieldOf("member", "name", label, "text", { from: "profile", column: "name" }),
  firstName: ({ label }) => fieldOf("member", "firstName", label, "text", { from: "profile", column: "first_name" }),
  email: ({ label }) =>
    fieldOf(
      "member",
      "email",
      label,
      "key",
      { from: "key", lookup: "email", column: "email" },
      { operators: ofAddresses },
    ),
  phone: ({ label }) =>
    fieldOf(
      "member",
      "phone",
      label,
      "key",
      { from: "key", lookup: "phone", column: "phone" },
      { operators: ofAddresses },
    ),
  birthday: ({ label }) =>
    fieldOf("member", "birthday", label, "date", { from: "profile", column: "birthday" }, { operators: ofBirthdays }),
  language: ({ label, options }) =>
    fieldOf(
      "member",
      "language",
      label,
      "choice",
      { from: "profile", column: "language" },
      { ...(options && { options }) },
    ),
  homeBranch: ({ label, options }) =>
    fieldOf(
      "member",
      "homeBranch",
      label,
      "choice",
      { from: "profile", column: "home_branch_id" },
      {
        ...(options && { options }),
      },
    ),
};

const kindOfAttribute: Readonly<Record<string, FieldKind>> = {
  number: "number",
  date: "date",
  boolean: "boolean",
  choice: "choice",
  language: "choice",
  branch: "choice",
};

const attributeField = (attribute: Attribute): Field => {
  const { id, label, kind, options } = attribute;
  return (
    inProfile[id]?.(attribute) ??
    fieldOf(
      "attribute",
      `attributes.${id}`,
      label,
      kindOfAttribute[kind] ?? "text",
      { from: "attribute", attribute: id },
      {
        ...(options && { options }),
      },
    )
  );
};

const accountColumns: readonly (readonly [AccountColumn, string])[] = [
  ["spendable", "balance"],
  ["earned", "earned ever"],
  ["spent", "spent ever"],
  ["expired", "expired ever"],
  ["pending", "pending"],
];

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const accountFields = ({ currencies }: Program): Field[] =>
  currencies.flatMap(({ code, label, scale }) =>
    accountColumns.map(([column, what]) =>
      fieldOf(
        "balance",
        `accounts.${code}.${column}`,
        `${capital(label)} ${what}`,
        "number",
        {
          from: "account",
          currency: code,
          column,
        },
        { operators: ofEverybody, ...(scale > 0 && { scale }) },
      ),
    ),
  );

const channelNames: Readonly<Record<string, string>> = { sms: "SMS", email: "e-mail", push: "notifications" };

const consentFields = ({ channels }: Program): Field[] =>
  channels.map(({ channel }) =>
    fieldOf("consent", `consents.${channel}`, `Consent to ${channelNames[channel] ?? channel}`, "boolean", {
      from: "consent",
      channel,
    }),
  );

const heldField = (set: SetName, id: string, label: string, list: readonly Named[]): Field =>
  fieldOf("wallet", id, label, "set", { from: "set", set }, { options: optionsOf(list) });

const walletFields = ({ modules }: Program, { gifts, rewards, punchCards }: Libraries): Field[] => [
  ...(modules.includes("gifts") ? [heldField("gifts", "gifts", "Gifts in the wallet", gifts)] : []),
  ...(modules.includes("rewards") ? [heldField("coupons", "coupons", "Coupons in the wallet", rewards)] : []),
  ...(modules.includes("punch-cards")
    ? [heldField("punch-cards", "punchCards", "Punch cards they hold", punchCards)]
    : []),
];

const tierFields = (program: Program): Field[] => {
  const { tiers } = program;
  const hidden = hiddenTiersOf(program);
  return [
    ...(tiers.length
      ? [
          fieldOf(
            "level",
            "tier",
            "Tier",
            "choice",
            { from: "member", column: "tier_id" },
            { options: optionsOf(tiers) },
          ),
        ]
      : []),
    ...(hidden.length
      ? [
          fieldOf(
            "level",
            "hiddenTier",
            "Hidden tier",
            "choice",
            { from: "member", column: "hidden_tier_id" },
            {
              options: optionsOf(hidden),
            },
          ),
        ]
      : []),
  ];
};

/** In minor units: cents. */
export const MONEY_SCALE = 2;

const purchaseFields = ({ modules }: Program, { branches }: Libraries): Field[] => {
  if (!modules.includes("purchases")) return [];
  const of = (
    id: string,
    label: string,
    kind: FieldKind,
    what: "last" | "visits" | "basket" | "branch",
    more: More = {},
  ) => ({
    ...fieldOf("purchases", id, label, kind, { from: "purchases", what }, more),
    sortable: what === "last",
  });
  return [
    of("lastPurchase", "Last purchase", "date", "last"),
    of("visits", "Purchases in the last year", "number", "visits", { operators: ofEverybody }),
    of("averageBasket", "Average purchase of the last year", "number", "basket", { scale: MONEY_SCALE }),
    of("favouriteBranch", "Favourite branch", "choice", "branch", { options: optionsOf(branches) }),
    fieldOf(
      "purchases",
      "favouriteItems",
      "Favourite items",
      "set",
      { from: "set", set: "favourite-items" },
      {
        suggestions: "items",
      },
    ),
  ];
};

const segmentField = ({ modules }: Program, { segments }: Libraries): Field[] =>
  modules.includes("segments")
    ? [
        {
          ...fieldOf("activity", "segments", "Segments", "set", { from: "segment" }),
          ...{ operators: ["in", "notIn"], options: optionsOf(segments), column: false, sortable: false },
        },
      ]
    : [];

const cardField = ({ modules }: Program): Field[] =>
  modules.includes("cards")
    ? [fieldOf("member", "card", "Card", "key", { from: "key", lookup: "card" }, { operators: ofKeys })]
    : [];

/** All that members of a program can be filtered by, in the order to be offered. */
export const fieldsOf = (program: Program, libraries: Libraries): readonly Field[] => [
  ...attributesOf(program, libraries.branches).map(attributeField),
  fieldOf("member", "id", "Member id", "key", { from: "key", lookup: "id" }),
  fieldOf("member", "externalId", "External id", "key", { from: "key", lookup: "external-id" }, { operators: ofKeys }),
  ...cardField(program),
  fieldOf(
    "member",
    "status",
    "Status",
    "choice",
    { from: "member", column: "status" },
    {
      operators: ["=", "!=", "in", "notIn"],
      options: statuses,
    },
  ),
  fieldOf("member", "joinedAt", "Joined", "date", { from: "member", column: "joined_at" }),
  ...(program.modules.includes("tags")
    ? [fieldOf("activity", "tags", "Tags", "set", { from: "set", set: "tags" }, { suggestions: "tags" })]
    : []),
  ...segmentField(program, libraries),
  ...tierFields(program),
  ...accountFields(program),
  ...consentFields(program),
  ...walletFields(program, libraries),
  ...purchaseFields(program, libraries),
];

/** The columns that a list shows at first: those of these that there are. */
export const firstColumns = (fields: readonly Field[], { tierCurrency, currencies }: Program): string[] => {
  const currency = tierCurrency ?? currencies[0]?.code ?? "";
  return ["name", "tier", `accounts.${currency}.spendable`, "tags", "joinedAt"].filter((id) =>
    fields.some((each) => each.id === id),
  );
};
