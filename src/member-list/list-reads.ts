import type { LitElement } from "lit";
import type { BulkClient } from "../../sdk/client/bulk-client.js";
import type { Client } from "../../sdk/client/client.js";
import type { AudiencePage, FilterSchema } from "../../sdk/contract/bulk/answers.js";
import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";
import type { AudienceQuery } from "../../sdk/contract/bulk/requests.js";
import type { Capabilities, Operator } from "../../sdk/contract/index.js";
import { ReadController, type ReadState } from "../controllers/read-controller.js";

interface ReadsHost {
  readonly element: LitElement;
  readonly client: () => Client | undefined;
  readonly audienceId: () => string | null;
  /** What is to be shown; null: it is not known yet. */
  readonly page: () => AudienceQuery | null;
  readonly count: () => AudienceQuery | null;
  readonly pageCame: (page: ReadState<AudiencePage>) => void;
  readonly counted: (count: number) => void;
}

const asKey = (query: AudienceQuery | null): string | undefined => (query ? JSON.stringify(query) : undefined);

/** What a list reads: what there is to show, who is on the page, and, apart from that, how many there are. */
export class ListReads {
  readonly capabilities: ReadController<Capabilities>;
  readonly operator: ReadController<Operator>;
  readonly schema: ReadController<FilterSchema>;
  /** The filter of the saved audience. */
  readonly saved: ReadController<FilterGroup>;
  readonly page: ReadController<AudiencePage>;
  readonly count: ReadController<AudiencePage>;
  readonly #pageKey: () => string | undefined;
  /** What is read so that nobody notices; null: nothing is. */
  #quietly: { readonly key: string | undefined } | null = null;

  constructor({ element, client, audienceId, page, count, pageCame, counted }: ReadsHost) {
    this.#pageKey = () => (this.schema.value ? asKey(page()) : undefined);
    const reading = <T>(
      key: () => string | undefined,
      read: (from: Client, key: string, signal: AbortSignal) => Promise<T>,
      onResult?: (state: ReadState<T>) => void,
    ) => new ReadController<T>(element, { client, key, read, ...(onResult && { onResult }) });
    const ofMany = <T>(
      key: () => string | undefined,
      read: (from: BulkClient, key: string, signal: AbortSignal) => Promise<T>,
      onResult?: (state: ReadState<T>) => void,
    ) => reading(key, async (from, text, signal) => read(await from.bulk(), text, signal), onResult);
    const query = (from: BulkClient, key: string, signal: AbortSignal) =>
      from.query(JSON.parse(key) as AudienceQuery, { signal });

    this.capabilities = reading(
      () => "capabilities",
      (from, _key, signal) => from.capabilities({ signal }),
    );
    this.operator = reading(
      () => "operator",
      (from, _key, signal) => from.operator({ signal }),
    );
    this.schema = ofMany(
      () => (this.hasLists ? "schema" : undefined),
      (from, _key, signal) => from.filterSchema({ signal }),
    );
    this.saved = ofMany(
      () => (this.hasLists ? (audienceId() ?? undefined) : undefined),
      async (from, id, signal) => (await from.audience(id, { signal })).filter as unknown as FilterGroup,
    );
    this.page = ofMany(this.#pageKey, query, pageCame);
    this.count = ofMany(
      () => (this.schema.value ? asKey(count()) : undefined),
      query,
      ({ value }) => value?.count && counted(value.count.value),
    );
  }

  /** Whether the backend has lists at all; false until it has said so. */
  get hasLists(): boolean {
    return this.capabilities.value?.level === "bulk";
  }

  /** Why there is nothing to show; undefined: there is no reason. */
  get error(): unknown {
    const { capabilities, schema, saved, page } = this;
    return [capabilities, schema, saved, page].find(({ state }) => state.error !== undefined && !state.value)?.state
      .error;
  }

  get slow(): boolean {
    return [this.capabilities, this.schema, this.saved, this.page].some(({ state }) => state.slow);
  }

  /** What the page was asked for, as text: it is another page with another one. */
  get pageKey(): string | undefined {
    return this.#pageKey();
  }

  /** Whether what is read of the page, or has just been, is read so that nobody notices. */
  get isQuiet(): boolean {
    return this.#quietly !== null && this.#quietly.key === this.pageKey;
  }

  /** Reads the page anew while the operator goes on. */
  async refresh(): Promise<void> {
    const quietly = (this.#quietly = { key: this.pageKey });
    await this.page.reload();
    if (this.#quietly === quietly) this.#quietly = null;
  }

  reload(): void {
    this.#quietly = null;
    const failed = [this.capabilities, this.operator, this.schema, this.saved].filter(({ state }) => state.error);
    for (const read of [...failed, this.page, this.count]) void read.reload();
  }
}
