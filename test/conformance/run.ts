import { access } from "./access.js";
import { audit } from "./audit.js";
import { manyMembers } from "./bulk.js";
import { changes } from "./changes.js";
import { Skip } from "./expect.js";
import { idempotency } from "./idempotency.js";
import { reading } from "./reading.js";
import type { Sentence } from "./sentence.js";
import { Subject, type Target } from "./subject.js";
import { writing } from "./writing.js";

/** Every sentence that the suite tries, in order. */
export const sentences: readonly Sentence[] = [
  ...access,
  ...reading,
  ...writing,
  ...idempotency,
  ...changes,
  ...audit,
  ...manyMembers,
];

export interface Result {
  readonly sentence: Sentence;
  readonly outcome: "pass" | "fail" | "skip";
  /** Why it failed or was skipped. */
  readonly why: string;
}

const attempt = async (sentence: Sentence, subject: Subject): Promise<Result> => {
  try {
    await sentence.try(subject);
    return { sentence, outcome: "pass", why: "" };
  } catch (error) {
    return {
      sentence,
      outcome: error instanceof Skip ? "skip" : "fail",
      why: error instanceof Error ? error.message : String(error),
    };
  } finally {
    await subject.cleanUp();
  }
};

/** Tries sentences on a backend, by default all, one after another, and undoes after each what can be undone. */
export async function* runConformance(target: Target, chosen = sentences): AsyncGenerator<Result> {
  const subject = new Subject(target);
  for (const sentence of chosen) yield attempt(sentence, subject);
}
