/** A sentence that can't be tried on this backend, and why. */
export class Skip extends Error {
  override readonly name = "Skip";
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
