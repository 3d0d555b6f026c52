import { createServer } from "node:net";

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });

/** The port that is wished for, or the next one that is free. */
export const freePort = async (wished: number): Promise<number> => ((await isFree(wished)) ? wished : freePort(wished + 1));
