import type { LitElement } from "lit";
import type { Audience } from "../../../sdk/contract/bulk/answers.js";
import type { FilterGroup } from "../../../sdk/contract/bulk/filter.js";
import type { BulkClient } from "../../../sdk/client/bulk-client.js";
import type { Client } from "../../../sdk/client/client.js";
import { ReadController } from "../../controllers/read-controller.js";
import { kindOf, refusalIn } from "../../errors.js";

/** More than a person looks through. */
const MOST = 500;

/** What the operator is about to do with an audience. */
export type Step = "naming" | "renaming" | "deleting";

/** What has become of it. */
export type Done = "done" | "renamed" | "deleted";

interface SavedOptions {
  readonly client: () => Client | undefined;
  /** Whether filters can be saved at all. */
  readonly enabled: () => boolean;
  readonly audienceId: () => string | null;
  /** The host is to open another one; null: none. */
  readonly open: (audienceId: string | null) => void;
  /** One was opened, or saved: these are its rows. */
  readonly opened: (audience: Audience) => void;
  /** The one that was to be opened could not be read. */
  readonly failed: () => void;
  /** It was saved, renamed or deleted. */
  readonly done: (done: Done, name: string) => void;
}

/** Why it was not done: what the backend says, or a code of our own. */
export type Refusal = "unnamed" | { readonly error: unknown };

/** The saved audiences: which there are, which one is open, and what is being done with it. */
export class SavedAudiences {
  step: Step | null = null;
  /** The name that is typed. */
  name = "";
  /** Whether it is to be a segment, as it is ticked. */
  isSegment = false;
  busy = false;
  refusal: Refusal | null = null;

  readonly #host: LitElement;
  readonly #options: SavedOptions;
  readonly #list: ReadController<readonly Audience[]>;
  readonly #one: ReadController<Audience>;
  #openedId: string | null = null;

  constructor(host: LitElement, options: SavedOptions) {
    this.#host = host;
    this.#options = options;
    const { client, enabled, audienceId } = options;
    this.#list = new ReadController<readonly Audience[]>(host, {
      client,
      key: () => (enabled() ? "audiences" : undefined),
      read: async (from, _key, signal) => readAll(await from.bulk(), signal),
    });
    this.#one = new ReadController<Audience>(host, {
      client,
      key: () => (enabled() ? (audienceId() ?? undefined) : undefined),
      read: async (from, id, signal) => (await from.bulk()).audience(id, { signal }),
      onResult: ({ value }) => (value ? this.#wasRead(value) : options.failed()),
    });
  }

  /** Whether the backend keeps any: saving is no part that it must have. */
  get isOffered(): boolean {
    const kind = kindOf(this.#list.state.error);
    return this.#list.state.error === undefined || (kind !== "missing" && kind !== "unsupported");
  }

  get list(): readonly Audience[] {
    return this.#list.value ?? [];
  }

  get isLoading(): boolean {
    return this.#list.state.loading && this.#list.value === undefined;
  }

  /** Why the list, or the one that is to be open, could not be read. */
  get error(): unknown {
    return this.#one.state.error ?? this.#list.state.error;
  }

  /** One is to be open, and is not read yet. */
  get isOpening(): boolean {
    const { value, error } = this.#one.state;
    return this.#options.audienceId() !== null && value === undefined && error === undefined;
  }

  /** Reading it takes so long that a skeleton should stand in its place. */
  get isSlow(): boolean {
    return this.#one.state.slow;
  }

  /** The one that is to be open is not there any more. */
  get isGone(): boolean {
    return kindOf(this.#one.state.error) === "missing" && this.#one.state.error !== undefined;
  }

  /** The one that is open; undefined: none is, or it is not read yet. */
  get current(): Audience | undefined {
    const id = this.#options.audienceId();
    if (id === null) return undefined;
    return this.#one.value?.id === id ? this.#one.value : this.list.find((each) => each.id === id);
  }

  reload(): void {
    for (const read of [this.#list, this.#one]) void read.reload();
  }

  begin(step: Step | null): void {
    this.step = step;
    const { name = "", isSegment = false } = (step === "renaming" ? this.current : undefined) ?? {};
    Object.assign(this, { name, isSegment });
    this.refusal = null;
    this.#host.requestUpdate();
  }

  type(name: string): void {
    this.name = name;
    this.refusal = null;
    this.#host.requestUpdate();
  }

  tick(isSegment: boolean): void {
    this.isSegment = isSegment;
    this.refusal = null;
    this.#host.requestUpdate();
  }

  /** Saves what the rows say in the open one. */
  save(filter: FilterGroup): Promise<void> {
    const { current } = this;
    return this.#write(async (bulk) => {
      if (current) this.#took(await bulk.changeAudience(current.id, { filter }), "done");
    });
  }

  /** Does what was begun. */
  confirm(filter: FilterGroup): Promise<void> {
    const { current, step, isSegment } = this;
    const name = this.name.trim();
    if (step === "deleting") return this.#write((bulk) => this.#delete(bulk, current));
    if (!name) {
      this.refusal = "unnamed";
      this.#host.requestUpdate();
      return Promise.resolve();
    }
    return this.#write(async (bulk) => {
      if (step === "naming")
        this.#took(await bulk.saveAudience({ name, filter, ...(isSegment && { isSegment }) }), "done");
      else if (current) {
        const change = { name, ...(isSegment !== (current.isSegment ?? false) && { isSegment }) };
        this.#took(await bulk.changeAudience(current.id, change), "renamed");
      }
    });
  }

  async #delete(bulk: BulkClient, audience: Audience | undefined): Promise<void> {
    if (!audience) return;
    await bulk.deleteAudience(audience.id);
    this.#options.open(null);
    this.#options.done("deleted", audience.name);
  }

  #took(audience: Audience, done: Done): void {
    // What was saved may be another filter than was sent; a name changes no row.
    if (done === "done") this.#options.opened(audience);
    this.#openedId = audience.id;
    if (this.#options.audienceId() === audience.id) this.#one.replace(audience);
    else this.#options.open(audience.id);
    this.#options.done(done, audience.name);
  }

  async #write(write: (bulk: BulkClient) => Promise<void>): Promise<void> {
    const client = this.#options.client();
    if (!client || this.busy) return;
    this.busy = true;
    this.refusal = null;
    this.#host.requestUpdate();
    try {
      await write(await client.bulk());
      this.step = null;
      void this.#list.reload();
    } catch (error) {
      this.refusal = { error };
    }
    this.busy = false;
    this.#host.requestUpdate();
  }

  /** One that is read anew changes no row: they may have been edited since it was opened. */
  #wasRead(audience: Audience): void {
    if (audience.id === this.#openedId) return;
    this.#openedId = audience.id;
    this.#options.opened(audience);
  }

  /** No audience is open any more: the same one may be opened again. */
  closed(): void {
    this.#openedId = null;
    this.begin(null);
  }
}

const readAll = async (bulk: BulkClient, signal: AbortSignal): Promise<readonly Audience[]> => {
  const all: Audience[] = [];
  let page = await bulk.audiences().first({ signal });
  all.push(...page.data);
  while (page.next && all.length < MOST) {
    page = await page.next({ signal });
    all.push(...page.data);
  }
  return all;
};

/** Whether another audience has the name. */
export const isNameTaken = (error: unknown): boolean => refusalIn(error)?.code === "conflict";
