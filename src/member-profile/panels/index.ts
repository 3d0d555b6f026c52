import type { Panel } from "../panel.js";
import { activity } from "./activity/activity.js";
import { balances } from "./balances/balances.js";
import { details } from "./details.js";
import { tags } from "./tags.js";

/** Every panel, in the order in which they stand by default. Those with `load` are no part of the first view. */
export const panels: readonly Panel[] = [
  balances,
  {
    name: "wallet",
    place: "top",
    title: "wallet",
    modules: ["gifts", "punch-cards", "rewards"],
    load: () => import("./wallet/wallet.js"),
  },
  tags,
  {
    name: "consents",
    place: "side",
    title: "consents",
    when: ({ consents }, { actions }) => !!consents[0] || actions.some(({ id }) => id === "set-consent"),
    load: () => import("./consents/consents.js"),
  },
  details,
  {
    name: "notes",
    place: "side",
    title: "notes",
    when: (_member, { actions }) => actions.some(({ id }) => id === "add-note"),
    act: ["add-note", "balance.add"],
    load: () => import("./notes/notes.js"),
  },
  {
    name: "behaviour",
    place: "side",
    title: "behaviour",
    modules: ["purchases"],
    when: ({ behaviour }) => behaviour !== undefined,
    load: () => import("./behaviour/behaviour.js"),
  },
  {
    name: "household",
    place: "side",
    title: "household",
    modules: ["household"],
    when: ({ household }) => !!household,
    load: () => import("./household/household.js"),
  },
  {
    name: "segments",
    place: "side",
    title: "segments",
    when: ({ segments }) => segments.length > 0,
    load: () => import("./segments/segments.js"),
  },
  {
    name: "cards",
    place: "side",
    title: "cards",
    modules: ["cards"],
    act: ["add-card", "balance.add"],
    load: () => import("./cards/cards.js"),
  },
  {
    name: "messages",
    place: "side",
    title: "messages",
    modules: ["messages"],
    load: () => import("./messages/messages.js"),
  },
  {
    name: "purchases",
    place: "bottom",
    title: "purchases",
    modules: ["purchases"],
    act: ["claim-purchase", "purchase.claim"],
    load: () => import("./purchases/purchases.js"),
  },
  activity,
];
