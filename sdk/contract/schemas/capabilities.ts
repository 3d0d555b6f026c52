import * as z from "zod/mini";
import { Minor, Money, Named } from "./common.js";

export const Currency = z.object({
  code: z.string(),
  /** `points`, `credits`, `stamps` or `money`. */
  kind: z.string(),
  /** Decimal places of the minor unit: 0 for points, 2 for credits. */
  scale: z.int(),
  /** As it stands in a sentence: "points". */
  label: z.string(),
});
export type Currency = z.infer<typeof Currency>;

/** Which of the reason fields exist, and whether a reason is required. */
export const ReasonRule = z.object({
  reasonCode: z.string(),
  note: z.string(),
  /** The text of an action that the member may read; left out: `hidden`. */
  customerMessage: z.optional(z.string()),
});

/** An action that this backend offers; its own ones carry labels and an input schema beside. */
export const ActionCapability = z.object({
  id: z.string(),
  /** What becomes of the member's data: shown in words before an irreversible act. */
  consequences: z.optional(
    z.object({ removed: z.array(z.string()), kept: z.array(z.string()), freed: z.array(z.string()) }),
  ),
  /** Whether doing it fires the program's rules: `yes`, `no`, or `unknown` where the backend can't tell. */
  firesRules: z.string(),
  /** The currencies it works in; left out: all of the backend's. */
  currencies: z.optional(z.array(z.string())),
  /**
   * Which of its optional fields the backend takes (`expiresAt`, `note`); left out: all of them. The form shows no
   * other. A `reference` is taken with every action, and is not named here.
   */
  optionalFields: z.optional(z.array(z.string())),
  /** The most that one operation may ask for, in minor units; left out: no limit of the backend's own. */
  maximum: z.optional(Minor),
  /** Who gets to read the note: `internal`, only the team, or `member`. Left out: `internal`. */
  noteSeenBy: z.optional(z.string()),
  /** The channels by which the member can be told of it, by a template; left out or empty: by none. */
  notifiesBy: z.optional(z.array(z.string())),
  /**
   * How it can be undone: `exact`, as if it had never been done; `compensating`, by an opposite entry; `none`. Left
   * out: `exact`. Whether one operation can be undone now is for its own `reversible` to say.
   */
  undo: z.optional(z.string()),
  /** Only for a backend's own actions: what the kit's catalogue says of the built-in ones. */
  own: z.optional(
    z.object({
      title: z.string(),
      summary: z.string(),
      /** What the confirming button, the receipt and the timeline say of it; each left out: the title. */
      submit: z.optional(z.string()),
      done: z.optional(z.string()),
      past: z.optional(z.string()),
      /** Name of its icon in the kit's set; one that is not in it is a bolt. */
      icon: z.optional(z.string()),
      category: z.string(),
      /**
       * `reversible`, `outward` or `irreversible`; an unknown one, of a newer contract, is to be taken for the
       * strictest (U10).
       */
      danger: z.string(),
      permission: z.string(),
      /**
       * JSON Schema 2020-12, in a subset: see "Actions of a backend's own", and `schemas/input-schema.ts`. A `note` or
       * a `reasonCode` in it is that of the operation.
       */
      input: z.looseObject({}),
    }),
  ),
});
export type ActionCapability = z.infer<typeof ActionCapability>;

export const ChannelCapability = z.object({
  channel: z.string(),
  /** Whether a custom text may be sent, beside saved templates. */
  custom: z.boolean(),
  /** Price of one message (of one segment, for SMS); null where free. */
  cost: z.nullable(Money),
});
export type ChannelCapability = z.infer<typeof ChannelCapability>;

/** What a member can be found by: `name`, `email`, `phone`, `id`, `support-id`, `card` or `external-id`. */
export const SearchCapability = z.object({
  /** Found by all of it. */
  exact: z.array(z.string()),
  /** Found by how it begins, too. */
  prefix: z.array(z.string()),
});
export type SearchCapability = z.infer<typeof SearchCapability>;

export const TierStep = z.object({
  id: z.string(),
  name: z.string(),
  /** 0 is the lowest. */
  rank: z.int(),
  /** Earned points at which it starts; null where the backend doesn't know. */
  threshold: z.nullable(z.int()),
});
export type TierStep = z.infer<typeof TierStep>;

/** What a backend can do at all, whoever asks. */
export const Capabilities = z.object({
  contractVersion: z.int(),
  /** `core`, `preview` or `bulk`, each including the former. Nothing of a higher level is asked for. */
  level: z.string(),
  /** Name of the program, and the zone in which its days begin and end (IANA). */
  program: z.object({ name: z.string(), timeZone: z.string() }),
  currencies: z.array(Currency),
  /** The ladder of tiers, lowest first; empty where the program has none. */
  tiers: z.array(TierStep),
  /** A second ladder, which only the team sees; left out or empty: there is none. */
  hiddenTiers: z.optional(z.array(TierStep)),
  /** The currency whose earned balance decides the tier. */
  tierCurrency: z.nullable(z.string()),
  channels: z.array(ChannelCapability),
  actions: z.array(ActionCapability),
  /**
   * What the program has beside members and balances (`gifts`, `punch-cards`, `messages`, `tags`). Of others nothing is
   * asked for.
   */
  modules: z.array(z.string()),
  branches: z.array(Named),
  /** What purchases are paid in: its `code` is of ISO 4217. Left out: nothing is known of purchases. */
  money: z.optional(Currency),
  /** The other systems that a member can be handed to anew; left out or empty: none. */
  integrations: z.optional(z.array(Named)),
  /** `hidden`, `optional` or `required`, each. */
  reason: ReasonRule,
  /**
   * `exact`: `VIP` and `vip` are two tags; `folded`: one, compared by `foldTag`. Left out where the backend doesn't
   * say.
   */
  tagCase: z.optional(z.string()),
  /**
   * `exact`: what is previewed is what happens, or it is refused as stale. `estimate`: about, and without a tag.
   * `none`: no route.
   */
  preview: z.string(),
  /**
   * What does a key at most once: `native`, the backend itself; `gateway`, something before it; `none`: nothing, so
   * that the client never repeats a write.
   */
  idempotency: z.string(),
  /** What the quick search finds members by; left out: the backend doesn't say. */
  search: z.optional(SearchCapability),
});
export type Capabilities = z.infer<typeof Capabilities>;
