import type * as z from "zod/mini";
import {
  type Account,
  type AnswerOf,
  type Capabilities,
  catalogue,
  isFinal,
  type Operation,
  operationAnswer,
  outcomeOf,
  type ProblemCode,
  problems,
  type RouteId,
  type Routes,
  type Simulation,
  simulationAnswer,
  allRoutes,
} from "../../sdk/contract/index.js";
import { isOfferedFor, UNDO } from "../../sdk/contract/reason-code.js";
import { Problem } from "../../sdk/contract/schemas/problem.js";
import { expect, expectEqual, Skip } from "./expect.js";

/** All that the suite knows of a backend. */
export interface Target {
  /** With its version: `https://loyalty.example/v1`. */
  readonly baseUrl: string;
  /** Of an operator who may do all; better on a program for tests, though everything that can be undone is. */
  readonly token: string;
  readonly fetch: typeof globalThis.fetch;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<unknown>;
}

/** How often an operation that is not final is asked about, and how often at most. */
const FOLLOW = { everyMs: 1_000, times: 60 };

/** How long a stream may take to tell what has happened, in milliseconds. */
const STREAM_MS = 20_000;

/** What an operator says beside an act. */
interface Why {
  readonly reasonCode?: string;
  readonly note?: string;
}

/** A small addition to a member, as it is sent. */
interface Addition {
  readonly path: string;
  readonly preview: string;
  readonly body: Why & { readonly currency: string; readonly amount: number; readonly reference: string };
  /** What the program requires beside: of its undo, too. */
  readonly why: Why;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Sending {
  readonly body?: unknown;
  /** By default a new key for whatever has a body; null sends none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A key or reference that no other run uses. */
export const unique = (): string => `conformance-${crypto.randomUUID()}`;

/** What sentences speak of: one backend, and what was found out about it. */
export class Subject {
  readonly #target: Target;
  readonly #applied: string[] = [];
  #capabilities: Promise<Capabilities> | undefined;
  #memberId: Promise<string> | undefined;

  constructor(target: Target) {
    this.#target = target;
  }

  /** Sends a request; a body makes it a POST and is sent as it is where it is text. */
  async send(path: string, { body, key = unique(), headers = {} }: Sending = {}): Promise<Reply> {
    const { baseUrl, token, fetch } = this.#target;
    const writes =
      body === undefined ? {} : { "Content-Type": "application/json", ...(key !== null && { "Idempotency-Key": key }) };
    const response = await fetch(`${baseUrl}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { Authorization: `Bearer ${token}`, ...writes, ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const reply = { status: response.status, headers: response.headers, text: await response.text() };
    this.#remember(path, reply);
    return reply;
  }

  /** Asks for a stream, which its caller leaves; it is given up after a while. */
  open(path: string): Promise<Response> {
    const { baseUrl, token, fetch } = this.#target;
    const headers = { Authorization: `Bearer ${token}` };
    return fetch(`${baseUrl}${path}`, { headers, signal: AbortSignal.timeout(STREAM_MS) });
  }

  /** Reads a route and holds the answer against its schema. Skips where the backend lacks a route that it may lack. */
  async read<Id extends RouteId>(id: Id, path: string, body?: unknown): Promise<AnswerOf<Routes[Id]>> {
    const reply = await this.send(path, { body, key: null });
    if (!allRoutes[id].must && [404, 405, 501].includes(reply.status))
      throw new Skip(`The backend has no ${allRoutes[id].path}.`);
    expect(reply.status === 200, `${path} answers 200, not ${reply.status}: ${reply.text}`);
    return parse(await allRoutes[id].answer(), reply) as AnswerOf<Routes[Id]>;
  }

  capabilities(): Promise<Capabilities> {
    return (this.#capabilities ??= this.read("capabilities", "/capabilities"));
  }

  /** An active member, found as an operator would find one. */
  memberId(): Promise<string> {
    return (this.#memberId ??= this.#findMember());
  }

  /** The first currency in which this operator may do the action on the member; skips where there is none. */
  async requireAction(id: string, currency?: string): Promise<string> {
    const { data } = await this.read("memberActions", `/members/${await this.memberId()}/actions`);
    const found = data.find(
      (each) =>
        each.action === id && each.allowed && each.currency !== null && (currency ?? each.currency) === each.currency,
    );
    if (!found?.currency) throw new Skip(`The backend has no action \`${id}\`, or this operator may not do it.`);
    return found.currency;
  }

  /** A small addition to the member, ready to be sent. */
  async addition(amount = 1): Promise<Addition> {
    const path = `/members/${await this.memberId()}`;
    const currency = await this.requireAction("add");
    const why = await this.#why();
    const { customerMessage } = (await this.capabilities()).reason;
    const told = customerMessage === "required" && { customerMessage: "Conformance" };
    return {
      path: `${path}/actions/add`,
      preview: `${path}/previews/add`,
      body: { currency, amount, reference: unique(), ...why, ...told },
      why,
    };
  }

  /** Spendable units of the member now. */
  async spendable(currency: string): Promise<number> {
    return (await this.account(currency))?.spendable ?? 0;
  }

  /** The member's account in a currency now. */
  async account(currency: string): Promise<Account | undefined> {
    const { accounts } = await this.read("member", `/members/${await this.memberId()}`);
    return accounts.find((account) => account.currency === currency);
  }

  /**
   * An operation once its outcome is final: a backend may answer before it has carried it out. Skips where a second
   * person decides, or where the backend can't tell.
   */
  async final(operation: Operation): Promise<Operation> {
    let latest = operation;
    for (let asked = 0; !isFinal(latest); asked++) {
      if (latest.status === "awaiting_approval") throw new Skip("A second person decides about it.");
      if (asked === FOLLOW.times && outcomeOf(latest) === "unknown")
        throw new Skip("The backend can't tell whether it was done.");
      expect(asked < FOLLOW.times, `It is carried out within ${(FOLLOW.times * FOLLOW.everyMs) / 1000} s.`);
      await this.#target.wait(FOLLOW.everyMs);
      latest = await this.read("operation", `/operations/${latest.id}`);
    }
    return latest;
  }

  /** The receipt of a write that is carried out, at once or in a while. */
  async done(reply: Reply): Promise<Operation> {
    const operation = await this.final(await parseOperation(reply));
    expectEqual(outcomeOf(operation), "done", "It is carried out");
    return operation;
  }

  /** Undoes what was applied and can be undone, newest first. */
  async cleanUp(): Promise<void> {
    for (const id of this.#applied.splice(0).reverse()) await this.#undo(id).catch(() => undefined);
    this.#applied.length = 0;
  }

  async #undo(id: string): Promise<void> {
    const { reversible } = await this.final(await this.read("operation", `/operations/${id}`));
    if (reversible) await this.done(await this.send(`/operations/${id}/reversal`, { body: await this.#why() }));
  }

  async #why(): Promise<Why> {
    const { reason } = await this.capabilities();
    const codes = reason.reasonCode === "required" ? (await this.read("reasonCodes", "/reason-codes")).data : [];
    const code = codes.find((each) => isOfferedFor(each, catalogue.add.id) && isOfferedFor(each, UNDO));
    const asksForNote = reason.note === "required" || code?.requiresNote === true;
    return { ...(code && { reasonCode: code.id }), ...(asksForNote && { note: "Conformance" }) };
  }

  #remember(path: string, { status, text }: Reply): void {
    if (!/\/actions\/[^/]+$/.test(path) || status !== 200) return;
    const { id } = JSON.parse(text) as Operation;
    if (!this.#applied.includes(id)) this.#applied.push(id);
  }

  async #findMember(): Promise<string> {
    const { data } = await this.read("searchMembers", "/member-searches", { q: "", status: "active", limit: 25 });
    const found = data.find(({ status }) => status === "active");
    if (!found) throw new Skip("A search finds no active member.");
    return found.id;
  }
}

/** The reply's JSON, held against a schema; the error names the path. */
export const parse = <S extends z.ZodMiniType>(schema: S, { text }: Reply): z.output<S> => {
  const result = schema.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`The answer breaks the contract at /${issue?.path.join("/") ?? ""} (${issue?.code ?? ""}).`);
};

export const parseOperation = async (reply: Reply): Promise<Operation> => {
  expect(reply.status === 200, `A write answers 200, not ${reply.status}: ${reply.text}`);
  return parse(await operationAnswer(), reply);
};

export const parseSimulation = async (reply: Reply): Promise<Simulation> => {
  expect(reply.status === 200, `A preview answers 200, not ${reply.status}: ${reply.text}`);
  return parse(await simulationAnswer(), reply);
};

/** Holds that a reply is this refusal, in the contract's form. */
export const expectProblem = (reply: Reply, ...codes: ProblemCode[]): Problem => {
  const type = reply.headers.get("Content-Type") ?? "";
  expect(
    type.startsWith("application/problem+json"),
    `A refusal is application/problem+json, not ${type}: ${reply.text.slice(0, 200)}`,
  );
  const problem = parse(Problem, reply);
  expect(codes.includes(problem.code as ProblemCode), `The problem is ${codes.join(" or ")}, not ${problem.code}.`);
  expect(
    reply.status === problem.status && problem.status === problems[problem.code as ProblemCode].status,
    `${problem.code} has its status.`,
  );
  return problem;
};
