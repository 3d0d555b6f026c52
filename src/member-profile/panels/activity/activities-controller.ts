import type { ReactiveControllerHost } from "lit";
import type { Operation } from "../../../../sdk/contract/index.js";
import type { ReadController } from "../../../controllers/read-controller.js";
import type { Pages, Plan } from "../../pages.js";
import { PagesController } from "../../pages-controller.js";

/** By what a timeline is narrowed; an empty string: by nothing. */
interface ActivityChoice {
  readonly type: string;
  readonly source: string;
}

const everything: ActivityChoice = { type: "", source: "" };

/** What is asked for of a choice. */
const filterOf = (choice: ActivityChoice): Partial<ActivityChoice> =>
  Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== ""));

/** A member's timeline, narrowed by type and source. */
export class ActivitiesController extends PagesController<Operation> {
  readonly #host: ReactiveControllerHost;
  #choice = everything;

  constructor(host: ReactiveControllerHost, read: ReadController<Pages<Operation>>, plan: Plan<Operation>) {
    super(host, read, plan, ({ members }, id) => members.activities(id, filterOf(this.#choice)));
    this.#host = host;
    plan.choice = () => (this.isNarrowed ? JSON.stringify(this.#choice) : "");
  }

  get choice(): ActivityChoice {
    return this.#choice;
  }

  get isNarrowed(): boolean {
    return Object.keys(filterOf(this.#choice)).length > 0;
  }

  choose(choice: Partial<ActivityChoice>): void {
    this.#choice = { ...this.#choice, ...choice };
    this.#host.requestUpdate();
  }

  /** Shows everything again, as for another member. */
  reset(): void {
    this.#choice = everything;
    this.#host.requestUpdate();
  }
}
