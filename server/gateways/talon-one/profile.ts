import { standardAttributes } from "../../domain/profile.js";
import type { EditedVendor, Known } from "../vendor/profile-edit.js";
import { refusedByVendor } from "../vendor/vendor-error.js";
import type { TalonOneOwn } from "./actions.js";
import { knownAs, NAMES, type Profiles } from "./profiles.js";
import type { Profile, TalonOneApi } from "./talon-one-api.js";

const { name, email, phone, birthday } = standardAttributes;

/** Who has no name is called something else, so that it can't be edited here. */
const knownOf = (profile: Profile): Known => {
  const { name: called, ...values } = knownAs(profile);
  return { values: { ...values, ...(called !== null && { name: called }) }, version: null };
};

/** A birthday is a time in Talon.One: its day begins it. */
const asAttribute = (id: string, value: unknown): unknown => (id === "birthday" ? `${String(value)}T00:00:00Z` : value);

/** The attributes by which Talon.One knows people, as they are edited. It counts no versions; no campaign is asked. */
export const editedTalonOne = (
  api: TalonOneApi,
  profiles: Profiles,
  today: (timeZone: string) => string,
): EditedVendor<TalonOneOwn> => ({
  ...{ vendor: "Talon.One", attributes: [name, email, phone, birthday], canEmpty: false },
  today: ({ own: { timeZone } }) => today(timeZone),
  known: ({ own: { profile } }) => knownOf(profile),
  read: async (id) => knownOf(await profiles.read(id)),
  write: async (id, values) => {
    const attributes = Object.entries(NAMES).flatMap(([to, named]) =>
      to in values ? [[named, asAttribute(to, values[to])]] : [],
    );
    const path = `/v2/customer_profiles/${encodeURIComponent(id)}?runRuleEngine=false`;
    const status = await api.do({
      method: "PUT",
      path,
      body: { attributes: Object.fromEntries(attributes) as unknown },
    });
    if (status >= 400) throw refusedByVendor("conflict", `Talon.One doesn't accept this (${status}).`);
    return true;
  },
});
