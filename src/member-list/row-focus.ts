import type { LitElement, ReactiveController } from "lit";

/** What in a row takes the focus. */
const STOPS = "a, button, input";

/** Where the focus is among the rows: what has it, and its place, by the number of the row and of its stop. */
interface Place {
  readonly stop: HTMLElement;
  readonly row: number;
  readonly column: number;
}

const stopsOf = (row: Element | undefined): HTMLElement[] => [...(row?.querySelectorAll<HTMLElement>(STOPS) ?? [])];

/**
 * Keeps the focus on a row that moves: a browser drops it where a row is put elsewhere. Where the row has gone, what stands
 * in its place now takes it.
 */
export class RowFocus implements ReactiveController {
  readonly #host: LitElement;
  #place: Place | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    const { activeElement: stop } = this.#host.renderRoot as ShadowRoot;
    const row = stop?.closest<HTMLTableRowElement>("tbody tr");
    this.#place =
      stop instanceof HTMLElement && row
        ? { stop, row: row.sectionRowIndex, column: stopsOf(row).indexOf(stop) }
        : null;
  }

  hostUpdated(): void {
    const root = this.#host.renderRoot as ShadowRoot;
    if (!this.#place || root.activeElement) return;
    const { stop, row, column } = this.#place;
    const rows = [...root.querySelectorAll("tbody tr")];
    const heir = stop.isConnected ? stop : stopsOf(rows[row] ?? rows.at(-1))[column];
    heir?.focus({ preventScroll: true });
  }
}
