/** `bigint` and `date` by their type's number: the two drivers read them differently unless they are told. */
export const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  /** Every stored bigint is checked to be at most 2^53 - 1. */
  20: Number,
  /** A calendar date has no time and no zone, and may be `infinity`. */
  1082: (text) => text,
};
