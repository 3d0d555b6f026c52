import type { ReactiveControllerHost } from "lit";
import type { Client, Paged } from "../../sdk/client/client.js";
import type { ReadController, ReadState } from "../controllers/read-controller.js";
import { isCursorExpired, startingOver } from "../parts/starting-over.js";
import { readPages, type Pages, type Plan } from "./pages.js";
import type { PanelHost } from "./panel.js";

/**
 * Reads pages until as many entries as are shown already are there again, so that a reload doesn't fold the list up.
 */
const readAtLeast = async <Item>(list: Paged<Item>, count: number, signal: AbortSignal): Promise<Pages<Item>> => {
  let page = await list.first({ signal });
  const data = [...page.data];
  while (page.next && data.length < count) {
    page = await page.next({ signal });
    data.push(...page.data);
  }
  return { data, next: page.next };
};

/** A list of a member's: longer on demand, read anew when the member goes stale. */
export class PagesController<Item> {
  readonly #host: ReactiveControllerHost;
  readonly #read: ReadController<Pages<Item>>;
  #more: { of: Pages<Item>; error: unknown } | undefined;

  /** @param read Reads the list by the plan: from now on, as far as it is shown. */
  constructor(
    host: ReactiveControllerHost,
    read: ReadController<Pages<Item>>,
    plan: Plan<Item>,
    list: (client: Client, memberId: string) => Paged<Item>,
  ) {
    this.#host = host;
    this.#read = read;
    plan.read = (client, memberId, signal) => {
      const count = (this.#read.value?.data.length ?? 0) + (this.loadingMore ? 1 : 0);
      return startingOver(() => readAtLeast(list(client, memberId), count, signal));
    };
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

  /**
   * Reads one page more; answers whether it came. One that comes when another list is shown is dropped. A list that has
   * moved on starts over, as far as it is shown and a page more; until it is there, the old one stays.
   */
  async more(): Promise<boolean> {
    const shown = this.#read.value;
    if (!shown?.next || this.loadingMore) return false;
    this.#more = { of: shown, error: undefined };
    this.#host.requestUpdate();
    try {
      const page = await shown.next();
      if (this.#read.value !== shown) return false;
      this.#read.replace({ data: [...shown.data, ...page.data], next: page.next });
      return true;
    } catch (failure) {
      if (isCursorExpired(failure)) await this.reload();
      const { value, error } = this.state;
      this.#more = { of: shown, error: error ?? failure };
      this.#host.requestUpdate();
      return value !== shown;
    }
  }
}

/** Opens a list of a member's. */
export const openPages = <Item>(
  host: PanelHost,
  list: (client: Client, memberId: string) => Paged<Item>,
): PagesController<Item> => {
  const first: Plan<Item> = {
    choice: () => "",
    read: (client, memberId, signal) => list(client, memberId).first({ signal }),
  };
  return new PagesController(host.element, readPages(host, first), first, list);
};
