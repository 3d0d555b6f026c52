import * as z from "zod/mini";
import type { BalanceChange } from "../../../sdk/contract/index.js";
import { markIn, noteIn } from "../vendor/mark.js";
import type { HistoryPosition, VendorEntry } from "../vendor/vendor.js";
import type { LoyaltyProgram, Wallet } from "./program.js";
import { pagesOf, type TalonOneApi, Transaction } from "./talon-one-api.js";

/** The entry to go on behind: of those of one instant, a later one has a higher id. */
const Resume = z.object({ id: z.int() });

const instantOf = (text: string): string => new Date(text).toISOString();

const newestFirst = (a: Transaction, b: Transaction): number =>
  a.created === b.created ? b.id - a.id : a.created < b.created ? 1 : -1;

interface Place {
  readonly at: string;
  readonly id: number;
}

const isBehind = (place: Place, last: Place): boolean =>
  place.at < last.at || (place.at === last.at && place.id < last.id);

const isInOrder = (page: readonly Transaction[]): boolean =>
  page.every((each, index) => index === 0 || instantOf(page[index - 1]?.created ?? "") >= instantOf(each.created));

/** What moved the points of profiles: Talon.One's log of additions and deductions. Points that expire leave no line in it. */
export class Transactions {
  readonly #api: TalonOneApi;
  readonly #program: LoyaltyProgram;
  readonly #wallets: readonly Wallet[];

  constructor(api: TalonOneApi, program: LoyaltyProgram, wallets: readonly Wallet[]) {
    this.#api = api;
    this.#program = program;
    this.#wallets = wallets;
  }

  /** One that was made by hand and bears a mark of ours, of since then; null: it is not shown (yet). */
  async byMark(integrationId: string, mark: string, since: string): Promise<Transaction | null> {
    const query = { loyaltyTransactionType: "manual", startDate: since };
    for await (const page of this.#pages(integrationId, query)) {
      const found = page.find(({ name }) => markIn(name) === mark);
      if (found) return found;
    }
    return null;
  }

  /** Newest first. */
  async *history(integrationId: string, behind: HistoryPosition | null): AsyncGenerator<readonly VendorEntry[]> {
    const from = behind && { at: behind.at, ...Resume.parse(behind.resume) };
    const query = from ? { endDate: new Date(Date.parse(from.at) + 1).toISOString() } : {};
    let last = from && { at: from.at, id: from.id };
    for await (const page of this.#ordered(integrationId, query)) {
      const entries: VendorEntry[] = [];
      for (const transaction of page) {
        const place = { at: instantOf(transaction.created), id: transaction.id };
        // Pages are counted from the newest: what has come in since moves what was told into the next one.
        if (last && !isBehind(place, last)) continue;
        last = place;
        const entry = this.#entryOf(transaction);
        if (entry) entries.push(entry);
      }
      yield entries;
    }
  }

  /** Talon.One says nowhere in which order it lists: where that is not the newest first, all of it is read, and put in order. */
  async *#ordered(
    integrationId: string,
    query: Readonly<Record<string, string>>,
  ): AsyncGenerator<readonly Transaction[]> {
    const pages = this.#pages(integrationId, query);
    const first = await pages.next();
    if (first.done) return;
    if (isInOrder(first.value)) {
      yield first.value.toSorted(newestFirst);
      for await (const page of pages) yield page.toSorted(newestFirst);
      return;
    }
    const all = [...first.value];
    for await (const page of pages) all.push(...page);
    yield all.sort(newestFirst);
  }

  /** Null: it is of a ledger that isn't shown here. */
  #entryOf({ id, created, type, name, subledgerId, amount, customerSessionId }: Transaction): VendorEntry | null {
    const wallet = this.#wallets.find((each) => each.subledgerId === subledgerId);
    if (!wallet) return null;
    const isAddition = type === "addition";
    const moved = this.#program.unitsOf(amount) * (isAddition ? 1 : -1);
    const mark = markIn(name);
    return {
      ...{ id: String(id), at: instantOf(created), action: isAddition ? "add" : "redeem" },
      ...{ source: customerSessionId ? "pos" : "manual", changes: [changeOf(wallet, moved)], effects: [] },
      ...{ note: noteIn(name), mark, resume: { id } },
    };
  }

  #pages(integrationId: string, query: Readonly<Record<string, string>>): AsyncGenerator<readonly Transaction[]> {
    const path = `${this.#program.profilePath(integrationId)}/transactions`;
    return pagesOf(this.#api, path, query, Transaction);
  }
}

/** The log has no balances, and they can't be counted back: what expired in between isn't in it. */
const changeOf = ({ code: currency }: Wallet, moved: number): BalanceChange => ({
  ...{ currency, earned: null, spendable: null, spent: null, expired: null, requested: moved, applied: moved },
});
