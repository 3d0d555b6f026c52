import * as z from "zod/mini";
import { createSquare } from "./square/square.js";
import { createTalonOne } from "./talon-one/talon-one.js";
import type { CallSettings } from "./vendor/call-settings.js";
import type { Vendor } from "./vendor/vendor.js";
import { createVoucherify } from "./voucherify/voucherify.js";

/** What every vendor is made with. */
export interface VendorGround extends CallSettings {
  /** What the program is called. */
  readonly programName: string;
  /** In which its days begin and end (IANA). */
  readonly timeZone: string;
}

/** Makes a vendor whose settings were read. */
export type MakeVendor = (ground: VendorGround) => Vendor;

/** The settings of a vendor, from variables of its own: what it is made by, or what is wrong with them, each in words. */
type ReadVendor = (
  variables: Readonly<Record<string, string>>,
) => { readonly make: MakeVendor } | { readonly wrong: readonly string[] };

const vendorBy =
  <E extends z.ZodMiniType>(
    environment: E,
    create: (settings: z.output<E>, ground: VendorGround) => Vendor,
  ): ReadVendor =>
  (variables) => {
    const result = environment.safeParse(variables);
    if (result.success) return { make: (ground) => create(result.data, ground) };
    return { wrong: result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`) };
  };

const secret = (what: string) => z.string({ error: `is required: ${what}` }).check(z.minLength(1));

const isAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Without a slash at its end. */
const address = (error?: string) =>
  z.string(error).check(
    z.refine(isAddress, { error: "must be an address (https: http:)" }),
    z.overwrite((url) => url.replace(/\/$/, "")),
  );

/** The vendors, by what `VENDOR` names them. Their secrets are in the server's environment alone. */
export const vendors = {
  square: vendorBy(
    z.object({
      SQUARE_ACCESS_TOKEN: secret("of the seller, with LOYALTY_READ, LOYALTY_WRITE, CUSTOMERS_READ, CUSTOMERS_WRITE"),
      SQUARE_URL: z.optional(address()),
    }),
    ({ SQUARE_ACCESS_TOKEN: accessToken, SQUARE_URL: baseUrl }, ground) =>
      createSquare({ ...ground, accessToken, baseUrl }),
  ),
  voucherify: vendorBy(
    z.object({
      VOUCHERIFY_APP_ID: secret("the id of an application of the project"),
      VOUCHERIFY_APP_TOKEN: secret("that application's secret"),
      VOUCHERIFY_PROGRAM: z
        .string({ error: "is required: the id of the loyalty program" })
        .check(z.regex(/^lprg_[a-f0-9]+$/, { error: "must be the id of a loyalty program (lprg_…)" })),
      VOUCHERIFY_URL: z.optional(address()),
    }),
    (settings, ground) =>
      createVoucherify({
        ...{ ...ground, appId: settings.VOUCHERIFY_APP_ID, appToken: settings.VOUCHERIFY_APP_TOKEN },
        ...{ programId: settings.VOUCHERIFY_PROGRAM, baseUrl: settings.VOUCHERIFY_URL },
      }),
  ),
  "talon-one": vendorBy(
    z.object({
      TALON_ONE_URL: address("is required: of the deployment"),
      TALON_ONE_MANAGEMENT_KEY: secret("with access to loyalty programs and customer profiles"),
      TALON_ONE_API_KEY: secret("of an application that is connected with the program"),
      TALON_ONE_PROGRAM_ID: z
        .string({ error: "is required: of a program whose points belong to profiles" })
        .check(z.regex(/^\d{1,9}$/, { error: "must be a number" })),
      TALON_ONE_SUBLEDGERS: z.optional(z.string()),
      TALON_ONE_SCALE: z.optional(z.string().check(z.regex(/^[0-4]$/, { error: "must be a number from 0 to 4" }))),
    }),
    (settings, ground) =>
      createTalonOne({
        ...{ ...ground, baseUrl: settings.TALON_ONE_URL, programId: Number(settings.TALON_ONE_PROGRAM_ID) },
        ...{ managementKey: settings.TALON_ONE_MANAGEMENT_KEY, apiKey: settings.TALON_ONE_API_KEY },
        subledgers: (settings.TALON_ONE_SUBLEDGERS ?? "").split(/[\s,]+/).filter((id) => id !== ""),
        scale: Number(settings.TALON_ONE_SCALE ?? 0),
      }),
  ),
} as const satisfies Readonly<Record<string, ReadVendor>>;

export type VendorName = keyof typeof vendors;

export const isVendorName = (name: string): name is VendorName => Object.hasOwn(vendors, name);
