import { createSquareDouble, seedSquare, SQUARE_TOKEN } from "../doubles/square/square.js";
import { PROGRAM_ID as TALON_ONE_PROGRAM } from "../doubles/talon-one/state.js";
import { createTalonOneDouble, seedTalonOne, TALON_ONE_KEYS } from "../doubles/talon-one/talon-one.js";
import { PROGRAM_ID } from "../doubles/voucherify/state.js";
import { createVoucherifyDouble, seedVoucherify, VOUCHERIFY_APP } from "../doubles/voucherify/voucherify.js";

/** What the demo of a gateway runs before: the vendor's double, and how the gateway reaches it. */
export interface DemoVendor {
  /** As the pages call it. */
  readonly name: string;
  /** The label of the search: what the vendor finds customers by. */
  readonly foundBy: string;
  /** Made with its customers. */
  start(): { fetch(request: Request): Promise<Response> };
  /** The gateway's variables, once the double answers at an origin. */
  variables(origin: string): Readonly<Record<string, string>>;
  /** A customer to begin with. */
  readonly first: string;
}

/** By what `VENDOR` names them. */
export const demoVendors: Readonly<Record<string, DemoVendor>> = {
  square: {
    name: "Square",
    foundBy: "E-mail, phone, id or your own reference",
    start: () => {
      const double = createSquareDouble();
      seedSquare(double);
      return double;
    },
    variables: (origin) => ({ SQUARE_ACCESS_TOKEN: SQUARE_TOKEN, SQUARE_URL: origin }),
    first: "cust-noa",
  },
  voucherify: {
    name: "Voucherify",
    foundBy: "Name, e-mail, id or your own reference",
    start: () => {
      const double = createVoucherifyDouble();
      seedVoucherify(double);
      return double;
    },
    variables: (origin) => ({
      ...{ VOUCHERIFY_APP_ID: VOUCHERIFY_APP.appId, VOUCHERIFY_APP_TOKEN: VOUCHERIFY_APP.appToken },
      ...{ VOUCHERIFY_PROGRAM: PROGRAM_ID, VOUCHERIFY_URL: origin },
    }),
    first: "cust_noa",
  },
  "talon-one": {
    name: "Talon.One",
    foundBy: "E-mail, name or your own id, in full",
    start: () => {
      const double = createTalonOneDouble();
      seedTalonOne(double);
      return double;
    },
    variables: (origin) => ({
      ...{ TALON_ONE_URL: origin, TALON_ONE_PROGRAM_ID: String(TALON_ONE_PROGRAM), TALON_ONE_SUBLEDGERS: "stars" },
      ...{ TALON_ONE_MANAGEMENT_KEY: TALON_ONE_KEYS.managementKey, TALON_ONE_API_KEY: TALON_ONE_KEYS.apiKey },
    }),
    first: "crm-noa",
  },
};
