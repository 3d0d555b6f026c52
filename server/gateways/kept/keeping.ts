import { digest } from "../../domain/digest.js";
import type { GatewayDatabase } from "../schema.js";
import type { Found, Vendor, VendorCapabilities } from "../vendor/vendor.js";
import type { GatewayAction, KeepingVendor } from "./kept-action.js";
import { KeptConsents } from "./kept-consents.js";
import { KeptTags, TAG_CASE } from "./kept-tags.js";

/** What a gateway may keep for a vendor that has none of it. It stands in the gateway alone, not in the vendor's console. */
export const keepable = ["tags", "consents"] as const;
export type Keep = (typeof keepable)[number];

const isAmong = (keeps: readonly Keep[], keep: Keep): boolean => keeps.includes(keep);

const actionOf: Readonly<Record<Keep, string>> = { tags: "add-tag", consents: "set-consent" };

/** What of that the vendor has itself, so that the gateway can't keep it. */
export const hasItself = ({ actions }: Pick<Vendor, "actions">, keeps: readonly Keep[]): Keep[] =>
  keeps.filter((keep) => Object.hasOwn(actions, actionOf[keep]));

const words: Readonly<Record<Keep, string>> = { tags: "Tags", consents: "Consents" };

/** Who is deleted loses what the gateway keeps, too: the confirmation says so. */
const withConsequences = (action: GatewayAction, keeps: readonly Keep[]): GatewayAction => {
  const { consequences } = action.capability;
  if (!consequences) return action;
  const removed = [...consequences.removed, ...keeps.map((keep) => words[keep])];
  return { ...action, capability: { ...action.capability, consequences: { ...consequences, removed } } };
};

interface Ground {
  readonly tenant: string;
  readonly database: GatewayDatabase;
  /** By default nothing is. */
  readonly keeps: readonly Keep[];
}

/** The vendor, with what the gateway keeps for it among what it can do, and on its members. */
export const keeping = (vendor: Vendor, { tenant, database, keeps }: Ground): KeepingVendor => {
  const tags = isAmong(keeps, "tags") ? new KeptTags(database, tenant) : null;
  const vendorChannels = vendor.consentChannels ?? [];
  const consents = isAmong(keeps, "consents")
    ? new KeptConsents(database, { tenant, vendor: vendor.name, vendorChannels })
    : null;
  const capabilities = async (): Promise<VendorCapabilities> => {
    const said = await vendor.capabilities();
    return tags ? { ...said, modules: [...said.modules, "tags"], tagCase: TAG_CASE } : said;
  };
  const member = async (id: string): Promise<Found> => {
    const [found, ownTags, ownConsents] = await Promise.all([vendor.member(id), tags?.of(id), consents?.of(id)]);
    if (!ownTags && !ownConsents) return found;
    const shown = [...(ownConsents ?? []), ...found.member.consents];
    return {
      ...found,
      member: { ...found.member, tags: ownTags ?? found.member.tags, consents: shown },
      version: ownConsents ? digest(JSON.stringify([found.version, ownConsents])).slice(0, 32) : found.version,
    };
  };
  const others = Object.entries<GatewayAction>(vendor.actions).map(
    ([id, action]) => [id, withConsequences(action, keeps)] as const,
  );
  return {
    ...vendor,
    ...{ capabilities, member },
    ...(tags && { tags: (search) => tags.search(search) }),
    actions: { ...Object.fromEntries(others), ...tags?.actions, ...consents?.actions },
  };
};
