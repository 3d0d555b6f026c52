import fc from "fast-check";

/** How long a failing case is made smaller, in milliseconds: where each run asks a database, there is no end to it. */
const SHRINK_MS = 20_000;

/**
 * Checks that a property holds. One that doesn't is reported with the smallest case that was found in a short while.
 */
export const checkProperty = async <T>(
  property: fc.IProperty<T> | fc.IAsyncProperty<T>,
  parameters: fc.Parameters<T> = {},
): Promise<void> => {
  const found = await fc.check(property, { ...parameters, endOnFailure: true });
  if (!found.failed) return;
  const again = { seed: found.seed, path: found.counterexamplePath ?? "", interruptAfterTimeLimit: SHRINK_MS };
  const shrunk = await fc.check(property, { ...parameters, ...again });
  const told = shrunk.failed ? shrunk : found;
  throw new Error(await fc.asyncDefaultReportMessage(told), { cause: told.errorInstance });
};
