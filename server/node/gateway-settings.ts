import * as z from "zod/mini";
import { findAction } from "../../sdk/contract/index.js";
import { UNDO } from "../../sdk/contract/reason-code.js";
import { Id } from "../../sdk/contract/schemas/inputs.js";
import { type Keep, keepable } from "../gateways/kept/keeping.js";
import { NO_REASONS, type Reasons } from "../gateways/reasons.js";
import { isVendorName, type MakeVendor, vendors } from "../gateways/vendors.js";
import { SettingsError } from "./settings.js";

/** How a gateway runs, beside what every server does. */
export interface GatewaySettings {
  readonly makeVendor: MakeVendor;
  /** The `tenant` of the tokens whose members the vendor has. */
  readonly tenant: string;
  readonly programName: string;
  readonly timeZone: string;
  /** How many calls the vendor is asked in a second; undefined: as many as it is known to take. */
  readonly callsPerSecond: number | undefined;
  /** What the gateway keeps itself, since the vendor has none; by default nothing. */
  readonly keeps: readonly Keep[];
  /** Why operators act. */
  readonly reasons: Reasons;
  /** For how many hours what is over a limit waits for a second person; null: it is refused. */
  readonly approvals: { readonly expireAfterHours: number } | null;
}

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const splitList = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

const isKeep = (name: string): name is Keep => keepable.some((keep) => keep === name);

const FieldRule = z.enum(["hidden", "optional", "required"]);

/** `undo`, or an action of the catalogue. */
const isOccasion = (id: string): boolean => id === UNDO || findAction(id) !== undefined;

const Code = z.strictObject({
  id: Id,
  name: z.string().check(z.minLength(1)),
  actions: z.optional(z.array(z.string().check(z.refine(isOccasion)))),
  requiresNote: z.optional(z.boolean()),
  retired: z.optional(z.boolean()),
});

const ReasonSettings = z.strictObject({
  reasonCode: z.optional(FieldRule),
  note: z._default(FieldRule, "optional"),
  codes: z._default(z.array(Code), []),
});

/** Null: the text is no such JSON, asks for a reason where there is none, or has two of one id. */
const reasonsIn = (text: string): Reasons | null => {
  try {
    const result = ReasonSettings.safeParse(JSON.parse(text));
    if (!result.success) return null;
    const { note, codes, reasonCode = codes.length > 0 ? "optional" : "hidden" } = result.data;
    const isWhole = reasonCode === "hidden" || codes.length > 0;
    return isWhole && new Set(codes.map(({ id }) => id)).size === codes.length
      ? { rule: { reasonCode, note }, codes }
      : null;
  } catch {
    return null;
  }
};

const Environment = z.object({
  VENDOR: z.string().check(z.refine(isVendorName, { error: `must be one of ${Object.keys(vendors).join(", ")}` })),
  TENANT: z
    .string({ error: "is required: the `tenant` of the tokens whose members the vendor has" })
    .check(z.regex(/^[\w-]{1,64}$/, { error: "must be 1-64 letters, digits, - or _" })),
  PROGRAM_NAME: z.string({ error: "is required: what the loyalty program is called" }),
  TIME_ZONE: z._default(
    z.string().check(z.refine(isTimeZone, { error: "must be a time zone (Europe/Berlin)" })),
    "UTC",
  ),
  VENDOR_CALLS_PER_SECOND: z.optional(
    z.string().check(z.regex(/^[1-9]\d{0,3}$/, { error: "must be a whole number, 1-9999" })),
  ),
  GATEWAY_KEEPS: z._default(
    z
      .string()
      .check(z.refine((text) => splitList(text).every(isKeep), { error: `must name some of ${keepable.join(", ")}` })),
    "",
  ),
  APPROVALS_EXPIRE_AFTER_HOURS: z.optional(
    z.string().check(z.regex(/^[1-9]\d{0,3}$/, { error: "must be a whole number, 1-9999" })),
  ),
  REASONS: z.optional(
    z.string().check(
      z.refine((text) => reasonsIn(text) !== null, {
        error:
          'must be JSON: { "reasonCode": "required", "note": "optional", "codes": [{ "id": "…", "name": "…", "actions": ["add", "undo"], "requiresNote": true, "retired": true }] }, each id once',
      }),
    ),
  ),
});

/**
 * Reads the environment of a gateway; null where `VENDOR` is not set, and the server is the reference backend. An empty
 * variable counts as unset. Throws `SettingsError`, which says every wrong variable, and never a value.
 */
export const readGatewaySettings = (
  variables: Readonly<Record<string, string | undefined>>,
): GatewaySettings | null => {
  const given = Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value]])),
  ) as Record<string, string>;
  if (given.VENDOR === undefined) return null;
  const result = Environment.safeParse(given);
  const vendor = isVendorName(given.VENDOR) ? vendors[given.VENDOR](given) : { wrong: [] };
  const wrong = [
    ...(result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`)),
    ...("wrong" in vendor ? vendor.wrong : []),
  ];
  if (!result.success || "wrong" in vendor) throw new SettingsError(wrong.join("\n"));
  const {
    TENANT: tenant,
    PROGRAM_NAME: programName,
    TIME_ZONE: timeZone,
    VENDOR_CALLS_PER_SECOND: calls,
    GATEWAY_KEEPS: kept,
    REASONS: reasonText,
    APPROVALS_EXPIRE_AFTER_HOURS: hours,
  } = result.data;
  const callsPerSecond = calls === undefined ? undefined : Number(calls);
  const keeps = [...new Set(splitList(kept).filter(isKeep))];
  const approvals = hours === undefined ? null : { expireAfterHours: Number(hours) };
  const reasons = (reasonText === undefined ? null : reasonsIn(reasonText)) ?? NO_REASONS;
  return { makeVendor: vendor.make, tenant, programName, timeZone, callsPerSecond, keeps, reasons, approvals };
};
