import type { LitElement, ReactiveController } from "lit";
import type { AudienceMember, AudiencePage } from "../../sdk/contract/bulk/answers.js";
import { mark } from "../parts/moved.js";
import { NAME, STATUS } from "./columns.js";

/** A page of rows, and what it was asked for. */
interface Shown {
  readonly key: string | undefined;
  readonly page: AudiencePage | undefined;
  /** The ids of its columns, in the order of the cells. */
  readonly columns: readonly string[];
}

/** What is shown of a member, by the columns' ids. */
const figuresOf = ({ name, status, tier, cells }: AudienceMember, columns: readonly string[]): Map<string, string> =>
  new Map([
    [NAME, name],
    [STATUS, status],
    ...columns.map((id, index) => [id, JSON.stringify([cells[index], id === "tier" && tier])] as const),
  ]);

/** Marks the cells that have changed in a page that stayed, whoever changed them. Who comes and who goes is no change. */
export class MovedCells implements ReactiveController {
  readonly #host: LitElement;
  readonly #now: () => Shown;
  #before: Shown = { key: undefined, page: undefined, columns: [] };

  constructor(host: LitElement, now: () => Shown) {
    this.#host = host;
    this.#now = now;
    host.addController(this);
  }

  hostUpdated(): void {
    const before = this.#before;
    const now = (this.#before = this.#now());
    if (now.page === before.page || now.key !== before.key) return;
    const known = new Map(before.page?.data.map((member) => [member.id, figuresOf(member, before.columns)]));
    for (const member of now.page?.data ?? [])
      for (const [column, text] of figuresOf(member, now.columns))
        if ((known.get(member.id)?.get(column) ?? text) !== text) this.#mark(member.id, column);
  }

  /** A cell that is not seen, since the table is too narrow for it or too wide, is not to be marked once it is. */
  #mark(memberId: string, column: string): void {
    const row = this.#host.renderRoot.querySelector(`.open[data-member="${CSS.escape(memberId)}"]`)?.closest("tr");
    for (const cell of row?.querySelectorAll(`[data-column="${CSS.escape(column)}"]`) ?? [])
      if (cell.checkVisibility()) mark(cell);
  }
}
