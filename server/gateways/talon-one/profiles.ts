import type { Detail, MemberSummary } from "../../../sdk/contract/index.js";
import type { Listed, MembersBy, VendorSearch } from "../vendor/vendor.js";
import { Inventory, pageOf, Profile, type TalonOneApi } from "./talon-one-api.js";

/** The attributes by which people are known: Talon.One leaves their names to the account, and has these of its own. */
export const NAMES = { name: "Name", email: "Email", phone: "Phone", birthday: "BirthDate" } as const;

const attributeOf = ({ attributes }: Profile, name: string): string | null => {
  const value = attributes?.[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
};

const nameOf = (profile: Profile): string =>
  attributeOf(profile, NAMES.name) ?? attributeOf(profile, NAMES.email) ?? profile.integrationId;

/** A profile is known by the host's own id, and by no other one. */
export const summaryOf = (profile: Profile): MemberSummary => ({
  ...{ id: profile.integrationId, name: nameOf(profile), status: "active", supportId: null, tier: null },
  externalIds: [profile.integrationId],
});

/** What is known of a profile. */
export const knownAs = (profile: Profile) => ({
  name: attributeOf(profile, NAMES.name),
  email: attributeOf(profile, NAMES.email),
  phone: attributeOf(profile, NAMES.phone),
  birthday: dayIn(attributeOf(profile, NAMES.birthday)),
});

/** What is known of a profile, in the order to be shown. */
export const detailsOf = (profile: Profile): Detail[] => {
  const { email, phone, birthday } = knownAs(profile);
  const all: (Omit<Detail, "value"> & { readonly value: string | null })[] = [
    { id: "email", label: "E-mail", kind: "email", value: email },
    { id: "phone", label: "Phone", kind: "phone", value: phone },
    { id: "birthday", label: "Birthday", kind: "date", value: birthday },
  ];
  return all.flatMap(({ value, ...rest }) => (value === null ? [] : [{ ...rest, value }]));
};

/** An attribute that is a time is written with one. */
const dayIn = (text: string | null): string | null => /^\d{4}-\d{2}-\d{2}/.exec(text ?? "")?.[0] ?? null;

const Page = pageOf(Profile);

/** What profiles are found by: all of it, compared as a whole. */
interface Query {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly integrationIDs?: readonly string[];
}

/** Customer profiles, as Talon.One lists and finds them. */
export class Profiles {
  readonly #api: TalonOneApi;

  constructor(api: TalonOneApi) {
    this.#api = api;
  }

  /** @throws RefusalError `not-found` */
  async read(id: string): Promise<Profile> {
    const path = `/v1/customer_profiles/${encodeURIComponent(id)}/inventory?profile=true`;
    return (await this.#api.ask({ method: "GET", path }, Inventory)).profile;
  }

  async find({ q, status = "active", limit, cursor }: VendorSearch): Promise<Listed<MemberSummary>> {
    if (status !== "active") return { data: [], next: null };
    const text = q.trim();
    if (text !== "") return { data: (await this.#called(text)).slice(0, limit).map(summaryOf), next: null };
    const skip = cursor === undefined ? 0 : Number(cursor);
    const asked = new URLSearchParams({ pageSize: String(limit), skip: String(skip) }).toString();
    const request = { method: "GET", path: `/v1/customers/no_total?${asked}`, management: "profiles" } as const;
    const { data, hasMore } = await this.#api.ask(request, Page);
    return { data: data.map(summaryOf), next: hasMore ? String(skip + limit) : null };
  }

  async summaries(by: MembersBy): Promise<MemberSummary[]> {
    const ids = "ids" in by ? by.ids : by.externalIds;
    const found = new Map((await this.#search({ integrationIDs: ids })).map((each) => [each.integrationId, each]));
    return ids.flatMap((id) => found.get(id) ?? []).map(summaryOf);
  }

  /** By the whole of the id, of the name or of the e-mail address: Talon.One compares all of an attribute. */
  async #called(q: string): Promise<Profile[]> {
    const known = q.includes("@") ? NAMES.email : NAMES.name;
    const [byId, called] = await Promise.all([
      this.#search({ integrationIDs: [q] }),
      this.#search({ attributes: { [known]: q } }),
    ]);
    return [...new Map([...byId, ...called].map((profile) => [profile.integrationId, profile])).values()];
  }

  async #search(body: Query): Promise<readonly Profile[]> {
    const path = "/v1/customer_search/no_total?pageSize=100";
    return (await this.#api.ask({ method: "POST", path, body, reads: true, management: "search" }, Page)).data;
  }
}
