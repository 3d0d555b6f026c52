import * as z from "zod/mini";
import type { Account, Lot } from "../../../sdk/contract/index.js";
import { allOf, type Card, ifThere, Membership, type VoucherifyApi } from "./voucherify-api.js";

const Named = z.object({ id: z.string(), name: z.string() });
const Assigned = z.object({ card_definition_id: z.string() });
const Expiring = z.object({ points: z.object({ total: z.int() }), expiration_date: z.string(), status: z.string() });
const Pending = z.object({
  id: z.string(),
  points: z.object({ total: z.int() }),
  date: z.string(),
  type: z.string(),
  status: z.string(),
});
/** A part of a card's points that waits for its day. */
export type PendingPoints = z.output<typeof Pending>;

const segment = encodeURIComponent;

/** The code of a wallet: the id of its kind of card, which stays whatever it is called, as codes are written. */
export const currencyOf = (cardDefinitionId: string): string =>
  cardDefinitionId.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The cards that a member has, and where their points stand. */
export const cardsOf = (membership: Membership | null): Card[] =>
  membership?.cards.flatMap(({ card }) => card ?? []) ?? [];

/** One loyalty program: its wallets and its memberships. */
export class Program {
  readonly #api: VoucherifyApi;
  readonly #path: string;

  constructor(api: VoucherifyApi, programId: string) {
    this.#api = api;
    this.#path = `/v2/loyalties/programs/${segment(programId)}`;
  }

  /** The kinds of cards that members have, in the order in which they came to the program. */
  async cardDefinitions(): Promise<{ readonly id: string; readonly name: string }[]> {
    const assigned = await allOf(this.#api, `${this.#path}/card-definitions`, Assigned);
    const path = (id: string) => `/v2/loyalties/card-definitions/${segment(id)}`;
    return Promise.all(
      assigned
        .map(({ card_definition_id: id }) => this.#api.ask({ method: "GET", path: path(id) }, Named))
        .toReversed(),
    );
  }

  /** The membership of a customer; null: they are not in the program. */
  async membershipOf(customerId: string): Promise<Membership | null> {
    const path = `${this.#path}/memberships/${segment(customerId)}?identification_type=customer_id`;
    const membership = await ifThere(this.#api.ask({ method: "GET", path }, Membership));
    return membership?.member.status === "DELETED" ? null : membership;
  }

  memberPath(memberId: string): string {
    return `${this.#path}/members/${segment(memberId)}`;
  }

  cardPath(memberId: string, cardId: string): string {
    return `${this.memberPath(memberId)}/cards/${segment(cardId)}`;
  }

  pendingPath(memberId: string, cardId: string): string {
    return `${this.cardPath(memberId, cardId)}/pending-points`;
  }

  /** What of a card waits for its day, soonest first. What waits for an event has none: its date is when it is dropped. */
  async pendingOf(memberId: string, { id, balance }: Card): Promise<readonly PendingPoints[]> {
    return balance.pending_points > 0 ? this.pendingOn(memberId, id) : [];
  }

  /** The same, whatever the card's balance said. */
  async pendingOn(memberId: string, cardId: string): Promise<readonly PendingPoints[]> {
    const all = await allOf(this.#api, this.pendingPath(memberId, cardId), Pending);
    return all.filter(({ status, type }) => status === "PENDING" && type !== "EVENT_BASED");
  }

  /** The balance of a card, with what of it expires or is still to come. */
  async accountOf(memberId: string, card: Card): Promise<Account> {
    const { card_definition_id: kind, balance, next_expiration: expiration } = card;
    const path = this.cardPath(memberId, card.id);
    const [expiring, pending] = await Promise.all([
      expiration ? allOf(this.#api, `${path}/expiring-points`, Expiring) : [],
      this.pendingOf(memberId, card),
    ]);
    const lots: Lot[] = [
      ...expiring
        .filter(({ status }) => status === "ACTIVE")
        .map(({ points, expiration_date: expiresAt }) => ({ amount: points.total, expiresAt, availableAt: null })),
      ...pending.map(({ id, points, date: availableAt }) => ({
        id,
        amount: points.total,
        expiresAt: null,
        availableAt,
      })),
    ];
    const dayOf = ({ expiresAt, availableAt }: Lot): string => availableAt ?? expiresAt ?? "";
    return {
      ...{ currency: currencyOf(kind), spendable: balance.points, earned: null, spent: null, expired: null },
      ...{ pending: balance.pending_points, trend: null },
      lots: lots.sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1)),
    };
  }
}
