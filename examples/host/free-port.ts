import { createServer, type AddressInfo } from "node:net";

const probe = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const found = (server.address() as AddressInfo).port;
      server.close(() => resolve(found));
    });
  });

/** The port that is wished for, or the next one that is free; for 0, one that the system chooses. */
export const freePort = async (wished: number): Promise<number> => (await probe(wished)) ?? freePort(wished + 1);
