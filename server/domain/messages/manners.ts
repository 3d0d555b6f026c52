import type { Notice } from "../../../sdk/contract/index.js";
import type { Program } from "../program.js";

/** A time of the day, `HH:MM`. Quiet hours may go over midnight. */
const isWithin = (time: string, { from, to }: { readonly from: string; readonly to: string }): boolean =>
  from <= to ? from <= time && time < to : time >= from || time < to;

/** When it is too late, or too early, to disturb anybody; `time` is that of the program. */
const quiet = ({ manners }: Program, time: string): Notice[] => {
  const hours = manners?.quietHours;
  if (!hours || !isWithin(time, hours)) return [];
  return [
    {
      code: "quiet-hours",
      detail: `It is ${time}, and quiet hours are from ${hours.from} to ${hours.to}. It goes out at once.`,
    },
  ];
};

const often = ({ manners }: Program, lately: number): Notice[] => {
  const most = manners?.mostPerWeek;
  if (most === undefined || lately < most) return [];
  return [{ code: "messaged-often", detail: `This member got ${lately} messages on this channel in the last 7 days.` }];
};

/** What would be bad manners to send now. The operator is told, and decides. */
export const mannersOf = (program: Program, time: string, lately: number): Notice[] => [
  ...quiet(program, time),
  ...often(program, lately),
];
