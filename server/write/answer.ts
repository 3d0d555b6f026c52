import { problems } from "../../sdk/contract/index.js";
import type { Answer } from "./request.js";
import { problemBody, type Refusal } from "../domain/refusal.js";

/** An answer, and whether its key keeps it. */
export interface JobAnswer {
  readonly answer: Answer;
  readonly kept: boolean;
}

export const answerOf = (status: number, body: string, replayed = false): Answer => ({
  status,
  body,
  replayed,
});

/** A refusal as it goes out. */
export const refusalAnswer = (refusal: Refusal, requestId: string): Answer =>
  answerOf(problems[refusal.code].status, JSON.stringify(problemBody(refusal, requestId)));
