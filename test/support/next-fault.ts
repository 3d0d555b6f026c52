/** A fetch that may break what it is told to break. */
export type Wrap = (fetch: (request: Request) => Promise<Response>) => (request: Request) => Promise<Response>;

/** The connection broke. */
export const broken = (): TypeError => new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });

/** A fault that one request meets. */
export class NextFault {
  /** What the next of them meets: it is done and its answer lost, or it never arrives. Null: nothing. */
  next: "lost" | "cut" | null = null;

  /** The fault waits for a request of this kind. */
  for(isOfKind: (request: Request) => boolean): Wrap {
    return (fetch) => async (request) => {
      const met = isOfKind(request) ? this.next : null;
      if (met) this.next = null;
      if (met !== "cut") {
        const response = await fetch(request);
        if (met === null) return response;
      }
      throw broken();
    };
  }
}
