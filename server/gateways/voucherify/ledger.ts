import * as z from "zod/mini";
import type { BalanceChange } from "../../../sdk/contract/index.js";
import { balanceChange } from "../vendor/balance-change.js";
import { markIn, noteIn } from "../vendor/mark.js";
import type { HistoryPosition, VendorEntry } from "../vendor/vendor.js";
import { currencyOf, type Program } from "./program.js";
import { type Card, pageOf, pagesOf, Transaction, type VoucherifyApi } from "./voucherify-api.js";

const reasonOf = ({ details }: Transaction): string => details?.reason ?? "";

/** What each type of transaction is called here, whose doing it is taken for, and which way the balance goes. */
const kinds: Readonly<Partial<Record<string, readonly [action: string, source: string, sign: -1 | 0 | 1]>>> = {
  ADMIN_CREDIT: ["add", "manual", 1],
  ADMIN_DEBIT: ["subtract", "manual", -1],
  ADMIN_POINTS_EXPIRATION: ["expire", "manual", -1],
  POINTS_EARNED: ["add", "program", 1],
  POINTS_SPENT_ON_REWARD: ["claim-reward", "pos", -1],
  POINTS_SPENT_ON_ORDER: ["redeem", "pos", -1],
  POINTS_PURCHASED: ["add", "program", 1],
  POINTS_PURCHASE_REVERSED: ["subtract", "program", -1],
  POINTS_REFUNDED: ["refund", "pos", 1],
  POINTS_RETURNED: ["return-purchase", "pos", -1],
  POINTS_EXPIRED: ["expire", "program", -1],
  PENDING_POINTS_ADDED: ["add", "program", 0],
  PENDING_POINTS_ACTIVATED: ["release-pending", "program", 1],
  PENDING_POINTS_CANCELED: ["cancel-pending", "program", 0],
};

const amountOf = ({ details }: Transaction): number => {
  const { points, bucket, buckets } = details ?? {};
  const inBuckets = [...(bucket ? [bucket] : []), ...(buckets ?? [])].reduce((sum, each) => sum + each.points.total, 0);
  return Math.abs(points?.total ?? inBuckets);
};

const dateOf = ({ details }: Transaction): string | null => details?.points?.date ?? null;

const kindOf = ({ type }: Transaction) => kinds[type] ?? (["adjust", "program", 0] as const);

const deltaOf = (transaction: Transaction): number => kindOf(transaction)[2] * amountOf(transaction);

/** Balances by card, and what else of the last instant was told. */
const Resume = z.object({ balances: z.record(z.string(), z.int()), ids: z.array(z.string()) });
type Resume = z.output<typeof Resume>;

const instantOf = (text: string): string => new Date(text).toISOString();

const entryOf = (transaction: Transaction, currency: string, after: number, resume: Resume): VendorEntry => {
  const [action, source] = kindOf(transaction);
  const delta = deltaOf(transaction);
  const changes: BalanceChange[] = delta === 0 ? [] : [balanceChange({ currency, spendable: after - delta }, delta)];
  return {
    ...{ id: transaction.id, at: instantOf(transaction.created_at), action, source, changes, effects: [], resume },
    ...{ note: noteIn(reasonOf(transaction)), mark: markIn(reasonOf(transaction)) },
  };
};

/** One of a card's transactions. */
interface Moved {
  readonly card: Card;
  readonly transaction: Transaction;
}

/** How many entries a page of a history has. */
const PAGE = 50;
/** How often a ledger is read anew whose balances have moved meanwhile. */
const TRIES = 3;

const isSame = (cards: readonly Card[], others: readonly Card[]): boolean =>
  cards.every(({ id, balance }) => others.find((other) => other.id === id)?.balance.points === balance.points);

const Transactions = pageOf(Transaction);

/** The transactions of cards: what moved points, and what became of what was asked for. */
export class Ledger {
  readonly #api: VoucherifyApi;
  readonly #program: Program;

  constructor(api: VoucherifyApi, program: Program) {
    this.#api = api;
    this.#program = program;
  }

  /** One by its id; null: it is not shown (yet). */
  async byId(memberId: string, cardId: string, id: string): Promise<Transaction | null> {
    const query = new URLSearchParams({ "filters[id][conditions][$is]": id, limit: "1" }).toString();
    const path = `${this.#path(memberId, cardId)}?${query}`;
    const { data } = await this.#api.ask({ method: "GET", path }, Transactions);
    return data.find((each) => each.id === id) ?? null;
  }

  /** One that bears a mark of ours, of since then; null: it is not shown (yet). */
  async byMark(memberId: string, cardId: string, mark: string, since: string): Promise<Transaction | null> {
    const query = { limit: "100", order: "created_at", "filters[created_at][conditions][$after]": since };
    for await (const page of pagesOf(this.#api, this.#path(memberId, cardId), query, Transaction)) {
      const found = page.find((each) => markIn(reasonOf(each)) === mark);
      if (found) return found;
    }
    return null;
  }

  /** What became of points that were pending, by what and how many they were and by their day; null: it is not shown (yet). */
  async ofPending(
    memberId: string,
    cardId: string,
    { type, points, date }: { readonly type: string; readonly points: number; readonly date: string },
    since: string,
  ): Promise<Transaction | null> {
    const query = { limit: "100", order: "-created_at", "filters[created_at][conditions][$after]": since };
    for await (const page of pagesOf(this.#api, this.#path(memberId, cardId), query, Transaction)) {
      const found = page.find((each) => each.type === type && amountOf(each) === points && dateOf(each) === date);
      if (found) return found;
    }
    return null;
  }

  /**
   * What moved the points of a member, newest first, over all of their cards. Voucherify's transactions have no balances: they
   * are counted back from what there is now. `read` reads the cards: what came in between is read once more.
   */
  async *history(
    memberId: string,
    read: () => Promise<readonly Card[]>,
    behind: HistoryPosition | null,
  ): AsyncGenerator<readonly VendorEntry[]> {
    for (let tries = 1; ; tries++) {
      const cards = await read();
      const pages = this.#pages(memberId, cards, behind);
      const first = await pages.next();
      if (behind === null && tries < TRIES && !isSame(cards, await read())) continue;
      if (!first.done) yield first.value;
      yield* pages;
      return;
    }
  }

  async *#pages(
    memberId: string,
    cards: readonly Card[],
    behind: HistoryPosition | null,
  ): AsyncGenerator<readonly VendorEntry[]> {
    const from = behind && { at: behind.at, ...Resume.parse(behind.resume) };
    const balances = new Map(cards.map(({ id, balance }) => [id, from?.balances[id] ?? balance.points]));
    let [at, ids]: [string, readonly string[]] = [from?.at ?? "", from?.ids ?? []];
    let page: VendorEntry[] = [];
    for await (const { card, transaction } of this.#merged(memberId, cards, from?.at)) {
      const instant = instantOf(transaction.created_at);
      if (instant === at && ids.includes(transaction.id)) continue;
      [at, ids] = instant === at ? [at, [...ids, transaction.id]] : [instant, [transaction.id]];
      const after = balances.get(card.id) ?? 0;
      balances.set(card.id, after - deltaOf(transaction));
      const resume = { balances: Object.fromEntries(balances), ids: [...ids] };
      page.push(entryOf(transaction, currencyOf(card.card_definition_id), after, resume));
      if (page.length < PAGE) continue;
      yield page;
      page = [];
    }
    yield page;
  }

  /** The transactions of all cards, newest first. */
  async *#merged(memberId: string, cards: readonly Card[], until: string | undefined): AsyncGenerator<Moved> {
    const streams = cards.map((card) => this.#moved(memberId, card, until));
    const heads = await Promise.all(streams.map(async (stream) => ({ stream, head: await stream.next() })));
    for (;;) {
      const open = heads.flatMap((each) => (each.head.done ? [] : [{ each, moved: each.head.value }]));
      const [first, ...others] = open;
      if (!first) return;
      const newest = others.reduce(
        (best, other) => (other.moved.transaction.created_at > best.moved.transaction.created_at ? other : best),
        first,
      );
      yield newest.moved;
      newest.each.head = await newest.each.stream.next();
    }
  }

  /** What has moved points of one card: what is still to be decided has not, nor what was refused. */
  async *#moved(memberId: string, card: Card, until: string | undefined): AsyncGenerator<Moved> {
    const before = until === undefined ? null : new Date(Date.parse(until) + 1).toISOString();
    const query = {
      ...{ limit: "100", order: "-created_at" },
      ...(before !== null && { "filters[created_at][conditions][$before]": before }),
    };
    for await (const page of pagesOf(this.#api, this.#path(memberId, card.id), query, Transaction))
      for (const transaction of page) if (transaction.status === "APPROVED") yield { card, transaction };
  }

  #path(memberId: string, cardId: string): string {
    return `${this.#program.cardPath(memberId, cardId)}/transactions`;
  }
}
