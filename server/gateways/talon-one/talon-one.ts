import type { Member } from "../../../sdk/contract/index.js";
import { dayOf } from "../../domain/calendar.js";
import { digest } from "../../domain/digest.js";
import type { CallSettings } from "../vendor/call-settings.js";
import { kept } from "../vendor/kept.js";
import type { Found, Vendor, VendorCapabilities } from "../vendor/vendor.js";
import { profileEditing } from "../vendor/profile-edit.js";
import { type SendToVendor, vendorHttp } from "../vendor/vendor-http.js";
import { deleting, points, type TalonOneOwn } from "./actions.js";
import { editedTalonOne } from "./profile.js";
import { detailsOf, Profiles, summaryOf } from "./profiles.js";
import { LoyaltyProgram, walletsOf } from "./program.js";
import { Inventory, type Ledgers, talonOneApi, type TalonOneRequest } from "./talon-one-api.js";
import { Transactions } from "./transactions.js";

/** `callsPerSecond` is the Integration API's. */
export interface TalonOneOptions extends CallSettings {
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
  /** How many calls each endpoint of the Management API is asked in a second; by default 3, as it takes. 0: any number. */
  readonly managementCallsPerSecond?: number;
}

/** What each endpoint of the Management API takes in a second. */
const MANAGEMENT_CALLS_A_SECOND = 3;

const VENDOR = "Talon.One";

/** Sends to either API with its own key, and to each endpoint of the Management API at its own pace. */
const sendersOf = (options: TalonOneOptions): ((management: TalonOneRequest["management"]) => SendToVendor) => {
  const { managementKey, apiKey, managementCallsPerSecond = MANAGEMENT_CALLS_A_SECOND } = options;
  const headersOf = (authorization: string) => ({ vendor: VENDOR, headers: { Authorization: authorization } });
  const integration = vendorHttp({ ...options, ...headersOf(`ApiKey-v1 ${apiKey}`) });
  // One at a time: three at once and three more in their second would be six.
  const pace = { callsPerSecond: managementCallsPerSecond, burst: 1 };
  const management = new Map<string, SendToVendor>();
  return (endpoint) => {
    if (endpoint === undefined) return integration;
    const known =
      management.get(endpoint) ??
      vendorHttp({ ...options, ...headersOf(`ManagementKey-v1 ${managementKey}`), ...pace, endpoint });
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
  const capabilities = kept(clock, async (): Promise<VendorCapabilities> => {
    const { title, timezone } = await program.read();
    return {
      program: { name: title, timeZone: timezone },
      currencies: wallets.map(({ code, label }) => ({ code, kind: "points", scale, label })),
      ...{ tiers: [], tierCurrency: null, modules: [], branches: [] },
      search: { exact: ["id", "email", "name", "external-id"], prefix: [] },
    };
  });
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
      own: { ledgers, profile, timeZone: of.timeZone },
    };
  };
  const edited = editedTalonOne(api, profiles, (timeZone) => dayOf(clock.now(), timeZone));
  return {
    name: VENDOR,
    actions: {
      add: points(talonOne, 1),
      redeem: points(talonOne, -1),
      "edit-profile": profileEditing(edited),
      delete: deleting(talonOne),
    },
    capabilities,
    attributes: async () => edited.attributes,
    find: (search) => profiles.find(search),
    summaries: (by) => profiles.summaries(by),
    member,
    async *history({ member: { id }, own: { ledgers } }, behind) {
      if (ledgers) yield* transactions.history(id, behind);
    },
  };
};
