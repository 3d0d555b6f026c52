import type { Server, ServerResponse } from "node:http";

/** How long requests in hand may take once the server is told to stop, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Prepares a server to be closed gracefully, and answers the function that does it: no new connection is taken, each open one ends
 * with the answer that is in hand, and idle ones end at once. A connection that is kept alive would otherwise ask on and on.
 */
export const closing = (server: Server): (() => Promise<void>) => {
  const inHand = new Set<ServerResponse>();
  let isClosing = false;
  server.prependListener("request", (_, response: ServerResponse) => {
    if (isClosing) response.shouldKeepAlive = false;
    inHand.add(response);
    response.once("close", () => inHand.delete(response));
  });
  return async () => {
    isClosing = true;
    for (const response of inHand) response.shouldKeepAlive = false;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const lastCall = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    await closed;
    clearTimeout(lastCall);
  };
};
