import { setTimeout as pause } from "node:timers/promises";
import { catalogue, type ProblemCode, problems, routes, writeProblems } from "../../sdk/contract/index.js";
import { Operation } from "../../sdk/contract/schemas/operation.js";
import { mintFor } from "../support/backend.js";
import { type Intent, isReceiptOf, type Model, type Operator, type Told, toldBy } from "./model.js";

/** An intent as it crosses the wire. */
export interface Write {
  readonly intent: Intent;
  readonly action: "add" | "redeem" | "subtract" | "undo";
  readonly key: string;
  readonly body: object;
  readonly ifMatch: string | null;
}

/** An answer that says what became of a write. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly told: Told;
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

/** The longest that an answer may take while the process that owes it lives, in milliseconds. */
const PATIENCE_MS = 30_000;
/** How long an outcome may stay unknown, in milliseconds. */
const RECOVERY_MS = 60_000;
/** How long to wait before an attempt is repeated, in milliseconds: twice as long each time. */
const WAITS_MS = { least: 50, most: 400 };
const TOKEN_MS = 60_000;

const documented: Readonly<Record<Write["action"], ReadonlySet<string>>> = {
  add: new Set([...writeProblems, ...catalogue.add.problems]),
  redeem: new Set([...writeProblems, ...catalogue.redeem.problems]),
  subtract: new Set([...writeProblems, ...catalogue.subtract.problems]),
  undo: new Set([...writeProblems, ...routes.reverse.problems]),
};

/** Sends writes to the processes of one backend, each until its outcome is known, and tells the model. */
export class Sender {
  /** Attempts that ended without an answer or with a 5xx. */
  failures = 0;
  /** The longest that an attempt took which said what became of its write, in milliseconds. */
  longestAnswerMs = 0;
  readonly #origins: readonly string[];
  readonly #tenant: string;
  readonly #model: Model;
  readonly #mayFail: boolean;
  readonly #tokens = new Map<string, { readonly token: Promise<string>; readonly at: number }>();
  readonly #waiting = new Set<() => void>();
  #turn = 0;
  #hasGivenUp = false;

  /**
   * @param options.mayFail Whether the backend is about to be hurt; if not, each attempt must be answered, and by no
   * 5xx.
   */
  constructor({
    origins,
    tenant,
    model,
    mayFail,
  }: {
    origins: readonly string[];
    tenant: string;
    model: Model;
    mayFail: boolean;
  }) {
    this.#origins = origins;
    this.#tenant = tenant;
    this.#model = model;
    this.#mayFail = mayFail;
  }

  /** Resolves with the next answer that says what became of a write. Rejects where none comes. */
  nextAnswer(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`No write was answered for ${RECOVERY_MS / 1000} s`)),
        RECOVERY_MS,
      );
      this.#waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Sends nothing again. */
  giveUp(): void {
    this.#hasGivenUp = true;
  }

  /** The member's ETag, or null where nobody says. */
  async etagOf(memberId: string, operator: Operator): Promise<string | null> {
    const headers = { authorization: `Bearer ${await this.#tokenOf(operator)}` };
    const response = await fetch(`${this.#nextOrigin()}/v1/members/${memberId}`, { headers }).catch(() => null);
    await response?.arrayBuffer().catch(() => undefined);
    return response?.headers.get("ETag") ?? null;
  }

  /** Sends a write, the same again and again until its outcome is known; null where that took too long. */
  async send(write: Write, operator: Operator): Promise<Answer | null> {
    if (!this.#model.intents.has(write.intent.id)) this.#model.ask(write.intent);
    const start = performance.now();
    for (let waitMs = WAITS_MS.least; !this.#hasGivenUp; waitMs = Math.min(2 * waitMs, WAITS_MS.most)) {
      const answer = await this.#attempt(write, operator);
      if (answer) return answer;
      if (performance.now() - start > RECOVERY_MS) break;
      await pause(waitMs);
    }
    this.#break(`${write.intent.id}: its outcome is unknown after ${Math.round((performance.now() - start) / 1000)} s`);
    return null;
  }

  /** What an attempt says of the outcome; null where it leaves it open. */
  async #attempt(write: Write, operator: Operator): Promise<Answer | null> {
    const start = performance.now();
    const reply = await this.#post(write, operator);
    const answer = reply && this.#readIfLegible(write, reply);
    if (!answer) return null;
    this.longestAnswerMs = Math.max(this.longestAnswerMs, performance.now() - start);
    this.#model.tell(write.intent, answer.told);
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
    return answer;
  }

  async #post({ intent, action, key, body, ifMatch }: Write, operator: Operator): Promise<Reply | null> {
    const path =
      action === "undo" ? `operations/${intent.undoes}/reversal` : `members/${intent.memberId}/actions/${action}`;
    const headers = {
      authorization: `Bearer ${await this.#tokenOf(operator)}`,
      "content-type": "application/json",
      "idempotency-key": key,
      ...(ifMatch !== null && { "if-match": ifMatch }),
    };
    const request = { method: "POST", headers, body: JSON.stringify({ ...body, reference: intent.id }) };
    try {
      const response = await fetch(`${this.#nextOrigin()}/v1/${path}`, {
        ...request,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return { status: response.status, text: await response.text(), retryAfter: response.headers.get("Retry-After") };
    } catch (error) {
      this.failures++;
      if ((error as Error).name === "TimeoutError")
        this.#break(`${intent.id}: no answer within ${PATIENCE_MS / 1000} s`);
      else if (!this.#mayFail) this.#break(`${intent.id}: no answer, ${String((error as Error).cause ?? error)}`);
      return null;
    }
  }

  #readIfLegible(write: Write, reply: Reply): Answer | null {
    const { status, text } = reply;
    try {
      return status >= 200 && status < 300 ? this.#readReceipt(write, text) : this.#readRefusal(write, reply);
    } catch (error) {
      this.#break(`${write.intent.id}: ${status} ${text} breaks the contract, ${String(error)}`);
      return null;
    }
  }

  #readReceipt({ intent }: Write, text: string): Answer {
    const receipt = Operation.parse(JSON.parse(text));
    if (!isReceiptOf(intent, receipt)) this.#model.findings.wrong.add(`${intent.id}: its receipt says ${text}`);
    return { status: 200, text, told: toldBy(receipt) };
  }

  #readRefusal({ intent, action }: Write, { status, text, retryAfter }: Reply): Answer | null {
    const { code } = JSON.parse(text) as { code: ProblemCode };
    if (status === 503 && retryAfter === null) this.#break(`${intent.id}: a 503 that does not say when to come again`);
    const isDocumented = documented[action].has(code) && problems[code].status === status;
    if (!isDocumented) this.#break(`${intent.id}: ${action} answered ${status} ${text}`);
    else if (status >= 500 && !this.#mayFail) this.#break(`${intent.id}: a ${status} though nothing was taken away`);
    if (status >= 500) this.failures++;
    return status >= 500 || code === "operation-in-progress"
      ? null
      : { status, text, told: { state: "refused", code } };
  }

  #break(what: string): void {
    this.#model.findings.broken.add(what);
  }

  #nextOrigin(): string {
    return this.#origins[this.#turn++ % this.#origins.length] ?? "";
  }

  #tokenOf({ id, dailyPoints }: Operator): Promise<string> {
    const known = this.#tokens.get(id);
    if (known && performance.now() - known.at < TOKEN_MS) return known.token;
    const limits =
      dailyPoints === null ? [] : [{ action: "add", currency: "points", per: "day" as const, amount: dailyPoints }];
    const token = mintFor(new Date(), { tenant: this.#tenant, id, permissions: ["*"], limits });
    this.#tokens.set(id, { token, at: performance.now() });
    return token;
  }
}
