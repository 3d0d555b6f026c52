import type { Client } from "../../sdk/client/client.js";

const MOST = 8;

/** Whom a page has shown with a client, latest first: ids only, in memory only, as long as the page. */
const shown = new WeakMap<Client, readonly string[]>();

/** Remembers that a member is shown. */
export const noteMember = (client: Client, memberId: string): void => {
  const others = (shown.get(client) ?? []).filter((id) => id !== memberId);
  shown.set(client, [memberId, ...others].slice(0, MOST));
};

/** Ids of the members that were shown last, latest first. */
export const recentMembers = (client: Client): readonly string[] => shown.get(client) ?? [];
