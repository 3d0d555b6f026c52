import {
  createSquareDouble,
  seedSquare,
  SQUARE_TOKEN,
  type SquareDouble,
} from "../../../../examples/doubles/square/square.js";
import { createSquare } from "../../../../server/gateways/square/square.js";
import { NOW, TestClock } from "../../../support/backend.js";
import { startGateway, type TestGateway } from "../../../support/gateway.js";

export interface SquareGateway extends TestGateway {
  readonly double: SquareDouble;
}

/** A fetch that may break what it is told to break. */
export type Wrap = (fetch: (request: Request) => Promise<Response>) => (request: Request) => Promise<Response>;

/** A gateway before the double of Square, with the people of the demo. */
export const startSquareGateway = async ({
  wrap = (fetch) => fetch,
  ...options
}: {
  readonly wrap?: Wrap;
  readonly origins?: readonly string[];
  readonly patienceMs?: number;
} = {}): Promise<SquareGateway> => {
  const clock = new TestClock(NOW);
  const double = createSquareDouble(clock);
  seedSquare(double);
  const fetch = wrap(double.fetch);
  const gateway = await startGateway({
    ...options,
    clock,
    vendor: ({ pause }) =>
      createSquare({
        ...{ accessToken: SQUARE_TOKEN, baseUrl: "http://square.test", programName: "Corner Coffee", timeZone: "UTC" },
        ...{ callsPerSecond: 0, clock, pause },
        fetch: async (input, init) => fetch(new Request(input, init)),
      }),
  });
  return { ...gateway, double };
};
