import { type Operation, problems } from "../../../sdk/contract/index.js";
import { problemBody, type Refusal } from "../../domain/refusal.js";

/** What goes back over the wire, as it is kept. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const answered = (status: number, text: string, isReplay = false): Answer => ({
  status,
  text,
  headers: isReplay ? { "Idempotent-Replayed": "true" } : {},
});

export const operationAnswer = (operation: Operation, isReplay = false): Answer =>
  answered(200, JSON.stringify(operation), isReplay);

/** A refusal as it goes out. */
export const refusalAnswer = (refusal: Refusal, requestId: string): Answer =>
  answered(problems[refusal.code].status, JSON.stringify(problemBody(refusal, requestId)));
