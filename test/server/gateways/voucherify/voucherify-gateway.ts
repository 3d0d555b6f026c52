import {
  createVoucherifyDouble,
  seedVoucherify,
  VOUCHERIFY_APP,
  type VoucherifyDouble,
} from "../../../../examples/doubles/voucherify/voucherify.js";
import { PROGRAM_ID } from "../../../../examples/doubles/voucherify/state.js";
import { readFileSync } from "node:fs";
import { createVoucherify } from "../../../../server/gateways/voucherify/voucherify.js";
import { NOW, TestClock } from "../../../support/backend.js";
import { type GatewayChoices, startGateway, type TestGateway } from "../../../support/gateway.js";
import type { Wrap } from "../../../support/next-fault.js";
import { holdToDocument, type OpenApiDocument } from "../../../support/openapi-check.js";

export interface VoucherifyGateway extends TestGateway {
  readonly double: VoucherifyDouble;
  /** What of all that was sent and answered breaks Voucherify's documents, where they are at hand. */
  breaches(): readonly string[];
}

/** Where Voucherify's public documents are: they have no licence, so that none is kept here. Unset: nothing is held to them. */
const { VOUCHERIFY_DOCUMENTS: folder } = process.env;

/** Why the double is not held to the documents; false: it is. */
export const notHeld =
  folder === undefined &&
  "VOUCHERIFY_DOCUMENTS names no folder with Voucherify's documents: the double is not held to them.";

type Answer = (request: Request) => Promise<Response>;

/** Customers and loyalty have a document each. */
const heldToDocuments = (double: Answer): { readonly fetch: Answer; breaches(): readonly string[] } => {
  if (folder === undefined) return { fetch: double, breaches: () => [] };
  const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8")) as OpenApiDocument;
  const customers = holdToDocument(read("voucherify-customers"), double);
  const loyalty = holdToDocument(read("voucherify-loyalties-v2"), double);
  const isCustomers = (request: Request) => new URL(request.url).pathname.startsWith("/v1/customers");
  return {
    fetch: (request) => (isCustomers(request) ? customers : loyalty).fetch(request),
    breaches: () => [...customers.breaches, ...loyalty.breaches],
  };
};

/** A gateway before the double of Voucherify, with the people of the demo. */
export const startVoucherifyGateway = async ({
  wrap = (fetch) => fetch,
  ...options
}: GatewayChoices & { readonly wrap?: Wrap } = {}): Promise<VoucherifyGateway> => {
  const clock = new TestClock(NOW);
  const double = createVoucherifyDouble(clock);
  seedVoucherify(double);
  const held = heldToDocuments(double.fetch);
  const fetch = wrap(held.fetch);
  const gateway = await startGateway({
    ...options,
    clock,
    vendor: (ground) =>
      createVoucherify({
        ...{
          ...VOUCHERIFY_APP,
          baseUrl: "http://voucherify.test",
          programId: PROGRAM_ID,
          programName: "Corner Coffee",
          timeZone: "UTC",
        },
        ...ground,
        callsPerSecond: 0,
        fetch: async (input, init) => fetch(new Request(input, init)),
      }),
  });
  return { ...gateway, double, breaches: held.breaches };
};
