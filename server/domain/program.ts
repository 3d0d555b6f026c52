import { lacksModule } from "../../sdk/contract/modules.js";
import type {
  ActionDeclaration,
  Attribute,
  Channel,
  ChannelCapability,
  Currency,
  EventType,
  Named,
  TierStep,
} from "../../sdk/contract/index.js";
import type { LimitRule } from "./operator.js";
import type { RetentionSettings } from "./retention.js";
import type { InputSchema } from "../../sdk/contract/schemas/input-schema.js";
import type { TagCase } from "../../sdk/contract/tag.js";

/** A program's settings: the JSON in `program.settings`. What its pickers list stands in tables of its own. */
export interface Program extends RetentionSettings {
  readonly name: string;
  /** IANA; its days begin and end, and its dates expire, in it. */
  readonly timeZone: string;
  /** Where it is at home (ISO 3166-1 alpha-2): phone numbers without a country's code are of there. Null: nowhere. */
  readonly country: string | null;
  readonly currencies: readonly Currency[];
  /** Lowest first; empty where the program has none. */
  readonly tiers: readonly (TierStep & { readonly threshold: number })[];
  /** A second ladder, which only the team sees, lowest first; left out: the program has none. */
  readonly hiddenTiers?: readonly TierStep[];
  /** The currency whose earned balance decides the tier. */
  readonly tierCurrency: string | null;
  readonly channels: readonly ChannelCapability[];
  /** The channel of messages that somebody writes to one member; it must take custom texts. Left out: there are none. */
  readonly directChannel?: Channel;
  /** Which of the catalogue's capabilities are on: `ledger.add`. An action whose capability is off answers 501. */
  readonly capabilities: readonly string[];
  /** What the program has beside members and balances. Without one, what it is about answers 501 too. */
  readonly modules: readonly string[];
  /** How tags are told apart; by default `folded`: who filters by `VIP` means `vip`. */
  readonly tagCase?: TagCase;
  readonly reason: ReasonRule;
  /** What holds for purchases; by default they are paid in euros, none is entered by hand, and one of which something was spent stays. */
  readonly purchases?: PurchaseRule;
  /** Limits of everybody who isn't granted `limits:exceed`, each operator counted alone, beside those of their token. */
  readonly limits?: readonly LimitRule[];
  /** What operators are warned of before they send a message. Hours are the program's, `HH:MM`. */
  readonly manners?: {
    readonly quietHours?: { readonly from: string; readonly to: string };
    /** By one channel, to one member. */
    readonly mostPerWeek?: number;
  };
  /** For how many days an operation can be undone. Left out: for ever. */
  readonly undoWithinDays?: number;
  /**
   * For how many days the same act on the same member, for the same reason or ticket, is asked about once more. Left
   * out: never.
   */
  readonly asksAgainWithinDays?: number;
  /** What is over a limit waits for a second person, this many hours at most. Left out or null: it is refused. */
  readonly approvals?: { readonly expireAfterHours: number } | null;
  /** The other systems that it is connected with; where each is, the server's settings say. Left out: none. */
  readonly integrations?: readonly Named[];
  /** What may happen to a member, beside purchases; by default nothing. */
  readonly eventTypes?: readonly (EventType & { readonly properties: InputSchema })[];
  /**
   * Where the host's campaigns are made, with `{audience}` for the id of the audience that is handed on; left out: there
   * is no such place.
   */
  readonly campaignWizard?: string;
  /** What it knows of its members, in the order to be shown; by default what every member may have. */
  readonly attributes?: readonly Attribute[];
  /**
   * Whether phone numbers, e-mail addresses, birthdays, postal addresses and attributes that are `personal` are masked for
   * who isn't granted `contacts:read`. Left out: everybody sees them.
   */
  readonly masksContacts?: boolean;
}

interface PurchaseRule {
  /** ISO 4217, and its decimal places. By default euros, with 2. */
  readonly money?: { readonly currency: string; readonly scale: number };
  /** Whether a receipt that no till told of may be claimed. By default not. */
  readonly byHand?: boolean;
  /** What becomes of what was spent of that which a purchase brought, once the purchase comes back. By default `refuse`. */
  readonly returns?: "take-what-is-left" | "record-shortfall" | "refuse";
}

export type FieldRule = "hidden" | "optional" | "required";

/** Whether operators must give a reason. Rules and tills are not asked for one. */
export interface ReasonRule {
  readonly reasonCode: FieldRule;
  readonly note: FieldRule;
  /** Of a text of the action that the member may read; left out: `hidden`. */
  readonly customerMessage?: FieldRule;
}

/** How a program tells tags apart. */
export const tagCaseOf = ({ tagCase = "folded" }: Pick<Program, "tagCase">): TagCase => tagCase;

/** What tells whether a program offers an action. */
export type Offering = Pick<Program, "capabilities" | "modules" | "channels" | "directChannel">;

/** The channel that an action's message leaves by; undefined: it sends none, or the program has no channel for it. */
export const channelOf = (
  { channels, directChannel }: Pick<Program, "channels" | "directChannel">,
  { channel }: Pick<ActionDeclaration, "channel">,
): Channel | undefined => {
  if (channel !== "direct") return channel;
  return channels.some((each) => each.channel === directChannel && each.custom) ? directChannel : undefined;
};

/** Whether a program offers an action: it is on, and so is what it needs. */
export const hasAction = (program: Offering, action: ActionDeclaration): boolean =>
  program.capabilities.includes(action.capability) &&
  !lacksModule(action, program.modules) &&
  (action.channel === undefined || channelOf(program, action) !== undefined);

/** What purchases are paid in, as it is told. */
export const moneyCapability = (program: Pick<Program, "purchases">): Currency => {
  const { currency: code, scale } = moneyOf(program);
  return { code, kind: "money", scale, label: code };
};

/** What purchases are paid in. */
export const moneyOf = ({
  purchases,
}: Pick<Program, "purchases">): { readonly currency: string; readonly scale: number } =>
  purchases?.money ?? { currency: "EUR", scale: 2 };

/** The ladder that only the team sees; empty where the program has none, or its module is off. */
export const hiddenTiersOf = ({ modules, hiddenTiers = [] }: Program): readonly TierStep[] =>
  modules.includes("hidden-tiers") ? hiddenTiers : [];

const DAY_MS = 86_400_000;

/** Until when what is done now can be undone; null: for ever. */
export const undoUntil = ({ undoWithinDays }: Pick<Program, "undoWithinDays">, at: Date): Date | null =>
  undoWithinDays === undefined ? null : new Date(at.getTime() + undoWithinDays * DAY_MS);
