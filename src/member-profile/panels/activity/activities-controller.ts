import type { ActivityFilter } from "../../../../sdk/client/client.js";
import type { Operation } from "../../../../sdk/contract/index.js";
import type { ReadController } from "../../../controllers/read-controller.js";
import { boundsOfDay } from "../../../format/day-bounds.js";
import type { Pages, Plan } from "../../pages.js";
import type { PanelHost } from "../../panel.js";
import { PagesController } from "../../pages-controller.js";

/** By what a timeline is narrowed; an empty string: by nothing. */
interface ActivityChoice {
  readonly type: string;
  readonly source: string;
  /** An operator's id. */
  readonly operator: string;
  /** Days of the program, the first and the last: `2026-11-21`. */
  readonly from: string;
  readonly to: string;
}

const everything: ActivityChoice = { type: "", source: "", operator: "", from: "", to: "" };

/** What is asked for of a choice, in a program of this time zone. */
const filterOf = (choice: ActivityChoice, timeZone: string): ActivityFilter => {
  const { from, to } = choice;
  const instants = {
    ...choice,
    from: from && boundsOfDay(from, timeZone).first,
    to: to && boundsOfDay(to, timeZone).last,
  };
  return Object.fromEntries(Object.entries(instants).filter(([, value]) => value !== ""));
};

/** A member's timeline, narrowed by type, source, operator and days. */
export class ActivitiesController extends PagesController<Operation> {
  readonly #host: PanelHost;
  #choice = everything;

  constructor(host: PanelHost, read: ReadController<Pages<Operation>>, plan: Plan<Operation>) {
    super(host, read, plan, ({ members }, id) => members.activities(id, this.filter));
    this.#host = host;
    plan.choice = () => (this.isNarrowed ? JSON.stringify(this.#choice) : "");
  }

  get choice(): ActivityChoice {
    return this.#choice;
  }

  /** What is asked for of the choice. */
  get filter(): ActivityFilter {
    return filterOf(this.#choice, this.#host.view()?.capabilities.program.timeZone ?? "");
  }

  get isNarrowed(): boolean {
    return Object.values(this.#choice).some((value) => value !== "");
  }

  choose(choice: Partial<ActivityChoice>): void {
    this.#choice = { ...this.#choice, ...choice };
    this.#host.element.requestUpdate();
  }

  /** Shows everything again, as for another member. */
  reset(): void {
    this.#choice = everything;
    this.#host.element.requestUpdate();
  }
}
