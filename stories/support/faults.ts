import type { Operation, Problem } from "../../sdk/contract/index.js";

type Fetch = (request: Request) => Promise<Response>;

/** Stands between the client and the app, and spoils what passes. */
export type Fault = (answer: Fetch) => typeof fetch;

const spoiling =
  (concerns: (request: Request) => boolean, spoil: (request: Request, answer: Fetch) => Promise<Response>): Fault =>
  (answer) =>
  async (input, init) => {
    const request = new Request(input, init);
    return concerns(request) ? spoil(request, answer) : answer(request);
  };

/** Spoils nothing. */
export const faultless: Fault = (answer) => async (input, init) => answer(new Request(input, init));

const everything = () => true;
const isWrite = (request: Request) => /\/actions\/[\w-]+$/.test(request.url) && request.method === "POST";
/** Whether it is asked at such a path, alone or with its query. */
const about = (path: RegExp) => (request: Request) => {
  const { pathname, search } = new URL(request.url);
  return path.test(pathname) || path.test(pathname + search);
};

const silence = (request: Request) =>
  new Promise<Response>((_, reject) =>
    request.signal.addEventListener("abort", () => reject(request.signal.reason as Error)),
  );
const disconnect = () => Promise.reject(new TypeError("Failed to fetch"));

/** Answers to these paths never come. */
export const silent = (path: RegExp): Fault => spoiling(about(path), silence);

/** There is no network. */
export const offline: Fault = spoiling(everything, disconnect);

/** These paths are refused with a problem. */
export const refusing = (
  path: RegExp,
  problem: Pick<Problem, "status" | "code" | "title" | "detail" | "errors">,
): Fault =>
  spoiling(about(path), () => {
    const body = { type: "about:blank", retryable: problem.status >= 500, requestId: "req_story", ...problem };
    return Promise.resolve(
      Response.json(body, { status: problem.status, headers: { "content-type": "application/problem+json" } }),
    );
  });

/** What these paths answer is changed on its way. */
export const answering = <Answer>(path: RegExp, change: (answer: Answer) => Answer): Fault =>
  spoiling(about(path), async (request, answer) => {
    const response = await answer(request);
    return response.ok
      ? Response.json(change((await response.json()) as Answer), { headers: response.headers })
      : response;
  });

/** Writes, and questions about them, are answered with a status that is not the reference backend's. */
export const concluding = (status: string, warnings: Operation["warnings"] = []): Fault =>
  answering<Operation>(/\/actions\/add$|\/operations\/[^/]+$/, (operation) => ({
    ...operation,
    status,
    warnings,
    reversible: null,
  }));

/** Before a write arrives, another one is done to the same member by the same action. */
export const overtaking = (input: object): Fault =>
  spoiling(isWrite, async (request, answer) => {
    const headers = new Headers(request.headers);
    headers.delete("Preview-Match");
    headers.set("Idempotency-Key", crypto.randomUUID());
    await answer(new Request(request.url, { method: "POST", headers, body: JSON.stringify(input) }));
    return answer(request);
  });

/** There is a network until it is cut. */
export const cuttable = (): { fault: Fault; cut: (isCut: boolean) => void } => {
  let isCut = false;
  return {
    fault: spoiling(() => isCut, disconnect),
    cut: (cut) => void (isCut = cut),
  };
};

/** Writes are done, but their answers are lost, and so is every question about them. */
export const losingAnswers: Fault = spoiling(
  (request) => isWrite(request) || about(/\/operations\/settle$/)(request),
  async (request, answer) => {
    await answer(request);
    return disconnect();
  },
);
