import type { ReactiveControllerHost } from "lit";
import type { Page, Paged } from "../../../../sdk/client/client.js";
import type { Operation } from "../../../../sdk/contract/index.js";
import { ReadController, type ReadState } from "../../../controllers/read-controller.js";
import { isCursorExpired, startingOver } from "../../../parts/starting-over.js";
import type { PanelHost } from "../../panel.js";

/** The part of a timeline that was read so far. */
export interface Activities {
  readonly entries: readonly Operation[];
  /** Fetches on; null at the end. */
  readonly next: Page<Operation>["next"];
}

/** By what a timeline is narrowed; an empty string: by nothing. */
interface ActivityChoice {
  readonly type: string;
  readonly source: string;
}

type Options = Pick<PanelHost, "client" | "memberId">;

const everything: ActivityChoice = { type: "", source: "" };

/**
 * Reads pages until as many entries as are shown already are there again, so that a reload doesn't fold the list up.
 */
const readAtLeast = async (list: Paged<Operation>, count: number, signal: AbortSignal): Promise<Activities> => {
  let page = await list.first({ signal });
  const entries = [...page.data];
  while (page.next && entries.length < count) {
    page = await page.next({ signal });
    entries.push(...page.data);
  }
  return { entries, next: page.next };
};

/** A member's timeline: narrowed by type and source, longer on demand, read anew when the member goes stale. */
export class ActivitiesController {
  readonly #host: ReactiveControllerHost;
  readonly #memberId: Options["memberId"];
  readonly #read: ReadController<Activities>;
  #choice = everything;
  #more: { of: Activities; error: unknown } | undefined;

  constructor(host: ReactiveControllerHost, { client, memberId }: Options) {
    this.#host = host;
    this.#memberId = memberId;
    this.#read = new ReadController<Activities>(host, {
      client,
      memberId,
      key: () => memberId() && JSON.stringify([memberId(), this.#choice.type, this.#choice.source]),
      read: (from, _key, signal) => {
        const { type, source } = this.#choice;
        const list = from.members.activities(this.#memberId() ?? "", {
          ...(type && { type }),
          ...(source && { source }),
        });
        const count = (this.#read.value?.entries.length ?? 0) + (this.loadingMore ? 1 : 0);
        return startingOver(() => readAtLeast(list, count, signal));
      },
    });
  }

  get state(): ReadState<Activities> {
    return this.#read.state;
  }

  get choice(): ActivityChoice {
    return this.#choice;
  }

  /** Whether a further page is on its way. */
  get loadingMore(): boolean {
    return this.#more !== undefined && this.#more.of === this.#read.value && this.#more.error === undefined;
  }

  /** Why the last further page did not come. */
  get moreError(): unknown {
    return this.#more?.of === this.#read.value ? this.#more?.error : undefined;
  }

  choose(choice: Partial<ActivityChoice>): void {
    this.#choice = { ...this.#choice, ...choice };
    this.#host.requestUpdate();
  }

  /** Shows everything again, as for another member. */
  reset(): void {
    this.#choice = everything;
    this.#more = undefined;
    this.#host.requestUpdate();
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
      this.#read.replace({ entries: [...shown.entries, ...page.data], next: page.next });
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
