import type * as z from "zod/mini";
import {
  type AnswerOf,
  type Capabilities,
  type Operation,
  operationAnswer,
  type ProblemCode,
  problems,
  type RouteId,
  type Routes,
  routes,
} from "../../sdk/contract/index.js";
import { Problem } from "../../sdk/contract/schemas/problem.js";
import { expect, Skip } from "./expect.js";

/** All that the suite knows of a backend. */
export interface Target {
  /** With its version: `https://loyalty.example/v1`. */
  readonly baseUrl: string;
  /** Of an operator who may do all; better on a program for tests, though everything that can be undone is. */
  readonly token: string;
  readonly fetch: typeof globalThis.fetch;
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
    const writes = body === undefined ? {} : { "Content-Type": "application/json", ...(key !== null && { "Idempotency-Key": key }) };
    const response = await fetch(`${baseUrl}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { Authorization: `Bearer ${token}`, ...writes, ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const reply = { status: response.status, headers: response.headers, text: await response.text() };
    this.#remember(path, reply);
    return reply;
  }

  /** Reads a route and holds the answer against its schema. Skips where the backend lacks a route that it may lack. */
  async read<Id extends RouteId>(id: Id, path: string, body?: unknown): Promise<AnswerOf<Routes[Id]>> {
    const reply = await this.send(path, { body, key: null });
    if (!routes[id].must && [404, 405, 501].includes(reply.status)) throw new Skip(`The backend has no ${routes[id].path}.`);
    expect(reply.status === 200, `${path} answers 200, not ${reply.status}: ${reply.text}`);
    return parse(await routes[id].answer(), reply) as AnswerOf<Routes[Id]>;
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
      (each) => each.action === id && each.allowed && each.currency !== null && (currency ?? each.currency) === each.currency,
    );
    if (!found?.currency) throw new Skip(`The backend has no action \`${id}\`, or this operator may not do it.`);
    return found.currency;
  }

  /** A small addition to the member, ready to be sent. */
  async addition(amount = 1): Promise<{ path: string; preview: string; body: { currency: string; amount: number; reference: string } }> {
    const path = `/members/${await this.memberId()}`;
    return {
      path: `${path}/actions/add`,
      preview: `${path}/previews/add`,
      body: { currency: await this.requireAction("add"), amount, reference: unique() },
    };
  }

  /** Spendable units of the member now. */
  async spendable(currency: string): Promise<number> {
    const { accounts } = await this.read("member", `/members/${await this.memberId()}`);
    return accounts.find((account) => account.currency === currency)?.spendable ?? 0;
  }

  /** Undoes what was applied and can be undone, newest first. */
  async cleanUp(): Promise<void> {
    for (const id of this.#applied.splice(0).reverse()) await this.send(`/operations/${id}/reversal`, { body: {} });
    this.#applied.length = 0;
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

/** Holds that a reply is this refusal, in the contract's form. */
export const expectProblem = (reply: Reply, ...codes: ProblemCode[]): Problem => {
  const type = reply.headers.get("Content-Type") ?? "";
  expect(type.startsWith("application/problem+json"), `A refusal is application/problem+json, not ${type}: ${reply.text.slice(0, 200)}`);
  const problem = parse(Problem, reply);
  expect(codes.includes(problem.code as ProblemCode), `The problem is ${codes.join(" or ")}, not ${problem.code}.`);
  expect(
    reply.status === problem.status && problem.status === problems[problem.code as ProblemCode].status,
    `${problem.code} has its status.`,
  );
  return problem;
};
