import type { Member } from "../../../sdk/contract/index.js";
import { dayOf } from "../../domain/calendar.js";
import { digest } from "../../domain/digest.js";
import type { CallSettings } from "../vendor/call-settings.js";
import { kept } from "../vendor/kept.js";
import type { Found, Vendor, VendorCapabilities } from "../vendor/vendor.js";
import { profileEditing } from "../vendor/profile-edit.js";
import { vendorHttp } from "../vendor/vendor-http.js";
import { adjusting, deleting, type VoucherifyOwn } from "./actions.js";
import { Customers, detailsOf, summaryOf } from "./customers.js";
import { Ledger } from "./ledger.js";
import { pendingAction } from "./pending.js";
import { editedVoucherify } from "./profile.js";
import { cardsOf, currencyOf, Program } from "./program.js";
import { type Membership, voucherifyApi } from "./voucherify-api.js";

export interface VoucherifyOptions extends CallSettings {
  /** Of a project, with its secret: `X-App-Id` and `X-App-Token`. */
  readonly appId: string;
  readonly appToken: string;
  /** By default `https://api.voucherify.io`; other regions have their own. */
  readonly baseUrl?: string | undefined;
  /** The loyalty program: `lprg_…` */
  readonly programId: string;
  /** What it is called. */
  readonly programName: string;
  /** In which its days begin and end (IANA): Voucherify has none for a program. */
  readonly timeZone: string;
}

/** What there is to know of a membership: its tier, and that it is not an active one. */
const detailsOfMembership = (membership: Membership | null): Member["details"] => {
  if (!membership) return [{ id: "membership", label: "Membership", kind: "text", value: "Not in the program" }];
  const { member, cards } = membership;
  const tiers = cards.flatMap(({ tier_progress: progress }) => progress?.current?.tier?.name ?? []);
  const closed = member.status === "ACTIVE" ? [] : ["Inactive"];
  return [
    ...closed.map((value) => ({ id: "membership", label: "Membership", kind: "text", value })),
    ...tiers.slice(0, 1).map((value) => ({ id: "tier", label: "Tier", kind: "text", value })),
  ];
};

type Called = VendorCapabilities["program"];

const readCapabilities = async (program: Program, called: Called): Promise<VendorCapabilities> => {
  const cards = await program.cardDefinitions();
  return {
    program: called,
    currencies: cards.map(({ id, name: label }) => ({ code: currencyOf(id), kind: "points", scale: 0, label })),
    ...{ tiers: [], tierCurrency: null, modules: [], branches: [] },
    search: { exact: ["id", "email", "name", "external-id"], prefix: [] },
  };
};

/** Voucherify Loyalty (v2) with Voucherify's customers. */
export const createVoucherify = (options: VoucherifyOptions): Vendor<VoucherifyOwn> => {
  const { appId, appToken, baseUrl = "https://api.voucherify.io", programId, programName, timeZone } = options;
  const { clock, pause } = options;
  const headers = { "X-App-Id": appId, "X-App-Token": appToken };
  const api = voucherifyApi(vendorHttp({ ...options, vendor: "Voucherify", baseUrl, headers }));
  const [customers, program] = [new Customers(api), new Program(api, programId)];
  const ledger = new Ledger(api, program);
  const voucherify = { api, program, ledger, clock, pause };
  const capabilities = kept(clock, () => readCapabilities(program, { name: programName, timeZone }));
  const member = async (id: string): Promise<Found<VoucherifyOwn>> => {
    const [customer, membership] = await Promise.all([customers.read(id), program.membershipOf(id)]);
    const memberId = membership?.member.id ?? "";
    const summary = summaryOf(customer);
    const details = [...detailsOf(customer), ...detailsOfMembership(membership)];
    return {
      member: {
        ...summary,
        firstName: summary.name.split(" ")[0] ?? summary.name,
        joinedAt: membership?.member.created_at ?? customer.created_at ?? null,
        accounts: await Promise.all(cardsOf(membership).map((card) => program.accountOf(memberId, card))),
        ...{ tags: [], consents: [], details, segments: [] },
      },
      version: digest(JSON.stringify([summary, details])).slice(0, 32),
      own: { membership, customer },
    };
  };
  const edited = editedVoucherify(api, customers, () => dayOf(clock.now(), timeZone));
  return {
    name: "Voucherify",
    actions: {
      add: adjusting(voucherify, 1),
      subtract: adjusting(voucherify, -1),
      "release-pending": pendingAction(voucherify, "release"),
      "cancel-pending": pendingAction(voucherify, "cancel"),
      "edit-profile": profileEditing(edited),
      delete: deleting(voucherify),
    },
    capabilities,
    attributes: async () => edited.attributes,
    find: (search) => customers.find(search),
    summaries: (by) => customers.summaries(by),
    member,
    async *history({ member: { id }, own: { membership } }, behind) {
      const read = async () => cardsOf(await program.membershipOf(id));
      if (membership) yield* ledger.history(membership.member.id, read, behind);
    },
  };
};
