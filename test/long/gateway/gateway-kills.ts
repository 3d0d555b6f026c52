import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { isFinal, type Operation, outcomeOf, type Settlement } from "../../../sdk/contract/index.js";
import { Random } from "../../../server/seed/random.js";
import { listen, mintFor } from "../../support/backend.js";
import { bundledProgram, programFlags } from "../../support/bundled-program.js";
import { TENANT } from "../../support/gateway.js";
import type { TestPostgres } from "../../support/postgres.js";
import type { Figures } from "../figures.js";
import {
  type KillAct,
  type KillDouble,
  type KillSubject,
  type KillVendor,
  killSubjects,
  numberIn,
} from "./kill-subjects.js";
import { type Step, steps } from "./steps.js";

export interface GatewayKillOptions {
  readonly kills: number;
  readonly seed: number;
}

const ASK_AGAIN_MS = 60;
const PATIENCE_MS = 60_000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** One act that somebody wants done once, and what was told of it. */
interface Act {
  readonly key: string;
  readonly kind: KillAct;
  readonly amount: number;
  readonly input: object;
  readonly step: Step;
  /** What was seen of the member before: sent with each repeat, though it may be another one by then. */
  readonly etag: string | null;
  /** What waits, and is approved by this; null: it is within the limit of who asks. */
  readonly approval: string | null;
}

let databases = 0;

/** A gateway's process, its vendor, and who asks. */
class Killing {
  readonly subject: KillSubject;
  readonly double: KillDouble;
  readonly #vendor: KillVendor;
  readonly #databaseUrl: string;
  #child: ChildProcess | null = null;
  #origin = "";
  #closeDouble: () => Promise<void> = async () => undefined;
  #vendorUrl = "";
  /** The next write that reaches the vendor kills who has sent it, before it is answered. */
  #killsInCall = false;

  constructor(vendor: KillVendor, databaseUrl: string) {
    this.#vendor = vendor;
    this.#databaseUrl = databaseUrl;
    this.subject = killSubjects[vendor];
    this.double = this.subject.startDouble();
  }

  async start(): Promise<void> {
    const fetch = async (request: Request): Promise<Response> => {
      if (this.#killsInCall && this.subject.isWrite(request.method, new URL(request.url).pathname)) {
        this.#killsInCall = false;
        this.#child?.kill("SIGKILL");
      }
      return this.double.fetch(request);
    };
    const { origin, close } = await listen({ fetch });
    [this.#vendorUrl, this.#closeDouble] = [origin, close];
    await this.spawn();
  }

  async spawn(): Promise<void> {
    const program = bundledProgram("test/long/gateway/killed-gateway.ts");
    const env = {
      ...{ PATH: process.env.PATH, DATABASE_URL: this.#databaseUrl, VENDOR_URL: this.#vendorUrl },
      ...{ KILL_VENDOR: this.#vendor },
    };
    const child = spawn(process.execPath, [...programFlags, program], {
      env,
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    this.#child = child;
    if (!child.stdout) throw new Error("It has no output");
    const ended = once(child, "exit").then(() => Promise.reject(new Error("The gateway ended before it listened")));
    ended.catch(() => undefined);
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([once(lines, "line"), ended])) as [string];
    this.#origin = line;
  }

  /** Has the gateway die at a step of the next act. */
  async arm(step: Step): Promise<void> {
    if (step === "in the call") {
      this.#killsInCall = true;
      return;
    }
    this.#child?.send({ step });
    await once(this.#child as ChildProcess, "message");
  }

  /** Resolves once it is dead. */
  async dead(): Promise<void> {
    const child = this.#child;
    if (child?.exitCode === null && child.signalCode === null) await once(child, "exit");
  }

  /** Null: no answer came. */
  async ask(path: string, body: object | null, act: Pick<Act, "key" | "etag"> | null): Promise<Answer | null> {
    const token = await mintFor(new Date(), { tenant: TENANT });
    const headers = {
      Authorization: `Bearer ${token}`,
      ...(body && { "Content-Type": "application/json" }),
      ...(act && { "Idempotency-Key": act.key }),
      ...(act?.etag && { "If-Match": act.etag }),
    };
    const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
    return fetch(`${this.#origin}/v1${path}`, { ...init, headers }).then(
      async (response) => ({ status: response.status, body: (await response.json()) as unknown }),
      () => null,
    );
  }

  /** Has somebody ask for more than they may; answers the id of what waits. */
  async wait({ kind: { action }, input, key, etag }: Omit<Act, "approval">): Promise<string> {
    const limits = [{ action, currency: null, per: "operation", amount: 0 }] as const;
    const token = await mintFor(new Date(), { tenant: TENANT, operator: "kim", permissions: ["*"], limits });
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": key };
    const response = await fetch(`${this.#origin}/v1/members/${this.subject.memberId}/actions/${action}`, {
      method: "POST",
      headers: { ...headers, "If-Match": etag ?? "" },
      body: JSON.stringify(input),
    });
    const { id, status } = (await response.json()) as Operation;
    if (status !== "awaiting_approval") throw new Error(`${key} doesn't wait: ${response.status} ${status}`);
    return id;
  }

  /** The version of the member as it is now. */
  readonly etag = async (): Promise<string | null> => {
    const headers = { Authorization: `Bearer ${await mintFor(new Date(), { tenant: TENANT })}` };
    const response = await fetch(`${this.#origin}/v1/members/${this.subject.memberId}`, { headers }).catch(() => null);
    return response?.headers.get("ETag") ?? null;
  };

  async stop(): Promise<void> {
    this.#child?.kill("SIGKILL");
    await this.dead();
    await this.#closeDouble();
  }
}

const findingsOf = (): Figures["findings"] => ({
  lost: new Set<string>(),
  doubled: new Set<string>(),
  wrong: new Set<string>(),
  broken: new Set<string>(),
});

/** Sends an act again, or asks what became of its key, until its outcome is known; null: it was voided, or never will be. */
const outcomeFor = async (killing: Killing, act: Act, asksFirst: boolean): Promise<Operation | null> => {
  const { path, body } = requestOf(killing, act);
  if (asksFirst) {
    const settled = await killing.ask("/operations/settle", { idempotencyKey: act.key }, null);
    if ((settled?.body as Settlement | undefined)?.state === "voided") return null;
  }
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const answer = await killing.ask(path, body, act);
    const operation = answer?.status === 200 ? (answer.body as Operation) : null;
    const now =
      operation && !isFinal(operation)
        ? (await killing.ask(`/operations/${operation.id}`, null, null))?.body
        : operation;
    if (now && outcomeOf(now as Operation) !== "waiting") return now as Operation;
    await pause(ASK_AGAIN_MS);
  }
  throw new Error(`Nothing is known of ${act.key} (${act.step}) after a minute`);
};

const countedIn = (double: KillDouble, { counted }: KillAct): number =>
  counted === "balance" ? double.balance() : numberIn(double.email());

/** What was told of an act that is done, beside what the vendor has. */
const compareDone = ({ double }: Killing, act: Act, told: Operation, moved: number): string | null => {
  const { kind, amount } = act;
  if (moved !== kind.sign * amount) return `moved ${moved}`;
  if (kind.counted === "email") return null;
  const [change] = told.changes;
  if (change?.applied !== moved) return `told ${change?.applied}, moved ${moved}`;
  const after = change.spendable?.after;
  return after === double.balance() ? null : `told ${after}, there are ${double.balance()}`;
};

/** Compares what was told of an act with what the vendor has done. */
const compare = (killing: Killing, act: Act, told: Operation | null, before: number, findings: Figures["findings"]) => {
  const { double } = killing;
  const { kind, amount, step, approval } = act;
  const name = `${act.key} ${approval === null ? "" : "approved "}${kind.action} ${amount}, killed ${step}`;
  const moved = countedIn(double, kind) - before;
  const outcome = told && outcomeOf(told);
  const times = told && kind.isMarked ? double.effects().filter(({ mark }) => mark === told.id).length : null;
  if ((times ?? 0) > 1 || Math.abs(moved) > amount) findings.doubled.add(`${name}: ${times} times, ${moved}`);
  if (outcome === "done") {
    if (moved === 0 || times === 0) findings.lost.add(name);
    const wrong = told && compareDone(killing, act, told, moved);
    if (wrong) findings.wrong.add(`${name}: ${wrong}`);
    return;
  }
  if (moved !== 0) findings.wrong.add(`${name}: ${told?.status ?? "given up"}, and moved ${moved}`);
  // Only of a call that never left, after it was written down as sent, may nobody know.
  if (outcome === "unknown" && !(kind.mayBeUnknown && step === "before the call"))
    findings.wrong.add(`${name}: it could be told, and is unknown`);
};

/** By what an act is done: it is asked for, or what waits is approved. */
const requestOf = ({ subject }: Killing, { kind, input, approval }: Pick<Act, "kind" | "input" | "approval">) =>
  approval === null
    ? { path: `/members/${subject.memberId}/actions/${kind.action}`, body: input }
    : { path: `/approvals/${approval}/decision`, body: { decision: "approve" } };

/** How much of a balance is plenty. */
const PLENTY = 500;

const actOf = async (
  { subject, double, etag }: Killing,
  random: Random,
  key: string,
  step: Step,
): Promise<Omit<Act, "approval">> => {
  const [gives, ...others] = subject.acts;
  const possible: [KillAct, ...KillAct[]] = [
    gives,
    ...others.filter(({ sign }) => sign === 1 || double.balance() > PLENTY),
  ];
  const kind = random.pick(possible);
  const amount = random.integer(kind.least, kind.most);
  return {
    key,
    kind,
    amount,
    step,
    input: { ...kind.input(amount, subject, double), reference: key },
    etag: await etag(),
  };
};

/**
 * Kills a gateway at each step of an act in turn, again and again. After each kill another process is started on the same
 * database, and the act is sent again, or what became of it is asked for; then the vendor's ledger must hold it once, as it
 * was told.
 */
export const runGatewayKills = async (
  postgres: TestPostgres,
  vendor: KillVendor,
  { kills, seed }: GatewayKillOptions,
): Promise<Figures> => {
  const start = performance.now();
  const name = `gateway_${++databases}`;
  await sql`create database ${sql.id(name)}`.execute(postgres.database);
  const killing = new Killing(vendor, new URL(name, postgres.url).href);
  const findings = findingsOf();
  const counts = { done: 0, refused: 0, unknown: 0, repeats: 0, longestRecoveryMs: 0 };
  const random = new Random(seed);
  try {
    await killing.start();
    for (let count = 0; count < kills; count++) {
      const step = steps[count % steps.length] ?? "before the call";
      const asked = await actOf(killing, random, `kill-${seed}-${count}`, step);
      // There are seven steps: each is met by an act that is asked for, and by one that is approved.
      const act = { ...asked, approval: count % 2 === 1 ? await killing.wait(asked) : null };
      const before = countedIn(killing.double, act.kind);
      await killing.arm(step);
      const { path, body } = requestOf(killing, act);
      const answer = await killing.ask(path, body, act);
      if (answer) findings.broken.add(`${act.key}: it was not killed ${step}, and answered ${JSON.stringify(answer)}`);
      else await killing.dead();
      const killedAt = performance.now();
      if (!answer) await killing.spawn();
      const told = await outcomeFor(killing, act, act.approval === null && count % 3 === 2);
      counts.longestRecoveryMs = Math.max(counts.longestRecoveryMs, performance.now() - killedAt);
      counts.repeats++;
      compare(killing, act, told, before, findings);
      const outcome = told === null ? "refused" : outcomeOf(told) === "done" ? "done" : "unknown";
      counts[outcome]++;
    }
  } catch (error) {
    findings.broken.add(String((error as Error).stack));
  } finally {
    await killing.stop();
  }
  return {
    ...{ run: `gateway: ${vendor}`, ...counts, faults: 0, kills, longestAnswerMs: 0, findings },
    ...{
      seconds: (performance.now() - start) / 1000,
      note: `${kills} kills, at ${steps.length} steps in turn, every other one of an act that is approved`,
    },
  };
};
