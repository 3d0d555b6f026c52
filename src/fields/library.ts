import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { startingOver } from "../parts/starting-over.js";
import type {
  Attribute,
  EventType,
  Field,
  Gift,
  HeldCard,
  HeldCoupon,
  HeldGift,
  PickerList,
  PunchCard,
  Purchase,
  ReasonCode,
  Reward,
  Template,
} from "../../sdk/contract/index.js";

/** One option of a list. */
export interface Option {
  readonly id: string;
  readonly name: string;
  /** What helps to tell it from others: a description, or a template's text. */
  readonly note: string | null;
  /** How many are left; null: there is no limit. */
  readonly stock: number | null;
  /** Its last day, `YYYY-MM-DD`; null: it has none. */
  readonly until: string | null;
  /** Of a template: the channel that it is for. */
  readonly channel?: string;
  /** Of a reward: what it costs this member, and what stands in the way of claiming it. */
  readonly offer?: Reward["offer"];
  /** Where something was bought: what and when. */
  readonly purchase?: Purchase;
  /** What it costs, in words. */
  readonly cost?: string;
  /** Why it can't be chosen, in words. Left out: it can. */
  readonly whyNot?: string;
  /** Where it is something that is known of members. */
  readonly attribute?: Attribute;
  /** Where it is a reason: for what it is offered, and whether it asks for a note. */
  readonly reason?: ReasonCode;
  /** Where it may happen to a member: what is told of it, as JSON Schema. */
  readonly schema?: EventType["properties"];
}

/** What is listed: what a field picks from, or what there is to edit. */
export type Listed = Pick<Field, "channel"> & { readonly list?: PickerList | "attributes" };

/** What is known of members, in the order of the program. */
export const ATTRIBUTES: Listed = { list: "attributes" };

/** A list of the program's, or of what the member holds, as far as it is loaded. */
export interface LibraryList {
  readonly state: "loading" | "ready" | "failed";
  readonly options: readonly Option[];
  readonly error: unknown;
}

/** More options than a person reads. */
const MAX_OPTIONS = 500;

/** An option, by what is known of it. */
export const optionOf = (id: string, name: string, more: Partial<Option> = {}): Option => ({
  id,
  name,
  note: null,
  stock: null,
  until: null,
  ...more,
});

/** A list that comes whole, read as one that comes in pages. */
async function* each<Item>(read: () => Promise<readonly Item[]>): AsyncIterable<Item> {
  yield* await read();
}

/** Lists that have been read by the time that a form opens. */
const known = [
  "pending-lots",
  "tiers",
  "hidden-tiers",
  "currencies",
  "branches",
  "integrations",
] as const satisfies Field["list"][];
export type KnownList = (typeof known)[number];

/** Whether a field picks from what was read by now. */
export const isKnown = (list: Listed["list"]): list is KnownList => known.some((each) => each === list);

/** How each of the others is read. */
const lists: Record<
  Exclude<NonNullable<Listed["list"]>, KnownList>,
  (client: Client, field: Listed, memberId: string) => [AsyncIterable<unknown>, (item: never) => Option | null]
> = {
  gifts: (client) => [
    client.library.gifts(),
    ({ id, name, description, stock }: Gift) => optionOf(id, name, { note: description, stock }),
  ],
  "held-gifts": (client, _field, memberId) => [
    client.members.gifts(memberId),
    ({ id, gift, status, expiresAt }: HeldGift) =>
      status === "active" ? optionOf(id, gift.name, { until: expiresAt }) : null,
  ],
  "punch-cards": (client) => [
    client.library.punchCards(),
    ({ id, name, reward }: PunchCard) => optionOf(id, name, { note: reward }),
  ],
  rewards: (client, _field, memberId) => [
    client.library.rewards(memberId ? { memberId } : {}),
    ({ id, name, description, stock, offer }: Reward) => optionOf(id, name, { note: description, stock, offer }),
  ],
  "held-coupons": (client, _field, memberId) => [
    client.members.coupons(memberId),
    ({ id, reward, code, status, expiresAt }: HeldCoupon) =>
      status === "active" ? optionOf(id, reward.name, { note: code, until: expiresAt }) : null,
  ],
  "held-cards": (client, _field, memberId) => [
    client.members.cards(memberId),
    ({ id, number, status }: HeldCard) => (status === "active" ? optionOf(id, number) : null),
  ],
  purchases: (client, _field, memberId) => [
    client.members.purchases(memberId),
    (purchase: Purchase) =>
      purchase.returned < purchase.amount.amount
        ? optionOf(purchase.id, purchase.receipt ?? purchase.id, { purchase })
        : null,
  ],
  templates: (client, { channel }) => [
    client.library.templates(channel ? { channel } : {}),
    ({ id, name, subject, body }: Template) => optionOf(id, name, { note: subject ?? body }),
  ],
  "any-templates": (client) => [
    client.library.templates(),
    ({ id, name, channel }: Template) => optionOf(id, name, { channel }),
  ],
  attributes: (client) => [
    each(() => client.library.attributes()),
    (attribute: Attribute) => optionOf(attribute.id, attribute.label, { attribute }),
  ],
  "event-types": (client) => [
    each(() => client.library.eventTypes()),
    ({ id, name, description, properties }: EventType) => optionOf(id, name, { note: description, schema: properties }),
  ],
  "reason-codes": (client) => [
    client.library.reasonCodes(),
    (reason: ReasonCode) => optionOf(reason.id, reason.name, { reason }),
  ],
};

/**
 * The program's lists that pickers show. A list is fetched when a form first shows it and kept until {@link
 * LibraryController.forget}. A failure is kept too, until {@link LibraryController.reload}: drawing never sends
 * requests twice.
 */
export class LibraryController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: () => Client | null;
  readonly #lists = new Map<string, LibraryList>();
  #generation = 0;

  constructor(host: ReactiveControllerHost, client: () => Client | null) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** The list that a field picks from; of what is the program's, without a member. It starts to load when first asked for. */
  list(field: Listed, memberId = ""): LibraryList {
    const known = this.#lists.get(keyOf(field, memberId));
    if (known) return known;
    const loading: LibraryList = { state: "loading", options: [], error: null };
    this.#lists.set(keyOf(field, memberId), loading);
    void this.#load(field, memberId, this.#generation);
    return loading;
  }

  /** Fetches a list once more. */
  reload(field: Listed, memberId = ""): void {
    this.#lists.delete(keyOf(field, memberId));
    this.#host.requestUpdate();
  }

  /** Drops what members hold and may claim, which every action may change. */
  forgetHeld(): void {
    for (const key of this.#lists.keys()) if (OF_MEMBER.includes(key.split(" ")[0] ?? "")) this.#lists.delete(key);
  }

  /** Drops all lists, so that the next form shows what the program has then. */
  forget(): void {
    this.#generation += 1;
    this.#lists.clear();
  }

  async #load(field: Listed, memberId: string, generation: number): Promise<void> {
    const list = await this.#fetch(field, memberId).catch((error: unknown): LibraryList => ({
      state: "failed",
      options: [],
      error,
    }));
    if (generation !== this.#generation) return;
    this.#lists.set(keyOf(field, memberId), list);
    this.#host.requestUpdate();
  }

  async #fetch(field: Listed, memberId: string): Promise<LibraryList> {
    const client = this.#client();
    if (!client || !field.list || isKnown(field.list)) return { state: "ready", options: [], error: null };
    const [paged, toOption] = lists[field.list](client, field, memberId);
    const items = await startingOver(() => firstOf(paged, MAX_OPTIONS));
    return { state: "ready", options: items.flatMap((item) => toOption(item as never) ?? []), error: null };
  }
}

const firstOf = async (paged: AsyncIterable<unknown>, count: number): Promise<unknown[]> => {
  const items: unknown[] = [];
  for await (const item of paged) if (items.push(item) === count) break;
  return items;
};

/** Lists that are of one member, and that any action may change. */
const OF_MEMBER: readonly string[] = [
  "held-gifts",
  "held-coupons",
  "held-cards",
  "rewards",
  "purchases",
] satisfies Field["list"][];

const keyOf = ({ list = "gifts", channel }: Listed, memberId: string): string =>
  `${list} ${OF_MEMBER.includes(list) ? memberId : (channel ?? "")}`;
