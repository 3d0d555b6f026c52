import type { MemberRow, Reading } from "./state-rows.js";
import type { MemberState } from "../domain/member.js";

const mapBy = <T, V>(items: readonly T[], key: (item: T) => string, value: (item: T) => V): Map<string, V> =>
  new Map(items.map((item) => [key(item), value(item)]));

/** Puts one member together from what was read; `gone` where they were erased. */
export const memberOf = ({ profile, ...row }: MemberRow, reading: Reading): MemberState | "gone" => {
  if (row.status === "deleted" || !profile) return "gone";
  const own = <T extends { readonly memberId: string }>(items: readonly T[]): T[] => items.filter(({ memberId }) => memberId === row.id);
  const lots = own(reading.lots);
  return {
    ...row,
    profile,
    accounts: mapBy(
      own(reading.accounts),
      ({ currency }) => currency,
      (account) => ({ ...account, lots: lots.filter(({ currency }) => currency === account.currency) }),
    ),
    tags: new Set(own(reading.tags).map(({ tag }) => tag)),
    consents: mapBy(
      own(reading.consents),
      ({ channel }) => channel,
      ({ granted }) => granted,
    ),
    gifts: new Set(own(reading.heldGifts).map(({ id }) => id)),
    punchCards: mapBy(
      own(reading.heldPunchCards),
      ({ id }) => id,
      (card) => card,
    ),
  };
};
