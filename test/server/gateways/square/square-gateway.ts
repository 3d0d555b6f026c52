import { readFileSync } from "node:fs";
import {
  createSquareDouble,
  seedSquare,
  SQUARE_TOKEN,
  type SquareDouble,
} from "../../../../examples/doubles/square/square.js";
import { createSquare } from "../../../../server/gateways/square/square.js";
import { NOW, TestClock } from "../../../support/backend.js";
import { type GatewayChoices, startGateway, type TestGateway } from "../../../support/gateway.js";
import type { Wrap } from "../../../support/next-fault.js";
import { holdToDocument, type OpenApiDocument } from "../../../support/openapi-check.js";

export interface SquareGateway extends TestGateway {
  readonly double: SquareDouble;
  /** What of all that was sent and answered breaks Square's document. */
  readonly breaches: readonly string[];
  /** The routes of the document that were asked. */
  readonly seen: ReadonlySet<string>;
}

/** Square's public document, cut to what is used. */
export const readSquareDocument = (): OpenApiDocument =>
  JSON.parse(readFileSync("test/server/gateways/square/square.json", "utf8")) as OpenApiDocument;

/** A gateway before the double of Square, with the people of the demo. */
export const startSquareGateway = async ({
  wrap = (fetch) => fetch,
  ...options
}: GatewayChoices & { readonly wrap?: Wrap } = {}): Promise<SquareGateway> => {
  const clock = new TestClock(NOW);
  const double = createSquareDouble(clock);
  seedSquare(double);
  const { fetch: held, breaches, seen } = holdToDocument(readSquareDocument(), double.fetch);
  const fetch = wrap(held);
  const gateway = await startGateway({
    ...options,
    clock,
    vendor: (ground) =>
      createSquare({
        ...{ accessToken: SQUARE_TOKEN, baseUrl: "http://square.test", programName: "Corner Coffee", timeZone: "UTC" },
        ...ground,
        callsPerSecond: 0,
        fetch: async (input, init) => fetch(new Request(input, init)),
      }),
  });
  return { ...gateway, double, breaches, seen };
};
