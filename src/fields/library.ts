import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Client, Paged } from "../../sdk/client/client.js";
import { startingOver } from "../parts/starting-over.js";
import type { Field, Gift, PunchCard, ReasonCode, Template } from "../../sdk/contract/index.js";

/** One option of a list. */
export interface Option {
  readonly id: string;
  readonly name: string;
  /** What helps to tell it from others: a description, or a template's text. */
  readonly note: string | null;
  /** How many are left; null: there is no limit. */
  readonly stock: number | null;
}

/** A list of the program's, as far as it is loaded. */
export interface LibraryList {
  readonly state: "loading" | "ready" | "failed";
  readonly options: readonly Option[];
  readonly error: unknown;
}

/** More options than a person reads. */
const MAX_OPTIONS = 500;

const option = (id: string, name: string, note: string | null = null, stock: number | null = null): Option => ({
  id,
  name,
  note,
  stock,
});

const lists: Record<
  NonNullable<Field["list"]>,
  (client: Client, field: Field) => [Paged<unknown>, (item: never) => Option]
> = {
  gifts: (client) => [
    client.library.gifts(),
    ({ id, name, description, stock }: Gift) => option(id, name, description, stock),
  ],
  "punch-cards": (client) => [
    client.library.punchCards(),
    ({ id, name, reward }: PunchCard) => option(id, name, reward),
  ],
  templates: (client, { channel }) => [
    client.library.templates(channel ? { channel } : {}),
    ({ id, name, subject, body }: Template) => option(id, name, subject ?? body),
  ],
  "reason-codes": (client) => [client.library.reasonCodes(), ({ id, name }: ReasonCode) => option(id, name)],
};

/**
 * The program's lists that pickers show. A list is fetched when a form first shows it and kept until {@link
 * LibraryController.forget}. A failure is kept too, until {@link LibraryController.reload}: drawing never sends
 * requests twice.
 */
export class LibraryController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: () => Client | null;
  readonly #lists = new Map<string, LibraryList>();
  #generation = 0;

  constructor(host: ReactiveControllerHost, client: () => Client | null) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** The list that a field picks from. It starts to load the first time it is asked for. */
  list(field: Field): LibraryList {
    const known = this.#lists.get(keyOf(field));
    if (known) return known;
    const loading: LibraryList = { state: "loading", options: [], error: null };
    this.#lists.set(keyOf(field), loading);
    void this.#load(field, this.#generation);
    return loading;
  }

  /** Fetches a list once more. */
  reload(field: Field): void {
    this.#lists.delete(keyOf(field));
    this.#host.requestUpdate();
  }

  /** Drops all lists, so that the next form shows what the program has then. */
  forget(): void {
    this.#generation += 1;
    this.#lists.clear();
  }

  async #load(field: Field, generation: number): Promise<void> {
    const list = await this.#fetch(field).catch((error: unknown): LibraryList => ({
      state: "failed",
      options: [],
      error,
    }));
    if (generation !== this.#generation) return;
    this.#lists.set(keyOf(field), list);
    this.#host.requestUpdate();
  }

  async #fetch(field: Field): Promise<LibraryList> {
    const client = this.#client();
    if (!client || !field.list) return { state: "ready", options: [], error: null };
    const [paged, toOption] = lists[field.list](client, field);
    const items = await startingOver(() => firstOf(paged, MAX_OPTIONS));
    return { state: "ready", options: items.map((item) => toOption(item as never)), error: null };
  }
}

const firstOf = async (paged: Paged<unknown>, count: number): Promise<unknown[]> => {
  const items: unknown[] = [];
  for await (const item of paged) if (items.push(item) === count) break;
  return items;
};

const keyOf = ({ list, channel }: Field): string => `${list ?? ""} ${channel ?? ""}`;
