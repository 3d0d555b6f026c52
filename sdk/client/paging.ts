import type { Page, Paged, ReadOptions } from "./client.js";
import { ContractError } from "./errors.js";

/** A page as it crosses the wire. */
export interface WirePage<T> {
  data: T[];
  page: { next: string | null };
}

/** Loads one page of a list; without a cursor, the first. */
type LoadPage<T> = (cursor: string | undefined, options?: ReadOptions) => Promise<WirePage<T>>;

/** A list that is fetched page by page, as far as it is walked. */
export const paged = <T>(load: LoadPage<T>): Paged<T> => {
  const fetchPage = async (cursor: string | undefined, options?: ReadOptions): Promise<Page<T>> => {
    const { data, page } = await load(cursor, options);
    const { next } = page;
    if (next !== null && next === cursor) throw new ContractError("/page/next", "the cursor leads to itself");
    return { data, next: next === null ? null : (more) => fetchPage(next, more) };
  };
  return {
    first: (options) => fetchPage(undefined, options),
    async *[Symbol.asyncIterator]() {
      for (let page: Page<T> | undefined = await fetchPage(undefined); page; page = await page.next?.())
        yield* page.data;
    },
  };
};
