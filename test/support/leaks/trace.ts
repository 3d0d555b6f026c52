/** Where something was left. In `body` and `shown` personal data may stand: answers, what is sent, what is drawn. */
export type TraceKind =
  | "url"
  | "header"
  | "console"
  | "storage"
  | "history"
  | "error-answer"
  | "event"
  | "detached"
  | "log"
  | "body"
  | "shown";

/** What was left somewhere. */
export interface Trace {
  readonly kind: TraceKind;
  /** More exactly: which event, which store, which element. */
  readonly where: string;
  readonly text: string;
}
