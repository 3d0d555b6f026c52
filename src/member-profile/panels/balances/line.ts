import { svg } from "lit";

/** Units of the drawing, which is stretched over the place that it has. */
export const WIDTH = 600;
export const HEIGHT = 120;

/** The next round number that is not below: 1, 2, 2.5 or 5 of a power of ten. */
export const roundUp = (most: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return ([1, 2, 2.5, 5].find((times) => times * power >= most) ?? 10) * power;
};

const round = (value: number): number => Math.round(value * 10) / 10;

/**
 * A line over days, from zero to `top`. It goes in steps, since balances jump; days are as far apart as they are in the
 * calendar.
 */
export const line = (days: readonly string[], values: readonly number[], top: number): unknown => {
  const times = days.map((day) => Date.parse(day));
  const [start = 0, end = start] = [times[0], times.at(-1)];
  const x = (index: number) => round((((times[index] ?? end) - start) / (end - start || 1)) * WIDTH);
  const y = (value: number) => round(HEIGHT - (value / top) * HEIGHT);
  const steps = values.slice(1).map((value, index) => `H${x(index + 1)}V${y(value)}`);
  const drawn = `M0 ${y(values[0] ?? 0)}${steps.join("")}`;
  return svg`<path class="history-grid" d="M0 0H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT}H${WIDTH}"></path>
    <path class="history-area" d="${drawn}V${HEIGHT}H0z"></path>
    <path class="history-line" d=${drawn}></path>
    <path class="history-now" d="M${WIDTH} ${y(values.at(-1) ?? 0)}h.01"></path>`;
};
