import type { Member } from "../../../sdk/contract/index.js";
import { dayOf } from "../../domain/calendar.js";
import { digest } from "../../domain/digest.js";
import type { CallSettings } from "../vendor/call-settings.js";
import { kept } from "../vendor/kept.js";
import type { Found, Vendor, VendorCapabilities } from "../vendor/vendor.js";
import { profileEditing } from "../vendor/profile-edit.js";
import { vendorHttp } from "../vendor/vendor-http.js";
import { adjusting, deleting, regrouping, type SquareOwn } from "./actions.js";
import { CustomerGroups } from "./customer-groups.js";
import { Customers, detailsOf, firstNameOf, summaryOf } from "./customers.js";
import { CURRENCY, Loyalty, lotsOf } from "./loyalty.js";
import { editedSquare } from "./profile.js";
import { claiming, couponsOf, rewardsOf } from "./rewards.js";
import { type Customer, type LoyaltyAccount, squareApi } from "./square-api.js";

export interface SquareOptions extends CallSettings {
  /** Of the seller, with the scopes LOYALTY_READ, LOYALTY_WRITE, CUSTOMERS_READ and CUSTOMERS_WRITE. */
  readonly accessToken: string;
  /** By default `https://connect.squareup.com`. */
  readonly baseUrl?: string | undefined;
  /** What the program is called: Square has no name for it. */
  readonly programName: string;
  /** In which its days begin and end (IANA). */
  readonly timeZone: string;
}

/** The version of Square's API that the answers are read by. */
const API_VERSION = "2025-01-23";

const consentsOf = ({ preferences }: Customer): Member["consents"] => {
  const unsubscribed = preferences?.email_unsubscribed ?? null;
  return unsubscribed === null ? [] : [{ channel: "email", granted: !unsubscribed, at: null }];
};

const accountsOf = (account: LoyaltyAccount | null, timeZone: string): Member["accounts"] =>
  account
    ? [
        {
          ...{
            currency: CURRENCY,
            spendable: account.balance ?? 0,
            earned: null,
            spent: null,
            expired: null,
            pending: null,
          },
          ...{ lots: lotsOf(account, timeZone), trend: null },
        },
      ]
    : [];

const lifetimeOf = (account: LoyaltyAccount | null): Member["details"] =>
  account?.lifetime_points === undefined
    ? []
    : [{ id: "lifetimePoints", label: "Lifetime points", kind: "number", value: account.lifetime_points }];

const instantOf = (text: string | null | undefined): string | null =>
  typeof text === "string" ? new Date(text).toISOString() : null;

/** Square Loyalty with Square's customers. */
export const createSquare = (options: SquareOptions): Vendor<SquareOwn> => {
  const { accessToken, baseUrl = "https://connect.squareup.com", programName, timeZone, clock } = options;
  const headers = { Authorization: `Bearer ${accessToken}`, "Square-Version": API_VERSION };
  const api = squareApi(vendorHttp({ ...options, vendor: "Square", baseUrl, headers }));
  const [customers, loyalty, groups] = [new Customers(api), new Loyalty(api), new CustomerGroups(api, clock)];
  const program = kept(clock, () => loyalty.program());
  const tiers = async () => (await program()).reward_tiers ?? [];
  const capabilities = async (): Promise<VendorCapabilities> => {
    const { terminology } = await program();
    const label = terminology?.other.toLowerCase() ?? "points";
    return {
      program: { name: programName, timeZone },
      currencies: [{ code: CURRENCY, kind: "points", scale: 0, label }],
      ...{ tiers: [], tierCurrency: null, modules: ["tags", "rewards"], branches: [] },
      search: { exact: ["id", "email", "phone", "external-id"], prefix: [] },
    };
  };
  const member = async (id: string): Promise<Found<SquareOwn>> => {
    const [customer, account] = await Promise.all([customers.read(id), loyalty.accountOf(id)]);
    const { version = null } = customer;
    const summary = summaryOf(customer);
    const consents = consentsOf(customer);
    return {
      member: {
        ...summary,
        firstName: firstNameOf(customer),
        joinedAt: instantOf(account?.enrolled_at ?? customer.created_at),
        accounts: accountsOf(account, timeZone),
        tags: await groups.namesOf(customer.group_ids ?? []),
        consents,
        details: [...detailsOf(customer), ...lifetimeOf(account)],
        segments: [],
      },
      version: digest(JSON.stringify([id, version, consents])).slice(0, 32),
      own: { account, customer },
    };
  };
  const edited = editedSquare(api, customers, () => dayOf(clock.now(), timeZone));
  return {
    name: "Square",
    actions: {
      add: adjusting(api, 1),
      subtract: adjusting(api, -1),
      "add-tag": regrouping(groups, "add"),
      "remove-tag": regrouping(groups, "remove"),
      "claim-reward": claiming(api, tiers),
      "edit-profile": profileEditing(edited),
      delete: deleting(api),
    },
    capabilities,
    find: (search) => customers.find(search),
    summaries: (by) => customers.summaries(by),
    consentChannels: ["email"],
    attributes: async () => edited.attributes,
    rewards: async (found) => rewardsOf(await tiers(), found),
    coupons: async (found) => couponsOf(loyalty, await tiers(), found),
    member,
    async *history({ own: { account } }, behind) {
      if (account) yield* loyalty.history(account.id, behind);
    },
  };
};
