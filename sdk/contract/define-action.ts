import { type ActionId, permissions } from "./permissions.js";
import type { Channel, Fields, InputOf } from "./fields.js";
import type { ProblemCode } from "./problems.js";

/**
 * The sections of the actions modal: S0's, with what is on record, what puts a balance right and S2's "Manage membership" before what can't
 * be undone; `tags` is launched from its panel and shown in the modal when a host asks for it.
 */
export type ActionCategory = "assets" | "communication" | "profile" | "corrections" | "membership" | "delete" | "tags";

/**
 * How far an act reaches, from which the confirmation follows: `reversible` (a linked entry can undo it), `outward` (it
 * leaves the house: a message), `irreversible` (typed confirmation).
 */
export type Danger = "reversible" | "outward" | "irreversible";

/** How a member has left for good. Nothing can be done to, or read of, one who has. */
export type ErasedStatus = "deleted" | "opted-out" | "anonymized";

/**
 * One action on one member, declared once: the button, form, preview, route, client method, docs and tests follow from
 * it.
 */
export interface ActionDeclaration<F extends Fields = Fields> {
  /** Verb or verb-noun, kebab-case; the last part of its route. */
  readonly id: string;
  readonly category: ActionCategory;
  /**
   * Default English title of the button; `{currency}` is filled in with the currency's label. Message id
   * `action.<id>.title`.
   */
  readonly title: string;
  /** What it does, in a few words, under the title. Message id `action.<id>.summary`. */
  readonly summary: string;
  /**
   * What the confirming button says; `{amount}` carries its unit, `{name}` is the member. Message id
   * `action.<id>.submit`.
   */
  readonly submit: string;
  /** What the receipt says. Message id `action.<id>.done`. */
  readonly done: string;
  /** What the timeline calls it; `{subject}` is the gift, tag, template or card. Message id `action.<id>.past`. */
  readonly past: string;
  /** What it may bring about that nobody expects, told above its form. Message id `action.<id>.caution`. */
  readonly caution?: string;
  /**
   * Which action is right in which case, told in its form with a link to each: it is taken for others. Of several, the
   * first that the menu has. Message id `action.<id>.case.<n>`, counted from 1.
   */
  readonly cases?: readonly { readonly when: string; readonly actions: readonly ActionId[] }[];
  /** Name of its icon in the kit's set. */
  readonly icon: string;
  /** What the backend must be able to do; without it the action is hidden. */
  readonly capability: string;
  /**
   * What the operator must be allowed to do; without it the action is shown disabled, with the reason. A token may
   * narrow it to a currency: `ledger:redeem:points`.
   */
  readonly permission: string;
  readonly danger: Danger;
  /** What must still hold when it commits: the previewed `outcome`, or the `exact` state (`If-Match` required). */
  readonly holds: "outcome" | "exact";
  /** Where it is launched by default: the modal's menu, or the profile's head or a panel of it. Default `menu`. */
  readonly placement?: "menu" | "panel";
  /** The channel that a message leaves by; `direct`: the one that the program keeps for messages to one member. */
  readonly channel?: Channel | "direct";
  /** The member gets something that they did not earn: it counts as given by hand, see `Given`. Left out: it does not. */
  readonly gives?: true;
  /** The program's rules react to it: that is what it is for. Left out: it fires none (S0-28). */
  readonly firesRules?: true;
  /** Left out: what its effects allow. `none`: it can't be undone, though it can be put right by another action. */
  readonly undo?: "none";
  /** Of what its amount is at most. Default `spendable`. */
  readonly takesFrom?: "spendable" | "spent" | "expired";
  /** The status that a membership must have for it. Left out: any, unless `problems` has `member-blocked`. */
  readonly onlyWhen?: "pending" | "active" | "blocked";
  /** The other member becomes part of this one, and is gone once it is done. */
  readonly merges?: boolean;
  /** The member is gone once it is done: what is left of them has this status. */
  readonly removesMember?: ErasedStatus;
  /** Refusals it may answer, beside those every write may. */
  readonly problems: readonly ProblemCode[];
  readonly fields: F;
  /**
   * Groups of fields of which exactly one is filled in, by name, the first being the default: a template, or a custom
   * text.
   */
  readonly alternatives?: Readonly<
    Record<string, { readonly label: string; readonly fields: readonly (keyof F & string)[] }>
  >;
  /** A valid input, used by docs, stories and tests. */
  readonly example: InputOf<F>;
}

/** What may be sent with any action, beside its own fields. */
export interface CommonInput {
  /** The host's own reference (a ticket), 1-100 characters: stored with the operation and shown in the timeline. */
  reference?: string;
}

/** The input of an action, as it crosses the wire. */
export type ActionInput<A extends ActionDeclaration> = InputOf<A["fields"]> & CommonInput;

/**
 * Declares an action of the catalogue, with the permission that `permissions` has for its id. Its `example` is checked
 * against its fields by the compiler.
 */
export const defineAction = <const Id extends ActionId, const F extends Fields>(
  declaration: Omit<ActionDeclaration<F>, "permission"> & { readonly id: Id },
): ActionDeclaration<F> & { readonly id: Id } => ({ ...declaration, permission: permissions[declaration.id] });

/** Whether the action asks for a currency, and so becomes one button per currency. */
export const hasCurrency = (action: ActionDeclaration): boolean =>
  Object.values(action.fields).some((field) => field.kind === "currency");
