import * as z from "zod/mini";
import type { BalanceChange, Effect, Lot } from "../../../sdk/contract/index.js";
import type { HistoryPosition, VendorEntry } from "../vendor/vendor.js";
import { balanceChange } from "../vendor/balance-change.js";
import { markIn, noteIn } from "../vendor/mark.js";
import { LoyaltyAccount, LoyaltyEvent, LoyaltyProgram, LoyaltyReward, type SquareApi } from "./square-api.js";

/** Square has one balance for a program. */
export const CURRENCY = "points";

const Accounts = z.object({ loyalty_accounts: z.optional(z.array(LoyaltyAccount)) });
const Account = z.object({ loyalty_account: LoyaltyAccount });
const Events = z.object({ events: z.optional(z.array(LoyaltyEvent)), cursor: z.optional(z.string()) });
const Program = z.object({ program: LoyaltyProgram });
const Rewards = z.object({ rewards: z.optional(z.array(LoyaltyReward)), cursor: z.optional(z.string()) });

export const accountPath = (id: string): string => `/v2/loyalty/accounts/${encodeURIComponent(id)}`;

/** The most that one page of Square's ledger holds. */
const PAGE = 30;
/** How often a ledger is read anew whose balance has moved meanwhile. */
const TRIES = 3;

/** How the balance moved by an event. Square writes some of these with a sign, and some without. */
const deltaOf = (event: LoyaltyEvent): number => {
  const points = (of: { points?: number | null | undefined } | undefined): number => of?.points ?? 0;
  return (
    points(event.accumulate_points) +
    points(event.accumulate_promotion_points) +
    points(event.adjust_points) +
    points(event.other_event) +
    Math.abs(points(event.delete_reward)) -
    Math.abs(points(event.create_reward)) -
    Math.abs(points(event.expire_points))
  );
};

/** What each type of event is called here, and whose doing it is taken for. */
const kinds: Readonly<Partial<Record<string, readonly [action: string, source: string]>>> = {
  ACCUMULATE_POINTS: ["purchase", "pos"],
  ACCUMULATE_PROMOTION_POINTS: ["purchase", "campaign"],
  EXPIRE_POINTS: ["expire", "program"],
  CREATE_REWARD: ["claim-reward", "pos"],
  REDEEM_REWARD: ["use-reward", "pos"],
  DELETE_REWARD: ["return-reward", "pos"],
};

const kindOf = (event: LoyaltyEvent): readonly [string, string] => {
  const kind = kinds[event.type];
  if (kind) return kind;
  return [deltaOf(event) < 0 ? "subtract" : "add", event.type === "ADJUST_POINTS" ? "manual" : "program"];
};

/** The entries of a reward's life are found by the reward, since Square doesn't answer the events' own ids. */
export const entryOfReward = (rewardId: string, what: "created" | "deleted"): string => `reward-${what}-${rewardId}`;

const entryIdOf = ({ id, create_reward: created, delete_reward: deleted }: LoyaltyEvent): string => {
  if (created?.reward_id) return entryOfReward(created.reward_id, "created");
  return deleted?.reward_id ? entryOfReward(deleted.reward_id, "deleted") : id;
};

/** The balance before an entry, and the event that it is. */
const Resume = z.object({ balance: z.int(), event: z.string() });
type Resume = z.output<typeof Resume>;

const instantOf = (text: string): string => new Date(text).toISOString();

const entryOf = (event: LoyaltyEvent, after: number, resume: Resume): VendorEntry => {
  const [action, source] = kindOf(event);
  const delta = deltaOf(event);
  const reason = event.adjust_points?.reason ?? "";
  const changes: BalanceChange[] =
    delta === 0 ? [] : [balanceChange({ currency: CURRENCY, spendable: after - delta }, delta)];
  const effects: Effect[] = [];
  return {
    ...{ id: entryIdOf(event), at: instantOf(event.created_at), action, source, changes, effects, resume },
    ...{ note: noteIn(reason), mark: markIn(reason) },
  };
};

/** Loyalty accounts, their ledger and the program. */
export class Loyalty {
  readonly #api: SquareApi;
  /** By customer: an account stays its customer's. */
  readonly #accountIds = new Map<string, string>();

  constructor(api: SquareApi) {
    this.#api = api;
  }

  /** The account of a customer; null: they are not in the program. */
  async accountOf(customerId: string): Promise<LoyaltyAccount | null> {
    const known = this.#accountIds.get(customerId);
    if (known !== undefined) return this.account(known);
    const body = { query: { customer_ids: [customerId] }, limit: 1 };
    const request = { method: "POST", path: "/v2/loyalty/accounts/search", body, reads: true } as const;
    const { loyalty_accounts: [found] = [] } = await this.#api.ask(request, Accounts);
    if (!found) return null;
    if (this.#accountIds.size >= 100_000) this.#accountIds.clear();
    this.#accountIds.set(customerId, found.id);
    // A search may lag behind what was written a moment ago.
    return this.account(found.id);
  }

  async account(id: string): Promise<LoyaltyAccount> {
    return (await this.#api.ask({ method: "GET", path: accountPath(id) }, Account)).loyalty_account;
  }

  async program(): Promise<LoyaltyProgram> {
    return (await this.#api.ask({ method: "GET", path: "/v2/loyalty/programs/main" }, Program)).program;
  }

  async rewardsOf(accountId: string): Promise<LoyaltyReward[]> {
    const body = { query: { loyalty_account_id: accountId }, limit: 30 };
    const request = { method: "POST", path: "/v2/loyalty/rewards/search", body, reads: true } as const;
    return (await this.#api.ask(request, Rewards)).rewards ?? [];
  }

  /** Newest first. Square's ledger has no balances: they are counted back from what there is now. */
  async *history(accountId: string, behind: HistoryPosition | null): AsyncGenerator<readonly VendorEntry[]> {
    const from = behind && { at: behind.at, ...Resume.parse(behind.resume) };
    let balance = from?.balance ?? 0;
    let page = from ? await this.#events(accountId, { until: from.at }) : null;
    if (!page) ({ page, balance } = await this.#newest(accountId));
    // What has come in since has the same instant at most: it stands before the event to go on behind.
    let isBehind = from === null;
    for (;;) {
      const entries: VendorEntry[] = [];
      for (const event of page.events ?? []) {
        const isSame = instantOf(event.created_at) === from?.at;
        if (!isBehind && isSame) {
          isBehind = event.id === from.event;
          continue;
        }
        isBehind = true;
        const after = balance;
        balance -= deltaOf(event);
        entries.push(entryOf(event, after, { balance, event: event.id }));
      }
      yield entries;
      if (page.cursor === undefined) return;
      page = await this.#events(accountId, { cursor: page.cursor, ...(from && { until: from.at }) });
    }
  }

  /** The newest events with the balance after them: what came in between is read once more. */
  async #newest(accountId: string): Promise<{ page: z.output<typeof Events>; balance: number }> {
    let balance = (await this.account(accountId)).balance ?? 0;
    for (let tries = 1; ; tries++) {
      const page = await this.#events(accountId, {});
      const now = (await this.account(accountId)).balance ?? 0;
      if (now === balance || tries === TRIES) return { page, balance: now };
      balance = now;
    }
  }

  #events(accountId: string, { until, cursor }: { until?: string; cursor?: string }): Promise<z.output<typeof Events>> {
    const upTo = until !== undefined && {
      date_time_filter: { created_at: { end_at: new Date(Date.parse(until) + 1).toISOString() } },
    };
    const filter = { loyalty_account_filter: { loyalty_account_id: accountId }, ...upTo };
    const body = { query: { filter }, limit: PAGE, ...(cursor !== undefined && { cursor }) };
    return this.#api.ask({ method: "POST", path: "/v2/loyalty/events/search", body, reads: true }, Events);
  }
}

/** The calendar day of an instant in a time zone. */
const dayIn = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date(instant));

/** What of a balance expires, soonest first: Square says for each part until when it can be spent. */
export const lotsOf = ({ expiring_point_deadlines: deadlines }: LoyaltyAccount, timeZone: string): Lot[] =>
  (deadlines ?? [])
    .map(({ points, expires_at: at }) => ({ amount: points, expiresAt: dayIn(at, timeZone), availableAt: null }))
    .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1));
