import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Client, Paged } from "../../sdk/client/client.js";
import type { Field, Gift, PunchCard, ReasonCode, Template } from "../../sdk/contract/index.js";

/** One thing to pick. */
export interface Option {
  readonly id: string;
  readonly name: string;
  /** What helps to tell it from others: a description, a template's text. */
  readonly note: string | null;
  /** How many are left; null: no limit. */
  readonly stock: number | null;
}

/** A list as far as it is known. */
export interface Shelf {
  readonly state: "loading" | "ready" | "failed";
  readonly options: readonly Option[];
  readonly error: unknown;
}

/** Enough for any picker that a person reads; what is beyond belongs to a search. */
const MOST = 500;

const option = (id: string, name: string, note: string | null = null, stock: number | null = null): Option => ({ id, name, note, stock });

const lists: Record<NonNullable<Field["list"]>, (client: Client, field: Field) => [Paged<unknown>, (item: never) => Option]> = {
  gifts: (client) => [client.library.gifts(), ({ id, name, description, stock }: Gift) => option(id, name, description, stock)],
  "punch-cards": (client) => [client.library.punchCards(), ({ id, name, reward }: PunchCard) => option(id, name, reward)],
  templates: (client, { channel }) => [
    client.library.templates(channel ? { channel } : {}),
    ({ id, name, subject, body }: Template) => option(id, name, subject ?? body),
  ],
  "reason-codes": (client) => [client.library.reasonCodes(), ({ id, name }: ReasonCode) => option(id, name)],
};

/**
 * What pickers list, fetched when a form first shows them and kept until {@link LibraryController.forget}. A failure is kept
 * too, until it is asked for again: no request storm.
 */
export class LibraryController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: () => Client | null;
  readonly #shelves = new Map<string, Shelf>();
  #generation = 0;

  constructor(host: ReactiveControllerHost, client: () => Client | null) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** The list that a field picks from; starts to load it where it isn't known. */
  shelf(field: Field): Shelf {
    const known = this.#shelves.get(keyOf(field));
    if (known) return known;
    const loading: Shelf = { state: "loading", options: [], error: null };
    this.#shelves.set(keyOf(field), loading);
    void this.#load(field, this.#generation);
    return loading;
  }

  /** Fetches a list once more. */
  again(field: Field): void {
    this.#shelves.delete(keyOf(field));
    this.#host.requestUpdate();
  }

  /** Drops every list, so that the next form shows what the program has then. */
  forget(): void {
    this.#generation += 1;
    this.#shelves.clear();
  }

  async #load(field: Field, generation: number): Promise<void> {
    const shelf = await this.#fetch(field).catch((error: unknown): Shelf => ({ state: "failed", options: [], error }));
    if (generation !== this.#generation) return;
    this.#shelves.set(keyOf(field), shelf);
    this.#host.requestUpdate();
  }

  async #fetch(field: Field): Promise<Shelf> {
    const client = this.#client();
    if (!client || !field.list) return { state: "ready", options: [], error: null };
    const [paged, toOption] = lists[field.list](client, field);
    const options: Option[] = [];
    for await (const item of paged) {
      options.push(toOption(item as never));
      if (options.length === MOST) break;
    }
    return { state: "ready", options, error: null };
  }
}

const keyOf = ({ list, channel }: Field): string => `${list ?? ""} ${channel ?? ""}`;
