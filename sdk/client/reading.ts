export interface ReadOptions {
  signal?: AbortSignal;
  /**
   * Reads beforehand what is likely to be asked for next, where it is not on its way: the answer is kept for ten seconds,
   * until anything changes, and handed out once, to whoever asks for the same. Where it is a member, and nobody watches
   * them (see `Changes`), they go stale right after that, so that what is shown at once is read anew. To the backend it is
   * a read as any.
   */
  ahead?: boolean;
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
