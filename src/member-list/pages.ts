/** Where one is in a list that is read by cursors: they lead on, and those that were taken lead back. */
export class Pages {
  /** The cursors of the pages up to this one; undefined is the first page's. */
  #cursors: readonly (string | undefined)[] = [undefined];
  readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  /** The cursor of this page. */
  get cursor(): string | undefined {
    return this.#cursors.at(-1);
  }

  /** How many members stand before this page. */
  get before(): number {
    return (this.#cursors.length - 1) * this.size;
  }

  get isFirst(): boolean {
    return this.#cursors.length === 1;
  }

  forward(cursor: string): void {
    this.#cursors = [...this.#cursors, cursor];
  }

  back(): void {
    if (!this.isFirst) this.#cursors = this.#cursors.slice(0, -1);
  }

  /** The cursors that lead to this page. */
  get cursors(): readonly string[] {
    return this.#cursors.filter((cursor) => cursor !== undefined);
  }

  /** Goes to the page that these lead to. */
  goTo(cursors: readonly string[]): void {
    this.#cursors = [undefined, ...cursors];
  }

  startOver(): void {
    this.#cursors = [undefined];
  }
}
