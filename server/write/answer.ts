import { problems } from "../../sdk/contract/index.js";
import { problemBody } from "../http/problem.js";
import type { Refusal } from "../domain/handler.js";
import type { Answer } from "./request.js";

/** An answer, and whether its key keeps it. */
export interface Finished {
  readonly answer: Answer;
  readonly kept: boolean;
}

export const answerOf = (status: number, body: string, replayed = false): Answer => ({ status, body, replayed, headers: {} });

/** A refusal as it goes out. */
export const refusalAnswer = ({ code, detail, errors }: Refusal, requestId: string): Answer =>
  answerOf(problems[code].status, JSON.stringify(problemBody(code, detail, requestId, errors)));
