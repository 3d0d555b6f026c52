import type { Server, ServerResponse } from "node:http";

/** How long open requests may take once the server stops, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Prepares a server to be closed gracefully, and answers the function that closes it. It takes no new connection, ends
 * each open connection after its current answer, and ends idle ones at once. Otherwise kept-alive connections would go
 * on asking.
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
