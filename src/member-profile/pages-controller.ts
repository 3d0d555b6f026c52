import type { Client, Paged } from "../../sdk/client/client.js";
import type { ReadController, ReadState } from "../controllers/read-controller.js";
import { isCursorExpired, startingOver } from "../parts/starting-over.js";
import { readPages, type Load, type Pages, type Plan } from "./pages.js";
import type { PanelHost } from "./panel.js";

/** Most entries that are shown at once: where there are more, those at the other end give way. */
const MOST = 200;

type Parts<Item> = NonNullable<Pages<Item>["parts"]>;

const shownOf = <Item>(parts: Parts<Item>, next: Pages<Item>["next"], newer: readonly Load<Item>[]): Pages<Item> => ({
  ...{ data: parts.flatMap(({ data }) => data), next, parts, newer },
});

const isTooMuch = <Item>(parts: Parts<Item>): boolean =>
  parts.length > 1 && parts.reduce((sum, { data }) => sum + data.length, 0) > MOST;

/** A list of a member's: longer on demand, a bounded part of it shown at once, read anew when the member goes stale. */
export class PagesController<Item> {
  readonly #host: PanelHost;
  readonly #read: ReadController<Pages<Item>>;
  readonly #plan: Plan<Item>;
  readonly #list: (client: Client, memberId: string) => Paged<Item>;
  #more: { of: Pages<Item>; error: unknown } | undefined;

  /** @param read Reads the list by the plan: from now on, as far as it is shown. */
  constructor(
    host: PanelHost,
    read: ReadController<Pages<Item>>,
    plan: Plan<Item>,
    list: (client: Client, memberId: string) => Paged<Item>,
  ) {
    this.#host = host;
    this.#read = read;
    this.#plan = plan;
    this.#list = list;
    plan.read = (_client, _memberId, signal) => this.#readShown(signal);
  }

  /** Reads what is shown again, so that a reload doesn't fold the list up; where it has moved on, from its beginning. */
  #readShown(signal: AbortSignal): Promise<Pages<Item>> {
    const shown = this.#read.value;
    let from = shown?.parts?.[0]?.load ?? this.#firstPage;
    let newer = shown?.newer ?? [];
    return startingOver(async () => {
      const [load, before] = [from, newer];
      [from, newer] = [this.#firstPage, []];
      let page = await load({ signal });
      const parts = [{ data: page.data, load }];
      for (let read = page.data.length; page.next && read < this.#wantedCount; read += page.data.length) {
        const following = page.next;
        page = await following({ signal });
        parts.push({ data: page.data, load: following });
      }
      return shownOf(parts, page.next, before);
    });
  }

  get #shownCount(): number {
    return this.#read.value?.data.length ?? 0;
  }

  /** How many a reload has to read at least: a page that is asked for, or comes, while it goes on is not lost. */
  get #wantedCount(): number {
    return this.#shownCount + (this.loadingMore ? 1 : 0);
  }

  /** Tells one list from another: whose it is, and by what it is narrowed. */
  get #name(): string {
    return JSON.stringify([this.#host.memberId(), this.#plan.choice()]);
  }

  get state(): ReadState<Pages<Item>> {
    return this.#read.state;
  }

  /** Whether a further page is on its way. */
  get loadingMore(): boolean {
    return this.#more !== undefined && this.#more.of === this.#read.value && this.#more.error === undefined;
  }

  /** Why the last further page did not come. */
  get moreError(): unknown {
    return this.#more?.of === this.#read.value ? this.#more?.error : undefined;
  }

  reload(): Promise<void> {
    return this.#read.reload();
  }

  /** Whether there are newer entries than those that are shown. */
  get hasNewer(): boolean {
    return Boolean(this.#read.value?.newer?.length);
  }

  /**
   * Reads one page more; answers whether it came. One that comes when another list is shown is dropped; where the same list
   * was read anew meanwhile, it is asked for again. A list that has moved on starts over, as far as it is shown and a page more; until it is there, the old one stays.
   */
  more(): Promise<boolean> {
    return this.#extend(
      ({ next }) => next,
      (shown, part, next) => {
        const parts = [...this.#partsOf(shown), part];
        const newer = [...(shown.newer ?? [])];
        while (isTooMuch(parts)) newer.push(...parts.splice(0, 1).map(({ load }) => load));
        return shownOf(parts, next, newer);
      },
    );
  }

  /** Reads the page before those that are shown. */
  newer(): Promise<boolean> {
    return this.#extend(
      ({ newer }) => newer?.at(-1),
      (shown, part) => {
        const parts = [part, ...this.#partsOf(shown)];
        let { next } = shown;
        while (isTooMuch(parts)) next = parts.pop()?.load ?? next;
        return shownOf(parts, next, shown.newer?.slice(0, -1) ?? []);
      },
    );
  }

  /** The page that came before anything was loaded that reads on stands for the first. */
  #partsOf({ parts, data }: Pages<Item>): Parts<Item> {
    return parts ?? [{ data, load: this.#firstPage }];
  }

  readonly #firstPage: Load<Item> = async (options) => {
    const client = this.#host.client();
    return client ? this.#list(client, this.#host.memberId() ?? "").first(options) : { data: [], next: null };
  };

  async #extend(
    loadOf: (shown: Pages<Item>) => Load<Item> | null | undefined,
    extended: (shown: Pages<Item>, part: Parts<Item>[number], next: Pages<Item>["next"]) => Pages<Item>,
  ): Promise<boolean> {
    const shown = this.#read.value;
    const load = shown && loadOf(shown);
    if (!shown || !load || this.loadingMore) return false;
    const list = this.#name;
    this.#more = { of: shown, error: undefined };
    this.#host.element.requestUpdate();
    try {
      const { data, next } = await load();
      if (this.#read.value === shown) {
        this.#read.replace(extended(shown, { data, load }, next));
        return true;
      }
      if (this.#name !== list) return false;
      // It was read anew meanwhile: with this page only if that began after the page was asked for.
      const hasIt = this.#shownCount > shown.data.length;
      return hasIt || (await this.#extend(loadOf, extended));
    } catch (failure) {
      if (isCursorExpired(failure)) await this.reload();
      const { value, error } = this.state;
      this.#more = { of: shown, error: error ?? failure };
      this.#host.element.requestUpdate();
      return value !== shown;
    }
  }
}

/** Opens a list of a member's; `choice` says by what it is narrowed, as in a {@link Plan}. */
export const openPages = <Item>(
  host: PanelHost,
  list: (client: Client, memberId: string) => Paged<Item>,
  choice = () => "",
): PagesController<Item> => {
  const first: Plan<Item> = {
    choice,
    read: (client, memberId, signal) => list(client, memberId).first({ signal }),
  };
  return new PagesController(host, readPages(host, first), first, list);
};
