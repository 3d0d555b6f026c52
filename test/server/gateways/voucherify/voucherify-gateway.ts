import {
  createVoucherifyDouble,
  seedVoucherify,
  VOUCHERIFY_APP,
  type VoucherifyDouble,
} from "../../../../examples/doubles/voucherify/voucherify.js";
import { PROGRAM_ID } from "../../../../examples/doubles/voucherify/state.js";
import { createVoucherify } from "../../../../server/gateways/voucherify/voucherify.js";
import { NOW, TestClock } from "../../../support/backend.js";
import { startGateway, type TestGateway } from "../../../support/gateway.js";

export interface VoucherifyGateway extends TestGateway {
  readonly double: VoucherifyDouble;
}

/** A fetch that may break what it is told to break. */
export type Wrap = (fetch: (request: Request) => Promise<Response>) => (request: Request) => Promise<Response>;

/** A gateway before the double of Voucherify, with the people of the demo. */
export const startVoucherifyGateway = async ({
  wrap = (fetch) => fetch,
  ...options
}: {
  readonly wrap?: Wrap;
  readonly origins?: readonly string[];
  readonly patienceMs?: number;
} = {}): Promise<VoucherifyGateway> => {
  const clock = new TestClock(NOW);
  const double = createVoucherifyDouble(clock);
  seedVoucherify(double);
  const fetch = wrap(double.fetch);
  const gateway = await startGateway({
    ...options,
    clock,
    vendor: ({ pause }) =>
      createVoucherify({
        ...{
          ...VOUCHERIFY_APP,
          baseUrl: "http://voucherify.test",
          programId: PROGRAM_ID,
          programName: "Corner Coffee",
          timeZone: "UTC",
        },
        ...{ callsPerSecond: 0, clock, pause },
        fetch: async (input, init) => fetch(new Request(input, init)),
      }),
  });
  return { ...gateway, double };
};
