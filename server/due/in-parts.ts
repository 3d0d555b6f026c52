/** Rows that one statement of the due work changes at most, so that none takes long. */
export const MOST_ROWS = 1000;

/** Repeats a statement that changes {@link MOST_ROWS} rows at most, and answers how many, until nothing is left. */
export const inParts = async (changeSome: () => Promise<number>): Promise<void> => {
  while ((await changeSome()) === MOST_ROWS);
};
