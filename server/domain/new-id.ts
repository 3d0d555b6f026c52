const random = (): string =>
  [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36).padStart(7, "0")).join("");

let lastTime = 0;
let countInTime = 0;

const textOf = (time: number): string => time.toString(36).padStart(9, "0");

/** Whatever operation was made before that moment has an id that sorts, letter by letter, before this. */
export const firstOperationId = (at: Date): string => `op_${textOf(at.getTime())}`;

/**
 * A new id: `op_01j9x…`. Ids of one prefix sort by the time they were made at, and within a millisecond by their order
 * in this process, so that a timeline sorted by instant and id is stable. Nobody can guess one.
 */
export const newId = (prefix: string, now: Date): string => {
  const time = now.getTime();
  countInTime = time === lastTime ? countInTime + 1 : 0;
  lastTime = time;
  return `${prefix}_${textOf(time)}${countInTime.toString(36).padStart(4, "0")}${random()}`;
};
