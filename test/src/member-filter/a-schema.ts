import type { FilterSchema } from "../../../sdk/contract/bulk/answers.js";

const onNumbers = ["=", "!=", "<", "<=", ">", ">=", "between", "notBetween"];
const existence = ["null", "notNull"];
const onText = ["contains", "doesNotContain", "beginsWith", "doesNotBeginWith", "endsWith", "doesNotEndWith"];
const shown = { column: true, sortable: true };

const branches = [
  { value: "b1", label: "Harbour" },
  { value: "b2", label: "Old Town" },
];

/** What members can be filtered by, with a field of every kind. */
export const schema: FilterSchema = {
  fields: [
    {
      id: "name",
      label: "Name",
      group: "member",
      kind: "text",
      operators: ["=", "!=", ...onText, "in", "notIn", ...existence],
      ...shown,
    },
    {
      id: "birthday",
      label: "Birthday",
      group: "member",
      kind: "date",
      operators: ["inNextDays", ...onNumbers, "inLastDays", "notInLastDays", ...existence],
      ...shown,
    },
    {
      id: "homeBranch",
      label: "Home branch",
      group: "member",
      kind: "choice",
      operators: ["=", "!=", "in", "notIn", ...existence],
      options: branches,
      ...shown,
    },
    {
      id: "email",
      label: "E-mail",
      group: "member",
      kind: "key",
      operators: ["in", "notIn", "contains", ...existence],
      ...shown,
    },
    {
      id: "tags",
      label: "Tags",
      group: "activity",
      kind: "set",
      operators: ["contains", "doesNotContain", "in", "notIn", ...existence],
      suggestions: "tags",
      ...shown,
    },
    {
      id: "gifts",
      label: "Gifts in the wallet",
      group: "wallet",
      kind: "set",
      operators: ["contains", "in"],
      options: [{ value: "g1", label: "Flat white" }],
      ...shown,
    },
    {
      id: "accounts.points.spendable",
      label: "Points balance",
      group: "balance",
      kind: "number",
      operators: onNumbers,
      ...shown,
    },
    {
      id: "accounts.credits.spendable",
      label: "Credits balance",
      group: "balance",
      kind: "number",
      scale: 2,
      operators: onNumbers,
      ...shown,
    },
    {
      id: "consents.sms",
      label: "Consent to SMS",
      group: "consent",
      kind: "boolean",
      operators: ["=", "!="],
      ...shown,
    },
    { id: "aura", label: "Aura", group: "other", kind: "colour", operators: ["="], ...shown },
  ],
  events: [
    {
      id: "purchase",
      label: "purchase",
      scale: 2,
      fields: [
        {
          id: "branch",
          label: "Branch",
          group: "event",
          kind: "choice",
          operators: ["=", "in"],
          options: branches,
          ...shown,
        },
        {
          id: "items",
          label: "Items",
          group: "event",
          kind: "set",
          operators: ["contains", "in"],
          suggestions: "items",
          ...shown,
        },
        { id: "amount", label: "Amount", group: "event", kind: "number", scale: 2, operators: onNumbers, ...shown },
      ],
    },
    { id: "app-opened", label: "Opened the app", scale: null, fields: [] },
  ],
  columns: ["name"],
  greatestDepth: 5,
  mostRules: 50,
  mostValues: 10_000,
};
