import { expect, Skip, Untried } from "./expect.js";
import { type Sentence, sentencesOf } from "./sentence.js";
import { sentences } from "./sentences/index.js";
import { type Exchange, Subject } from "./subject.js";
import type { Target } from "./target.js";

export interface Result {
  readonly sentence: Sentence;
  /** `untried`: the suite was not given what it takes, so that nothing is proven. */
  readonly outcome: "pass" | "fail" | "skip" | "untried";
  /** Why it is anything but a pass. */
  readonly why: string;
  /** What was asked last, and answered, where it fails. */
  readonly exchange: Exchange | null;
}

const outcomeOf = (error: unknown): Result["outcome"] =>
  error instanceof Untried ? "untried" : error instanceof Skip ? "skip" : "fail";

/** What `fetch` says of a backend that it can't reach stands in the cause alone. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

const attempt = async (sentence: Sentence, subject: Subject): Promise<Result> => {
  try {
    await sentence.try(subject);
    return { sentence, outcome: "pass", why: "", exchange: null };
  } catch (error) {
    const outcome = outcomeOf(error);
    const why = reasonOf(error);
    return { sentence, outcome, why, exchange: outcome === "fail" ? subject.lastExchange() : null };
  } finally {
    await subject.cleanUp();
  }
};

/** Whether anything is answered at all: else each sentence would fail, and say the same. */
const admission = sentencesOf("access")(
  "S11",
  "the operator's token is taken, and the backend answers",
  async (subject) => {
    const { status, text } = await subject.send("/capabilities");
    expect(status === 200, `GET /capabilities answers ${status}: ${text.slice(0, 300)}`);
  },
);

/** Tries sentences on a backend, by default all, one after another, and undoes after each what can be undone. */
export async function* runConformance(target: Target, chosen = sentences): AsyncGenerator<Result> {
  const subject = new Subject(target);
  const first = await attempt(admission, subject);
  yield first;
  if (first.outcome !== "pass") return;
  for (const sentence of chosen) yield attempt(sentence, subject);
}
