/** A sentence that can't be tried since the backend lacks what it may lack, and what that is. */
export class Skip extends Error {
  override readonly name: string = "Skip";
}

/** A sentence that can't be tried since the suite was not given what it takes: nothing is proven of it. */
export class Untried extends Skip {
  override readonly name = "Untried";
}

/** Holds a condition; the message says what must be true. */
export function expect(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export const expectEqual = (actual: unknown, expected: unknown, message: string): void =>
  expect(
    JSON.stringify(actual) === JSON.stringify(expected),
    `${message}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`,
  );
