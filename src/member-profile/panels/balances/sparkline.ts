import { html, nothing } from "lit";

const width = 120;
const height = 36;
/** Room for the stroke and the dot at the ends. */
const margin = 4;

/** A balance over time, in steps, since balances jump; oldest first. Nothing for fewer than two points. */
export const sparkline = (values: readonly number[], label: string): unknown => {
  if (values.length < 2) return nothing;
  const least = Math.min(...values);
  const range = Math.max(...values) - least || 1;
  const x = (index: number) => round((index * width) / (values.length - 1));
  const y = (value: number) => round(height - margin - ((value - least) / range) * (height - 2 * margin));
  const steps = values.slice(1).map((value, index) => `H${x(index + 1)}V${y(value)}`);
  const line = `M0 ${y(values[0] ?? 0)}${steps.join("")}`;
  const end = y(values.at(-1) ?? 0);
  return html`<svg class="spark" viewBox="0 0 ${width} ${height}" role="img" aria-label=${label}>
    <path class="area" d="${line}V${height}H0z"></path>
    <path d=${line}></path>
    <circle cx=${width} cy=${end} r="3.5"></circle>
  </svg>`;
};

const round = (value: number): number => Math.round(value * 10) / 10;
