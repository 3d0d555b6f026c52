export interface ReadOptions {
  signal?: AbortSignal;
}

/** What a page of a list holds. */
export interface Page<T> {
  data: T[];
  /**
   * Fetches the next page; null on the last one. A `ProblemError` of `cursor-expired` says to start over with
   * `first()`.
   */
  next: ((options?: ReadOptions) => Promise<Page<T>>) | null;
}

/** A list, page by page: `for await (const item of list)` walks all of it; `first()` fetches one page. */
export interface Paged<T> extends AsyncIterable<T> {
  first(options?: ReadOptions): Promise<Page<T>>;
}
