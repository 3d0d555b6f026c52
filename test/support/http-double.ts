import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A test, or a file of tests: what is started ends with it. */
export interface Ending {
  after(end: () => Promise<void>): unknown;
}

/** A request as a double took it. */
export interface Taken {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: string;
}

/**
 * What goes wrong with one request: `slow`, it is done and never answered; `lost`, it is done and the connection breaks;
 * `refused`, it breaks before; a number, nothing is done, and that is answered, with what the header `Retry-After` asks for.
 */
export type Fault = "slow" | "lost" | "refused" | { readonly status: number; readonly retryAfter?: number };

/**
 * A real HTTP server on a free port, until the test is over. `faults` are met one by one, by the requests that `isFaulty`
 * names; by default by all.
 */
export const startDouble = async (
  t: Ending,
  answer: (taken: Taken, response: ServerResponse) => unknown,
  isFaulty: (taken: Taken) => boolean = () => true,
) => {
  const faults: Fault[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const taken = { request, url: new URL(request.url ?? "/", "http://double.test"), body: await text(request) };
    const fault = isFaulty(taken) ? faults.shift() : undefined;
    if (fault === "refused") return void request.socket.destroy();
    if (typeof fault === "object") {
      const { status, retryAfter } = fault;
      return void response
        .writeHead(status, retryAfter === undefined ? {} : { "retry-after": String(retryAfter) })
        .end();
    }
    if (fault === undefined) {
      await answer(taken, response);
      return;
    }
    // Its answer goes nowhere.
    const silent = Object.assign(Object.create(response) as ServerResponse, {
      writeHead: () => silent,
      end: () => silent,
    });
    await answer(taken, silent);
    if (fault === "lost") request.socket.destroy();
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    return new Promise<void>((done) => server.close(() => done()));
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, faults };
};

/** Answers JSON. */
export const json = (response: ServerResponse, status: number, body: unknown): ServerResponse =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
