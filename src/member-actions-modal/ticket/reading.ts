import type { Client, Page } from "../../../sdk/client/client.js";
import type { Capabilities, Operation } from "../../../sdk/contract/index.js";

/** What was done for a ticket, as far as it is read. */
export interface Done {
  readonly capabilities: Capabilities;
  readonly operations: readonly Operation[];
  /** Reads on; null at the end. */
  readonly next: Page<Operation>["next"];
  /** Names of the members by their ids; who can't be read is left out. */
  readonly names: ReadonlyMap<string, string>;
}

/** Operations hold no name: those of a page are read in one request. */
const namesOf = async (client: Client, operations: readonly Operation[]): Promise<(readonly [string, string])[]> => {
  const ids = [...new Set(operations.map(({ member }) => member.id))];
  const read = await Promise.all(ids.map((id) => client.members.summary(id).catch(() => null)));
  return read.flatMap((member) => (member ? [[member.id, member.name] as const] : []));
};

/** The newest of it. */
export const readDone = async (client: Client, reference: string, signal: AbortSignal): Promise<Done> => {
  const [capabilities, { data, next }] = await Promise.all([
    client.capabilities({ signal }),
    client.operations({ reference }).first({ signal }),
  ]);
  return { capabilities, operations: data, next, names: new Map(await namesOf(client, data)) };
};

/** The same, and a page more. */
export const readMore = async (client: Client, done: Done): Promise<Done> => {
  if (!done.next) return done;
  const { data, next } = await done.next();
  const names = new Map([...done.names, ...(await namesOf(client, data))]);
  return { ...done, operations: [...done.operations, ...data], next, names };
};
