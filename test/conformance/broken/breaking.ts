import type { Who } from "../target.js";

export type Fetch = (request: Request) => Promise<Response>;

/** What a fault is made of: a backend that works, and the tokens that it knows. */
export interface Working {
  readonly real: Fetch;
  readonly token: (who: Who) => Promise<string>;
}

/** A backend that is broken in one way, as a team might break it. */
export interface Broken {
  /** What it does: "It …". */
  readonly fault: string;
  /** How the sentence begins that has to find it. */
  readonly foundBy: string;
  readonly make: (working: Working) => Fetch;
}

/** Faults that the sentence which begins so has to find. */
export const foundBy = (says: string, faults: Readonly<Record<string, Broken["make"]>>): readonly Broken[] =>
  Object.entries(faults).map(([fault, make]) => ({ fault, foundBy: says, make }));

export const pathOf = ({ url }: Request): string => new URL(url).pathname.replace(/^\/v1/, "");

const headersOf = (response: Response): Headers => {
  const headers = new Headers(response.headers);
  headers.delete("Content-Length");
  return headers;
};

/** The same answer, with another body. */
export const withBody = (response: Response, body: unknown, status = response.status): Response => {
  const headers = headersOf(response);
  if (status === 200) headers.set("Content-Type", "application/json");
  return new Response(JSON.stringify(body), { status, headers });
};

/** A refusal, as a backend would answer it. */
export const refusal = (code: string, status: number, retryable = false): Response =>
  new Response(
    JSON.stringify({
      ...{ type: `urn:problem:${code}`, title: code, status, detail: code, code, retryable },
      ...{ requestId: crypto.randomUUID(), errors: [] },
    }),
    { status, headers: { "Content-Type": "application/problem+json" } },
  );

/** Requests to some paths are other ones by the time that they arrive. */
export const asking =
  (paths: RegExp, change: (request: Request, working: Working) => Request | Promise<Request>): Broken["make"] =>
  (working) =>
  async (request) =>
    working.real(paths.test(pathOf(request)) ? await change(request, working) : request);

/** Answers of some paths are other ones by the time that they leave. */
export const answering =
  (
    paths: RegExp,
    change: (response: Response, request: Request, working: Working) => Response | Promise<Response>,
  ): Broken["make"] =>
  (working) =>
  async (request) => {
    const response = await working.real(request.clone());
    return paths.test(pathOf(request)) ? change(response, request, working) : response;
  };

/** What some paths answer, where they answer it with 200, says something else. */
export const saying = <Answer>(paths: RegExp, change: (answer: Answer, request: Request) => unknown): Broken["make"] =>
  answering(paths, async (response, request) => {
    if (response.status !== 200) return response;
    return withBody(response, change((await response.json()) as Answer, request));
  });

/** Refusals say something else. */
export const refusing = (change: (problem: Record<string, unknown>) => object): Broken["make"] =>
  answering(/./, async (response) =>
    response.status < 400 ? response : withBody(response, change((await response.json()) as Record<string, unknown>)),
  );

/** Headers of answers are other ones. */
export const heading = (paths: RegExp, change: (headers: Headers, response: Response) => void): Broken["make"] =>
  answering(paths, (response) => {
    const headers = new Headers(response.headers);
    change(headers, response);
    return new Response(response.body, { status: response.status, headers });
  });

/** The same request with other headers; null takes one away. */
export const withHeaders = (request: Request, changes: Readonly<Record<string, string | null>>): Request => {
  const changed = new Request(request);
  for (const [name, value] of Object.entries(changes))
    if (value === null) changed.headers.delete(name);
    else changed.headers.set(name, value);
  return changed;
};

export const withQuery = (request: Request, change: (query: URLSearchParams) => void): Request => {
  const url = new URL(request.url);
  change(url.searchParams);
  return new Request(url, request);
};

/** The same request about something else. */
export const withPath = (request: Request, path: string): Request =>
  new Request(new URL(`/v1${path}`, request.url), request);

/** The same request with another input. */
export const withInput = async (
  request: Request,
  change: (input: Record<string, unknown>) => unknown,
): Promise<Request> =>
  new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: JSON.stringify(change((await request.clone().json()) as Record<string, unknown>)),
  });

export const bearer = (request: Request): string => (request.headers.get("Authorization") ?? "").replace("Bearer ", "");
export const keyOf = (request: Request): string | null => request.headers.get("Idempotency-Key");

/** What is asked for on some paths is done once more, under a key of its own. */
export const doingTwice = (paths: RegExp): Broken["make"] =>
  asking(paths, async (request, { real }) => {
    await real(withHeaders(request.clone(), { "Idempotency-Key": `${keyOf(request)}-2` }));
    return request;
  });
