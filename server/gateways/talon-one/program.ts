import type * as z from "zod/mini";
import type { Account, Lot } from "../../../sdk/contract/index.js";
import { dayOf } from "../../domain/calendar.js";
import { lastDayBefore } from "./days.js";
import { type Ledger, type Ledgers, Points, Program, pagesOf, type TalonOneApi } from "./talon-one-api.js";

/** A ledger of the program as a currency. */
export interface Wallet {
  readonly code: string;
  readonly label: string;
  /** Talon.One's id of it; "": the main ledger. */
  readonly subledgerId: string;
}

/** Of the main ledger. */
const MAIN: Wallet = { code: "points", label: "points", subledgerId: "" };

/** Codes have letters and digits only. */
const codeOf = (subledgerId: string): string => subledgerId.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The main ledger, and the subledgers that are named: Talon.One has no list of them. */
export const walletsOf = (subledgers: readonly string[]): readonly Wallet[] => [
  MAIN,
  ...subledgers.map((subledgerId) => ({ code: codeOf(subledgerId), label: subledgerId, subledgerId })),
];

/** How many pages of points are read at most, to say when they expire. */
const MOST_PAGES = 4;

export interface ProgramOptions {
  readonly programId: number;
  /** How many digits Talon.One's points have behind the point. */
  readonly scale: number;
}

/** One loyalty program whose points belong to profiles, not to cards. */
export class LoyaltyProgram {
  readonly #api: TalonOneApi;
  readonly #options: ProgramOptions;
  readonly #path: string;

  constructor(api: TalonOneApi, options: ProgramOptions) {
    this.#api = api;
    this.#options = options;
    this.#path = `/v1/loyalty_programs/${options.programId}`;
  }

  read(): Promise<z.output<typeof Program>> {
    return this.#api.ask({ method: "GET", path: this.#path, management: "program" }, Program);
  }

  profilePath(integrationId: string): string {
    return `${this.#path}/profile/${encodeURIComponent(integrationId)}`;
  }

  /** In minor units, what Talon.One counts as points. */
  unitsOf(points: number): number {
    return Math.round(points * 10 ** this.#options.scale);
  }

  pointsOf(units: number): number {
    return units / 10 ** this.#options.scale;
  }

  /** What can be spent of a ledger now; below zero where more was taken back than there was. */
  spendableOf({ currentBalance, negativeBalance }: Ledger): number {
    return this.unitsOf(currentBalance - Math.abs(negativeBalance ?? 0));
  }

  /** The balance of a wallet, with what of it expires or is still to come. What was spent or has expired Talon.One tells no more. */
  async accountOf(integrationId: string, wallet: Wallet, ledgers: Ledgers, timeZone: string): Promise<Account> {
    const ledger = ledgerOf(ledgers, wallet);
    const lots =
      ledger.currentBalance > 0 || ledger.pendingBalance > 0 ? await this.#lotsOf(integrationId, wallet, timeZone) : [];
    return {
      ...{ currency: wallet.code, spendable: this.spendableOf(ledger), earned: null, spent: null, expired: null },
      ...{ pending: this.unitsOf(ledger.pendingBalance), lots, trend: null },
    };
  }

  async #lotsOf(integrationId: string, wallet: Wallet, timeZone: string): Promise<Lot[]> {
    const read = (status: string) => this.#points(integrationId, wallet, status);
    const [active, pending] = await Promise.all([read("active"), read("pending")]);
    const all = [...active, ...pending].flatMap((points): Lot[] => {
      const expiresAt = isInstant(points.expiryDate) ? lastDayBefore(points.expiryDate, timeZone) : null;
      const isPending = pending.includes(points);
      const availableAt = isPending && isInstant(points.startDate) ? dayOf(new Date(points.startDate), timeZone) : null;
      return expiresAt === null && availableAt === null
        ? []
        : [{ amount: this.unitsOf(points.amount), expiresAt, availableAt }];
    });
    const dayOfLot = ({ expiresAt, availableAt }: Lot): string => availableAt ?? expiresAt ?? "";
    return all.sort((a, b) => (dayOfLot(a) < dayOfLot(b) ? -1 : 1));
  }

  async #points(integrationId: string, { subledgerId }: Wallet, status: string): Promise<readonly Points[]> {
    const query = { status, ...(subledgerId !== "" && { subledgerId }) };
    const found: Points[] = [];
    let pages = 0;
    for await (const page of pagesOf(this.#api, `${this.profilePath(integrationId)}/points`, query, Points)) {
      found.push(...page);
      if (++pages === MOST_PAGES) break;
    }
    return found;
  }
}

const NOTHING: Ledger = { currentBalance: 0, pendingBalance: 0 };

/** A wallet's ledger; an empty one where the profile has none yet. */
export const ledgerOf = ({ ledger, subLedgers }: Ledgers, { subledgerId }: Wallet): Ledger =>
  subledgerId === "" ? ledger : (subLedgers?.[subledgerId] ?? NOTHING);

/** `immediate`, `on_action` and `unlimited` stand where an instant may. */
const isInstant = (text: string): boolean => /^\d{4}-/.test(text);
