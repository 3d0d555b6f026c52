import type { ActionDeclaration, Field } from "../../sdk/contract/index.js";
import { spoken } from "../../sdk/contract/bulk/csv.js";
import type { Program } from "./program.js";

const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  "1": true,
  false: false,
  no: false,
  "0": false,
};

/** `12.50` in minor units, exactly; what is no such number stays a text, which the schema refuses. */
const minorUnits = (text: string, scale: number): number | string => {
  const [, sign = "", whole = "", fraction = ""] = /^([+-]?)(\d{1,15})(?:\.(\d{1,8}))?$/.exec(text) ?? [];
  if (whole === "" || fraction.length > scale) return text;
  return Number(`${sign}${whole}${fraction.padEnd(scale, "0")}`);
};

const valueOf = ({ kind, options }: Field, text: string, scale: number): unknown => {
  if (kind === "amount") return minorUnits(text, scale);
  if (kind === "count") return /^\d{1,15}$/.test(text) ? Number(text) : text;
  const isFlag = kind === "flag" || options?.some(({ value }) => typeof value === "boolean");
  return isFlag ? (FLAGS[text.toLowerCase()] ?? text) : text;
};

/**
 * What a row asks for: each cell by the name of its column, an empty one left out. Amounts are written as people write
 * them, `12.50`, in the row's own currency.
 */
export const inputOfRow = (
  { fields }: ActionDeclaration,
  cells: Readonly<Record<string, string>>,
  { currencies }: Pick<Program, "currencies">,
): Readonly<Record<string, unknown>> => {
  const said = Object.entries(cells).map(([name, cell]) => [name, spoken(cell).trim()] as const);
  const currency = said.find(([name]) => name === "currency")?.[1];
  const scale = currencies.find(({ code }) => code === currency)?.scale ?? 0;
  return Object.fromEntries(
    said.flatMap(([name, text]) => {
      const field = fields[name];
      return text === "" ? [] : [[name, field ? valueOf(field, text, scale) : text]];
    }),
  );
};
