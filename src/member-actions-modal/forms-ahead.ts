import type { Client, ReadOptions } from "../../sdk/client/client.js";
import { offeredActions } from "../parts/offered-actions.js";

/** The lists of the program that forms pick from most: its reasons, its gifts, the templates of each channel. */
const readLists = async (client: Client, ahead: ReadOptions): Promise<void> => {
  const actions = offeredActions(await client.capabilities());
  const channels = new Set(actions.flatMap(({ channel }) => (channel && channel !== "direct" ? channel : [])));
  const { reasonCodes, gifts, templates } = client.library;
  await Promise.all([
    reasonCodes().first(ahead),
    ...(actions.some(({ id }) => id === "send-asset") ? [gifts().first(ahead)] : []),
    ...[...channels].map((channel) => templates({ channel }).first(ahead)),
  ]);
};

/**
 * The operator is about to open the actions of a member: the forms' code and lists, and what may be done to the member,
 * are there by then. What can't be had now is asked for once it is needed, and told then.
 */
export const formsAhead = async (client: Client, memberId: string): Promise<void> => {
  const ahead = { ahead: true };
  const { members } = client;
  await Promise.allSettled([
    import("./action-flow/action-flow.js"),
    members.get(memberId, ahead),
    members.actions(memberId, ahead),
    readLists(client, ahead),
  ]);
};
