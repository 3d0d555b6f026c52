import * as z from "zod/mini";
import { CustomerGroup, type SquareApi } from "./square-api.js";
import { customerPath } from "./customers.js";
import type { Clock } from "../../clock.js";

const Groups = z.object({ groups: z.optional(z.array(CustomerGroup)), cursor: z.optional(z.string()) });
const Made = z.object({ group: CustomerGroup });
const Nothing = z.object({});

/** How long the seller's groups are taken for those there are, in milliseconds. */
const FRESH_MS = 60_000;

const PATH = "/v2/customers/groups";

/** The seller's customer groups, which are the tags of members. */
export class CustomerGroups {
  readonly #api: SquareApi;
  readonly #clock: Clock;
  #known: { readonly groups: readonly CustomerGroup[]; readonly at: number } | null = null;

  constructor(api: SquareApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** The names of groups, in the order of their names. One that is not known even after a new look is left out. */
  async namesOf(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const isKnown = (groups: readonly CustomerGroup[]) => ids.every((id) => groups.some((group) => group.id === id));
    const known = await this.#all();
    const groups = isKnown(known) ? known : await this.#read();
    return groups
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .sort();
  }

  /** Puts a customer into the group of that name, which is made where there is none. Safe to repeat with the same key. */
  async add(customerId: string, name: string, key: string): Promise<void> {
    const group = (await this.#named(name)) ?? (await this.#make(name, key));
    await this.#api.ask({ method: "PUT", path: memberPath(customerId, group.id) }, Nothing);
  }

  /** Takes a customer out of the group of that name. Safe to repeat. */
  async remove(customerId: string, name: string): Promise<void> {
    const group = await this.#named(name);
    if (!group) return;
    const request = { method: "DELETE", path: memberPath(customerId, group.id) } as const;
    await this.#api.ask(request, Nothing);
  }

  async #named(name: string): Promise<CustomerGroup | undefined> {
    const named = (groups: readonly CustomerGroup[]) => groups.find((group) => group.name === name);
    return named(await this.#all()) ?? named(await this.#read());
  }

  async #make(name: string, key: string): Promise<CustomerGroup> {
    const body = { idempotency_key: key, group: { name } };
    const { group } = await this.#api.ask({ method: "POST", path: PATH, body }, Made);
    this.#known = null;
    return group;
  }

  async #all(): Promise<readonly CustomerGroup[]> {
    const age = this.#clock.now().getTime() - (this.#known?.at ?? -Infinity);
    return this.#known && age < FRESH_MS ? this.#known.groups : this.#read();
  }

  async #read(): Promise<readonly CustomerGroup[]> {
    const groups: CustomerGroup[] = [];
    for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
      const from = cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`;
      const page: z.output<typeof Groups> = await this.#api.ask({ method: "GET", path: `${PATH}${from}` }, Groups);
      groups.push(...(page.groups ?? []));
      cursor = page.cursor;
    }
    this.#known = { groups, at: this.#clock.now().getTime() };
    return groups;
  }
}

const memberPath = (customerId: string, groupId: string): string =>
  `${customerPath(customerId)}/groups/${encodeURIComponent(groupId)}`;
