import { exchanged } from "./card.js";
import { withTagChange } from "./change-tags.js";
import type { Effect, PunchEffect } from "./effects.js";
import { giftStatusAfter } from "./held-gift.js";
import { book } from "./ledger.js";
import { accountOf, type MemberState } from "./member.js";
import { isSameGiven } from "./tiers.js";
import { withAttribute } from "./attribute.js";

type Apply<E extends Effect> = (member: MemberState, effect: E) => MemberState;

const unchanged = (member: MemberState): MemberState => member;

const gone = (member: MemberState): MemberState => ({
  ...member,
  status: "deleted",
  tierId: null,
  givenTiers: [],
  hiddenTierId: null,
  currency: null,
});

const withoutKey = <V>(map: ReadonlyMap<string, V>, key: string): Map<string, V> =>
  new Map([...map].filter(([other]) => other !== key));

/** What a card is after its punches. */
export const cardStatusAfter = ({ change, after, of }: PunchEffect): "active" | "full" | "withdrawn" =>
  change === "withdrawn" ? "withdrawn" : after >= of ? "full" : "active";

const applyBy: { [K in Effect["kind"]]: Apply<Extract<Effect, { kind: K }>> } = {
  balance: (member, effect) => ({
    ...member,
    accounts: new Map(member.accounts).set(effect.currency, book(accountOf(member, effect.currency), effect)),
  }),
  gift: (member, { change, id, gift, expiresOn }) => ({
    ...member,
    gifts: new Map(member.gifts).set(id, { id, gift, status: giftStatusAfter[change], expiresOn }),
  }),
  punch: (member, effect) => {
    const { id, punchCard, after } = effect;
    const status = cardStatusAfter(effect);
    const issuedByPunch = member.punchCards.get(id)?.issuedByPunch ?? true;
    const card = { id, punchCardId: punchCard.id, punches: after, status, issuedByPunch };
    return {
      ...member,
      punchCards: status === "withdrawn" ? withoutKey(member.punchCards, id) : new Map(member.punchCards).set(id, card),
    };
  },
  coupon: (member, { id, reward, after, issuedOn, expiresOn }) => ({
    ...member,
    coupons:
      after === null
        ? withoutKey(member.coupons, id)
        : new Map(member.coupons).set(id, { id, reward, status: after, issuedOn, expiresOn }),
  }),
  tag: (member, effect) => ({ ...member, tags: withTagChange(member.tags, effect) }),
  consent: (member, { channel, after }) => ({ ...member, consents: new Map(member.consents).set(channel, after) }),
  profile: (member, { attribute, after }) => withAttribute(member, attribute.id, after),
  card: (member, { before, after }) => ({ ...member, cards: exchanged(member, before, after) }),
  currency: (member, { after }) => ({ ...member, currency: after }),
  tier: (member, { change, given }) => ({
    ...member,
    givenTiers:
      change === "given"
        ? [...member.givenTiers, given]
        : member.givenTiers.filter((each) => !isSameGiven(each, given)),
  }),
  "hidden-tier": (member, { after }) => ({ ...member, hiddenTierId: after }),
  status: (member, { after }) => ({ ...member, status: after }),
  message: unchanged,
  resync: unchanged,
  purchase: unchanged,
  return: unchanged,
  event: unchanged,
  absorb: (member, { tags }) => ({ ...member, tags: tags.reduce((all, tag) => all.with(tag), member.tags) }),
  merge: gone,
  erasure: (member, { as }) => (as === "deleted" ? gone(member) : { ...member, status: as }),
};

/** The member once an effect has taken place: what `write` will make true in the database. */
export const applyEffect: Apply<Effect> = (member, effect) => (applyBy[effect.kind] as Apply<Effect>)(member, effect);
