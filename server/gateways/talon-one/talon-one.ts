import type { Member } from "../../../sdk/contract/index.js";
import type { Clock } from "../../clock.js";
import { digest } from "../../domain/digest.js";
import { RateGate } from "../vendor/rate-gate.js";
import type { Found, Vendor, VendorCapabilities } from "../vendor/vendor.js";
import { type SendToVendor, vendorHttp } from "../vendor/vendor-http.js";
import { deleting, points, type TalonOneOwn } from "./actions.js";
import { detailsOf, Profiles, summaryOf } from "./profiles.js";
import { LoyaltyProgram, walletsOf } from "./program.js";
import { Inventory, type Ledgers, talonOneApi, type TalonOneRequest } from "./talon-one-api.js";
import { Transactions } from "./transactions.js";

export interface TalonOneOptions {
  /** Of the deployment: `https://acme.europe-west1.talon.one` */
  readonly baseUrl: string;
  /** With access to loyalty programs and customer profiles. */
  readonly managementKey: string;
  /** Of an application that is connected with the program. */
  readonly apiKey: string;
  /** A program whose points belong to profiles. */
  readonly programId: number;
  /** The subledgers that are shown, each as a currency of its own; by default none. */
  readonly subledgers?: readonly string[];
  /** How many digits the program's points have behind the point; by default 0. */
  readonly scale?: number;
  /** How many calls the Integration API is asked in a second at most, by this process; by default 10. 0: any number. */
  readonly callsPerSecond?: number;
  /** How many calls each endpoint of the Management API is asked in a second; by default 3, as it takes. 0: any number. */
  readonly managementCallsPerSecond?: number;
  /** How long one call may take, in milliseconds; by default 5,000. */
  readonly timeoutMs?: number;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
  /** By default the platform's. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What each endpoint of the Management API takes in a second. */
const MANAGEMENT_CALLS_A_SECOND = 3;

/** How long what the program is is taken for what it is, in milliseconds. */
const FRESH_MS = 300_000;

const VENDOR = "Talon.One";

/** Sends to either API with its own key, and to each endpoint of the Management API at its own pace. */
const sendersOf = (options: TalonOneOptions): ((management: TalonOneRequest["management"]) => SendToVendor) => {
  const { baseUrl, managementKey, apiKey, clock, pause, timeoutMs, fetch } = options;
  const { callsPerSecond = 10, managementCallsPerSecond = MANAGEMENT_CALLS_A_SECOND } = options;
  const sender = (authorization: string, perSecond: number, burst?: number): SendToVendor =>
    vendorHttp({
      ...{ vendor: VENDOR, baseUrl, headers: { Authorization: authorization } },
      gate: new RateGate({ vendor: VENDOR, perSecond, clock, pause, ...(burst !== undefined && { burst }) }),
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(fetch && { fetch }),
    });
  const integration = sender(`ApiKey-v1 ${apiKey}`, callsPerSecond);
  const management = new Map<string, SendToVendor>();
  return (endpoint) => {
    if (endpoint === undefined) return integration;
    // One at a time: three at once and three more in their second would be six.
    const known = management.get(endpoint) ?? sender(`ManagementKey-v1 ${managementKey}`, managementCallsPerSecond, 1);
    management.set(endpoint, known);
    return known;
  };
};

/** What there is to know of a membership: that there is none, or its tier. */
const detailsOfMembership = (ledgers: Ledgers | null): Member["details"] => {
  if (!ledgers) return [{ id: "membership", label: "Membership", kind: "text", value: "Not in the program" }];
  const tier = ledgers.ledger.currentTier?.name;
  return tier === undefined ? [] : [{ id: "tier", label: "Tier", kind: "text", value: tier }];
};

const instantOf = (text: string | null | undefined): string | null =>
  typeof text === "string" ? new Date(text).toISOString() : null;

/** A loyalty program of Talon.One, by its Management and its Integration API. */
export const createTalonOne = (options: TalonOneOptions): Vendor<TalonOneOwn> => {
  const { programId, subledgers = [], scale = 0, clock, pause } = options;
  const api = talonOneApi(sendersOf(options));
  const wallets = walletsOf(subledgers);
  const [profiles, program] = [new Profiles(api), new LoyaltyProgram(api, { programId, scale })];
  const transactions = new Transactions(api, program, wallets);
  const talonOne = { api, program, transactions, wallets, clock, pause };
  let known: { readonly value: VendorCapabilities; readonly at: number } | null = null;
  const capabilities = async (): Promise<VendorCapabilities> => {
    const now = clock.now().getTime();
    if (known && now - known.at <= FRESH_MS) return known.value;
    const { title, timezone } = await program.read();
    const value: VendorCapabilities = {
      program: { name: title, timeZone: timezone },
      currencies: wallets.map(({ code, label }) => ({ code, kind: "points", scale, label })),
      ...{ tiers: [], tierCurrency: null, modules: [], branches: [] },
      reason: { reasonCode: "hidden", note: "optional" },
      search: { exact: ["id", "email", "name", "external-id"], prefix: [] },
    };
    known = { value, at: now };
    return value;
  };
  const member = async (id: string): Promise<Found<TalonOneOwn>> => {
    const path = `/v1/customer_profiles/${encodeURIComponent(id)}/inventory?profile=true&loyalty=true`;
    const [{ program: of }, { profile, loyalty }] = await Promise.all([
      capabilities(),
      api.ask({ method: "GET", path }, Inventory),
    ]);
    const ledgers = loyalty?.programs?.[String(programId)] ?? null;
    const summary = summaryOf(profile);
    const details = [...detailsOf(profile), ...detailsOfMembership(ledgers)];
    const accounts = ledgers
      ? await Promise.all(wallets.map((wallet) => program.accountOf(id, wallet, ledgers, of.timeZone)))
      : [];
    return {
      member: {
        ...{ ...summary, accounts, details, tags: [], consents: [], segments: [] },
        firstName: summary.name.split(" ")[0] ?? summary.name,
        joinedAt: instantOf(ledgers?.joinDate ?? profile.created),
      },
      version: digest(JSON.stringify([summary, details])).slice(0, 32),
      own: { ledgers, timeZone: of.timeZone },
    };
  };
  return {
    name: VENDOR,
    actions: { add: points(talonOne, 1), redeem: points(talonOne, -1), delete: deleting(talonOne) },
    capabilities,
    find: (search) => profiles.find(search),
    summaries: (by) => profiles.summaries(by),
    member,
    async *history({ member: { id }, own: { ledgers } }, behind) {
      if (ledgers) yield* transactions.history(id, behind);
    },
  };
};
