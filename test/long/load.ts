import { setTimeout as pause } from "node:timers/promises";
import { Random } from "../../server/seed/random.js";
import { type Backend, type Cast, TENANT } from "./backends.js";
import { type Intent, inverse, limited, type Model, movements, type Operator } from "./model.js";
import { type Answer, Sender, type Write } from "./sender.js";

/** What a worker does next, and how often of a hundred times. */
const turns = { add: 45, redeem: 25, subtract: 5, undo: 10, repeat: 9, twins: 6 } as const;
type Turn = keyof typeof turns;

/** How many of a hundred writes go to the few that all want. */
const HOT = 60;
/** Writes that a worker can still repeat, and operations that any of them can still undo. */
const REMEMBERED = 50;
/** These workers share one operator, and so a day's limit. */
const LIMITED_WORKERS = 4;
const DAY_MS = 86_400_000;

/** What is kept of a list that grows: its newest. */
const remember = <T>(list: T[], item: T): void => {
  list.push(item);
  if (list.length > REMEMBERED) list.shift();
};

/** What all workers of a load share. */
interface Shared {
  readonly cast: Cast;
  readonly sender: Sender;
  readonly model: Model;
  /** What was applied lately, and may be undone. */
  readonly applied: { readonly intent: Intent; readonly operationId: string }[];
}

export interface LoadOptions {
  readonly workers: number;
  readonly seed: number;
  /** Whether something is about to be taken away from the backend. */
  readonly mayFail: boolean;
  readonly backend: Backend;
  readonly model: Model;
}

class Worker {
  repeats = 0;
  readonly #name: string;
  readonly #random: Random;
  readonly #operator: Operator;
  readonly #shared: Shared;
  readonly #sent: { readonly write: Write; readonly answer: Answer }[] = [];
  #turn = 0;

  constructor(number: number, seed: number, shared: Shared) {
    this.#name = `long-${number}`;
    this.#random = new Random(seed + number);
    const isLimited = number < LIMITED_WORKERS;
    this.#operator = isLimited ? limited : { id: `u_${number}`, dailyPoints: null };
    this.#shared = shared;
  }

  /** Does one thing, and waits until its outcome is known. */
  async act(): Promise<void> {
    const turn = this.#nextTurn();
    if (turn === "repeat") await this.#repeat();
    else if (turn === "twins") await this.#twins();
    else {
      const write = await this.#write(turn);
      if (write) await this.#send(write);
    }
  }

  #nextTurn(): Turn {
    let left = this.#random.integer(0, 99);
    for (const [turn, share] of Object.entries(turns)) if ((left -= share) < 0) return turn as Turn;
    return "add";
  }

  async #write(action: "add" | "redeem" | "subtract" | "undo"): Promise<Write | null> {
    if (action === "undo") return this.#undo();
    const memberId = this.#memberId();
    const currency = this.#random.chance(0.8) ? "points" : "credits";
    const amount = this.#random.integer(1, 100);
    const ifMatch = action === "subtract" ? await this.#shared.sender.etagOf(memberId, this.#operator) : null;
    if (action === "subtract" && ifMatch === null) return null;
    const expiresAt = new Date(Date.now() + this.#random.integer(10, 60) * DAY_MS).toISOString().slice(0, 10);
    const body = { currency, amount, ...(action === "add" && this.#random.chance(0.2) && { expiresAt }) };
    return this.#writeOf(
      action,
      { memberId, currency, movement: movements[action](amount), undoes: null },
      body,
      ifMatch,
    );
  }

  #undo(): Write | null {
    const { applied } = this.#shared;
    const original = applied[this.#random.integer(0, REMEMBERED - 1)];
    if (!original) return null;
    const { memberId, currency, movement } = original.intent;
    return this.#writeOf(
      "undo",
      { memberId, currency, movement: inverse(movement), undoes: original.operationId },
      {},
      null,
    );
  }

  /** Operators use the same texts as keys: each has their own. Those that share an operator share no key. */
  #writeOf(action: Write["action"], what: Omit<Intent, "id">, body: object, ifMatch: string | null): Write {
    const turn = ++this.#turn;
    const key = this.#operator.dailyPoints === null ? `key-${turn}` : `${this.#name}-${turn}`;
    return { intent: { id: `${this.#name}-${turn}`, ...what }, action, key, body, ifMatch };
  }

  #memberId(): string {
    const { hot, cold } = this.#shared.cast;
    const list = this.#random.integer(0, 99) < HOT ? hot : cold;
    return list[this.#random.integer(0, list.length - 1)] ?? "";
  }

  async #send(write: Write): Promise<Answer | null> {
    const answer = await this.#shared.sender.send(write, this.#operator);
    if (!answer) return null;
    remember(this.#sent, { write, answer });
    const { intent, action } = write;
    if (answer.told.state === "applied" && action !== "undo")
      remember(this.#shared.applied, { intent, operationId: answer.told.operationId });
    return answer;
  }

  /** Sends again what was answered: the answer is the same, to the byte. */
  async #repeat(): Promise<void> {
    const sent = this.#sent[this.#random.integer(0, REMEMBERED - 1)];
    if (!sent) return;
    this.repeats++;
    this.#agree(sent.write, sent.answer, await this.#shared.sender.send(sent.write, this.#operator));
  }

  /** Sends one write twice at once, to two processes where there are so many. */
  async #twins(): Promise<void> {
    const write = await this.#write(this.#random.pick(["add", "redeem"]));
    if (!write) return;
    this.repeats++;
    const [one, other] = await Promise.all([this.#send(write), this.#shared.sender.send(write, this.#operator)]);
    // Which of them was decided first, nobody can tell: one that no key keeps was.
    if (one && other) this.#agree(write, ...(isFree(other) ? ([other, one] as const) : ([one, other] as const)));
  }

  /** What was refused and not kept may be decided anew; what was done is done, and what was kept is kept. */
  #agree({ intent }: Write, first: Answer, again: Answer | null): void {
    if (!again || isFree(first) || first.text === again.text) return;
    this.#shared.model.findings.wrong.add(
      `${intent.id}: first ${first.status} ${first.text}, then ${again.status} ${again.text}`,
    );
  }
}

/** Refusals that no key keeps. */
const notKept = new Set(["stale", "limit-exceeded"]);
const isFree = ({ told }: Answer): boolean => told.state === "refused" && notKept.has(told.code);

/** Workers who act at once, each one thing after the other. */
export class Load {
  readonly #workers: readonly Worker[];
  readonly #sender: Sender;

  constructor({ workers, seed, mayFail, backend, model }: LoadOptions) {
    const { servers, cast } = backend;
    this.#sender = new Sender({ origins: servers.origins, tenant: TENANT, model, mayFail });
    const shared = { cast, model, sender: this.#sender, applied: [] };
    this.#workers = Array.from({ length: workers }, (_, number) => new Worker(number, seed * 1000, shared));
  }

  /** Lets the workers act while something happens, and then until each of their outcomes is known. */
  async during(happening: () => Promise<void>): Promise<void> {
    let isOver = false;
    const drive = async (worker: Worker): Promise<void> => {
      while (!isOver) await worker.act();
    };
    const driving = Promise.all(this.#workers.map(drive));
    try {
      await Promise.race([happening(), driving]);
    } catch (error) {
      this.#sender.giveUp();
      throw error;
    } finally {
      isOver = true;
      await driving;
    }
  }

  /** Resolves once so many more writes are answered. Rejects where the backend answers nothing any more. */
  async answered(count: number): Promise<void> {
    for (let left = count; left > 0; left--) await this.#sender.nextAnswer();
  }

  /** Resolves once so many more attempts have failed. Rejects where they do not. */
  async failed(count: number): Promise<void> {
    const enough = this.#sender.failures + count;
    for (let patience = 600; this.#sender.failures < enough; patience--) {
      if (patience === 0) throw new Error("Writes go on as if nothing had happened");
      await pause(50);
    }
  }

  counts() {
    const { failures: faults, longestAnswerMs } = this.#sender;
    return { faults, longestAnswerMs, repeats: this.#workers.reduce((sum, { repeats }) => sum + repeats, 0) };
  }
}
