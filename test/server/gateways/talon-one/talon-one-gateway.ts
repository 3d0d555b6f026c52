import {
  createTalonOneDouble,
  seedTalonOne,
  TALON_ONE_KEYS,
  type TalonOneDouble,
} from "../../../../examples/doubles/talon-one/talon-one.js";
import { PROGRAM_ID } from "../../../../examples/doubles/talon-one/state.js";
import { createTalonOne, type TalonOneOptions } from "../../../../server/gateways/talon-one/talon-one.js";
import { NOW, TestClock } from "../../../support/backend.js";
import { type GatewayChoices, startGateway, type TestGateway } from "../../../support/gateway.js";
import type { Wrap } from "../../../support/next-fault.js";

export interface TalonOneGateway extends TestGateway {
  readonly double: TalonOneDouble;
}

/** A gateway before the double of Talon.One, with the people of the demo. */
export const startTalonOneGateway = async ({
  wrap = (fetch) => fetch,
  managementCallsPerSecond = 0,
  ...options
}: GatewayChoices & { readonly wrap?: Wrap } & Pick<
    TalonOneOptions,
    "managementCallsPerSecond"
  > = {}): Promise<TalonOneGateway> => {
  const clock = new TestClock(NOW);
  const double = createTalonOneDouble(clock);
  seedTalonOne(double);
  const fetch = wrap(double.fetch);
  const gateway = await startGateway({
    ...options,
    clock,
    vendor: (ground) =>
      createTalonOne({
        ...{ ...TALON_ONE_KEYS, baseUrl: "http://talon-one.test", programId: PROGRAM_ID, subledgers: ["stars"] },
        ...{ ...ground, callsPerSecond: 0, managementCallsPerSecond },
        fetch: async (input, init) => fetch(new Request(input, init)),
      }),
  });
  return { ...gateway, double };
};
