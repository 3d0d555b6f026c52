import { type Backend, type Ground, type Kind, kinds, TENANT } from "./backends.js";
import { compare } from "./compare.js";
import { type Figures, figuresOf } from "./figures.js";
import { Model } from "./model.js";

/** A backend under load, and what its callers were told. */
export interface Run {
  readonly backend: Backend;
  readonly model: Model;
  /** Compares the books with what was told. */
  inspect(): Promise<void>;
}

/** What a run counts beside what its model does. */
export type Counts = Partial<
  Pick<Figures, "repeats" | "faults" | "kills" | "longestAnswerMs" | "longestRecoveryMs" | "note">
>;

/**
 * Starts a backend, drives it until every outcome is known, and compares the books at the end. What is thrown on the
 * way is a finding too. Nothing that was started is left.
 */
export const runOn = async (
  ground: Ground,
  kind: Kind,
  name: string,
  drive: (run: Run) => Promise<Counts>,
): Promise<Figures> => {
  const start = performance.now();
  const backend = await kinds[kind](ground);
  const model = new Model();
  const inspect = () => backend.inspect((database) => compare(database, TENANT, model));
  let counts: Counts = {};
  try {
    counts = await drive({ backend, model, inspect });
    await backend.servers.stop();
    await inspect();
  } catch (error) {
    model.findings.broken.add(String((error as Error).stack));
  } finally {
    await backend.close();
  }
  return figuresOf(`${name}: ${kind}`, model, { ...counts, seconds: (performance.now() - start) / 1000 });
};
