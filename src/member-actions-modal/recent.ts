import type { Client } from "../../sdk/client/client.js";
import type { MenuItem } from "./menu-item.js";

/** As many as stand in one row or two. */
const MOST = 4;
/** A shorter menu is seen at a glance. */
const LONG_MENU = 12;

/** The keys of what was done last with a client, latest first: in memory only, as long as the page. */
const used = new WeakMap<Client, readonly string[]>();

/** Remembers that an item of the menu was done. */
export const noteUse = (client: Client, key: string): void => {
  used.set(client, [key, ...(used.get(client) ?? []).filter((other) => other !== key)].slice(0, MOST));
};

/** Of a long menu, the items that were done last and can be done to this member too. */
export const recentOf = (client: Client | undefined, items: readonly MenuItem[]): readonly MenuItem[] => {
  const keys = (client && used.get(client)) ?? [];
  if (items.length <= LONG_MENU) return [];
  return keys.flatMap((key) => items.find((item) => item.key === key && !item.refusal) ?? []);
};
