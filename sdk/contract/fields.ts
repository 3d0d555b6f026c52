/**
 * Field descriptors: what an action asks for, as plain data. The form, the validating schema, the OpenAPI document and
 * the docs are all made from them, so importing the catalogue defines no schema and costs no script time.
 */

export type FieldKind =
  | "currency"
  | "amount"
  | "money"
  | "count"
  | "flag"
  | "text"
  | "multiline"
  | "date"
  | "choice"
  | "tag"
  | "member"
  | "changes"
  | "properties"
  | "picks"
  | "confirmation";

/** What a choice picks from: a library of the backend, or what the member holds. */
export type PickerList =
  | "gifts"
  | "held-gifts"
  | "pending-lots"
  | "punch-cards"
  | "rewards"
  | "held-coupons"
  | "held-cards"
  | "purchases"
  | "branches"
  | "templates"
  | "any-templates"
  | "tiers"
  | "hidden-tiers"
  | "event-types"
  | "currencies"
  | "integrations"
  | "reason-codes";

export type Channel = "sms" | "email" | "push";

declare const VALUE: unique symbol;

/** One input of an action. `Value` is the type of its value on the wire. */
export interface Field<Value = unknown, Required extends boolean = boolean> {
  readonly kind: FieldKind;
  /** Default English label; its message id is `input.<name>`, or `action.<id>.input.<name>` where other actions say it otherwise. */
  readonly label: string;
  /** Default English help, shown below the input. */
  readonly help?: string;
  readonly required: Required;
  /** Least number allowed (amount, count). Where an amount's is below 0, 0 itself is not allowed. */
  readonly min?: number;
  /** Greatest number allowed (amount, count). */
  readonly max?: number;
  /** Most characters allowed (text, multiline, tag), in UTF-16 code units. */
  readonly maxLength?: number;
  /** Which library a choice picks from. */
  readonly list?: PickerList;
  /** Fixed values that a choice picks from, instead of a library. */
  readonly options?: readonly { readonly value: string | boolean; readonly label: string }[];
  /** What it means that an optional date is left out ("Never"): the form asks for either. Message id `input.<name>.none`. */
  readonly none?: string;
  /** The field that says of what these are the properties. */
  readonly of?: string;
  /** The module of a program without which there is nothing to fill in; that of a list goes without saying. */
  readonly module?: string;
  /** Narrows templates to one channel. */
  readonly channel?: Channel;
  /** The flag that lets what this member is not eligible for be chosen too. Left out: eligibility is not asked for. */
  readonly eligibleUnless?: string;
  /** What an operator must be allowed to do to fill it in, beside the action's own permission. */
  readonly permission?: string;
  /** Free text that may hold personal data: it never goes to storage, logs or kept answers. */
  readonly personal?: boolean;
  /** May hold `{variables}` that the server fills in per member. */
  readonly variables?: boolean;
  /** Only one member of the program can have this value. */
  readonly unique?: boolean;
  readonly [VALUE]?: Value;
}

export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F> = F extends Field<infer Value> ? Value : never;
type RequiredKeys<F extends Fields> = { [K in keyof F]: F[K]["required"] extends true ? K : never }[keyof F];

/** The input that a set of fields describes: required fields are required keys. */
export type InputOf<F extends Fields> = { -readonly [K in RequiredKeys<F>]: ValueOf<F[K]> } & {
  -readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: ValueOf<F[K]>;
};

type Options = Omit<Field, "kind" | "label" | "required" | typeof VALUE>;

const field = <Value>(kind: FieldKind, label: string, options: Options = {}): Field<Value, true> => ({
  kind,
  label,
  required: true,
  ...options,
});

/** The same field, which may be left out. */
export const optional = <Value>(required: Field<Value>): Field<Value, false> => ({ ...required, required: false });

/** A currency code of the backend (`points`); the button, not the form, usually decides it. */
export const currencyField = (label: string) => field<string>("currency", label);

/** A positive integer in the currency's minor units, at most 2^53 - 1. */
export const amountField = (label: string, options: Options = {}) =>
  field<number>("amount", label, { min: 1, max: Number.MAX_SAFE_INTEGER, ...options });

/** A whole number in the currency's minor units, up or down, and never 0. */
export const signedAmountField = (label: string, options: Options = {}) =>
  amountField(label, { min: -Number.MAX_SAFE_INTEGER, ...options });

/** An amount of the money that purchases are paid in: a positive integer in its minor units, at most a million of 100. */
export const moneyField = (label: string, options: Options = {}) =>
  field<number>("money", label, { min: 1, max: 100_000_000, ...options });

/** A small positive whole number. */
export const countField = (label: string, options: Options = {}) =>
  field<number>("count", label, { min: 1, max: 100, ...options });

/** Something that is done, or not unless it is on. */
export const flagField = (label: string, options: Options = {}) => field<boolean>("flag", label, options);

/** One line of free text. */
export const textField = (label: string, options: Options = {}) =>
  field<string>("text", label, { maxLength: 200, personal: true, ...options });

/** Several lines of free text. */
export const multilineField = (label: string, options: Options = {}) =>
  field<string>("multiline", label, { maxLength: 2000, personal: true, ...options });

/** A calendar date, `YYYY-MM-DD`, in the program's time zone. */
export const dateField = (label: string, options: Options = {}) => field<string>("date", label, options);

/** One of fixed values. */
export const optionField = <Value extends string | boolean>(
  label: string,
  options: readonly { readonly value: Value; readonly label: string }[],
) => field<Value>("choice", label, { options });

/** The id of a gift of the program. */
export const giftField = (label: string) => field<string>("choice", label, { list: "gifts" });

/** The id of a gift in the member's wallet that can be used. */
export const heldGiftField = (label: string) => field<string>("choice", label, { list: "held-gifts" });

/** The id of a part of a balance that the member can't spend yet. */
export const pendingLotField = (label: string) => field<string>("choice", label, { list: "pending-lots" });

/** The id of a punch card of the program. */
export const punchCardField = (label: string) => field<string>("choice", label, { list: "punch-cards" });

/** The id of a reward of the program. */
export const rewardField = (label: string, options: Options = {}) =>
  field<string>("choice", label, { list: "rewards", ...options });

/** The id of a coupon in the member's wallet that can be used. */
export const heldCouponField = (label: string) => field<string>("choice", label, { list: "held-coupons" });

/** The id of a card that the member holds. */
export const heldCardField = (label: string) => field<string>("choice", label, { list: "held-cards" });

/** The number of a card, as it is printed: only its letters and digits count. */
export const cardNumberField = (label: string) => textField(label, { maxLength: 64, module: "cards", unique: true });

/** The number of a till's receipt, as it is printed: capitals and spaces don't count. */
export const receiptField = (label: string, options: Options = {}) =>
  textField(label, { maxLength: 64, module: "purchases", ...options });

/** The id of a purchase of the member of which something can come back. */
export const purchaseField = (label: string) => field<string>("choice", label, { list: "purchases" });

/** The id of a branch of the program. */
export const branchField = (label: string) => field<string>("choice", label, { list: "branches" });

/** The id of a saved template of one channel: the library that campaigns use too (S0-15). */
export const templateField = (label: string, channel: Channel) =>
  field<string>("choice", label, { list: "templates", channel });

/** The id of a saved template of any channel. */
export const anyTemplateField = (label: string) => field<string>("choice", label, { list: "any-templates" });

/** The id of a tier of the program above the member's own. */
export const higherTierField = (label: string) => field<string>("choice", label, { list: "tiers" });

/** The id of another member of the program, who is acted on in the same operation. An action has one at most. */
export const memberField = (label: string, options: Options = {}) => field<string>("member", label, options);

/** The id of a tier above the member's own on the ladder that only the team sees. */
export const higherHiddenTierField = (label: string) => field<string>("choice", label, { list: "hidden-tiers" });

/**
 * What of two profiles is taken from the other one: ids of attributes. Of those that are left out the member's own stays.
 */
export const picksField = (label: string) => field<readonly string[]>("picks", label);

/** The code of a currency of the program that is not the member's own. */
export const memberCurrencyField = (label: string) => field<string>("choice", label, { list: "currencies" });

/** The id of one of the other systems that the program is connected with. */
export const integrationField = (label: string) => field<string>("choice", label, { list: "integrations" });

/** One of the backend's reason codes. */
export const reasonField = (label: string) => field<string>("choice", label, { list: "reason-codes" });

/** An internal note: shown to the team, never to the customer (S3-24). */
export const noteField = (label: string) =>
  multilineField(label, { maxLength: 1000, help: "Only your team sees this." });

/** The id of one of the program's types of events. */
export const eventTypeField = (label: string) => field<string>("choice", label, { list: "event-types" });

/** What is told of an event, by the names in the schema of its type, which the field `of` names. */
export const propertiesField = (label: string, of: string) =>
  field<Readonly<Record<string, string | number | boolean>>>("properties", label, { of, personal: true });

/** What is known of a member under one name; null: nothing. */
export type AttributeValue = string | number | boolean | null;

/** One attribute that is to be changed. */
export interface AttributeChange {
  /** What the operator saw there: it is refused where that is something else by now. */
  readonly from: AttributeValue;
  readonly to: AttributeValue;
}

/** What is to be changed of what is known of the member, by attribute: those that were touched, and no others. */
export const changesField = (label: string) =>
  field<Readonly<Record<string, AttributeChange>>>("changes", label, { personal: true });

/** A free-form tag of 1-64 characters after trimming; any string will do (S1-8). */
export const tagField = (label: string) => field<string>("tag", label, { maxLength: 64 });

/** What the operator types to confirm what can't be undone: the member's id or full name. */
export const confirmationField = (label: string) =>
  field<string>("confirmation", label, { maxLength: 400, personal: true });

/** Why it was done: a code for reports and a note for colleagues; both may be left out. */
export const why = {
  reasonCode: optional(reasonField("Reason")),
  note: optional(noteField("Note")),
} as const;

/**
 * An action that has these may tell the member of it, by a template that is rendered with how they stand once it is done.
 * Nobody is told unless one is chosen. Consent decides at delivery, as for any message.
 */
export const telling = {
  notify: optional(anyTemplateField("Notify the member")),
  /** What the member may read of it, where the program has such texts: a template prints it as `{customer_message}`. */
  customerMessage: optional(
    multilineField("Message to the member", { maxLength: 300, help: "Printed where the template has a place for it." }),
  ),
} as const;
