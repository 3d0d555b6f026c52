import type * as z from "zod/mini";
import {
  type Account,
  type AnswerOf,
  type Capabilities,
  catalogue,
  isFinal,
  type Member,
  type Operation,
  operationAnswer,
  outcomeOf,
  type ProblemCode,
  problems,
  type RouteId,
  routes,
  type Routes,
  type Simulation,
  simulationAnswer,
  allRoutes,
} from "../../sdk/contract/index.js";
import { isOfferedFor, UNDO } from "../../sdk/contract/reason-code.js";
import { Problem } from "../../sdk/contract/schemas/problem.js";
import { expect, expectEqual, Skip, Untried } from "./expect.js";
import { people, type Target, type Who } from "./target.js";

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
export interface Addition {
  readonly path: string;
  readonly preview: string;
  readonly body: Why & { readonly currency: string; readonly amount: number; readonly reference: string };
  /** What the program requires beside: of its undo, too. */
  readonly why: Why;
  /** How many times the balance has risen by it since it was made ready. */
  effects(): Promise<number>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What was asked and answered, for whoever reads why a sentence failed: no token is in it. */
export interface Exchange {
  readonly request: string;
  readonly answer: string;
}

interface Sending {
  readonly body?: unknown;
  /** By default a new key for whatever has a body; null sends none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** By default POST with a body, else GET. */
  readonly method?: string;
  /** By default the operator. */
  readonly as?: Who;
}

/** The most of a body that is told. */
const MOST_TOLD = 2_000;

const cut = (text: string): string => (text.length > MOST_TOLD ? `${text.slice(0, MOST_TOLD)} …` : text);

const told = (headers: Headers): string =>
  [...headers]
    .filter(([name]) => name !== "authorization")
    .map(([name, value]) => `\n${name}: ${value}`)
    .join("");

/** A key or reference that no other run uses. */
export const unique = (): string => `conformance-${crypto.randomUUID()}`;

/** What sentences speak of: one backend, and what was found out about it. */
export class Subject {
  readonly target: Target;
  readonly #applied: string[] = [];
  readonly #exchanges: Exchange[] = [];
  readonly #tokens = new Map<Who, Promise<string | null>>();
  #capabilities: Promise<Capabilities> | undefined;

  constructor(target: Target) {
    this.target = target;
  }

  /** The token of somebody; what needs one that was not given can't be tried. */
  async token(who: Who): Promise<string> {
    if (!this.#tokens.has(who)) this.#tokens.set(who, this.target.token(who));
    const token = await this.#tokens.get(who);
    if (!token) throw new Untried(`It takes a token of ${people[who]}.`);
    return token;
  }

  /** Sends a request; a body is sent as it is where it is text. */
  async send(
    path: string,
    { body, key = unique(), headers = {}, method, as = "operator" }: Sending = {},
  ): Promise<Reply> {
    const writes =
      body === undefined ? {} : { "Content-Type": "application/json", ...(key !== null && { "Idempotency-Key": key }) };
    const request = new Request(`${this.target.baseUrl}${path}`, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: { Authorization: `Bearer ${await this.token(as)}`, ...writes, ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const asked = `${request.method} ${path}${told(request.headers)}\n\n${body === undefined ? "" : cut(await request.clone().text())}`;
    const response = await this.target.fetch(request);
    const reply = { status: response.status, headers: response.headers, text: await response.text() };
    this.#exchanges.push({
      request: asked.trim(),
      answer: `${reply.status}${told(reply.headers)}\n\n${cut(reply.text)}`.trim(),
    });
    this.#remember(path, reply);
    return reply;
  }

  /** What was asked last in this sentence, and answered. */
  lastExchange(): Exchange | null {
    return this.#exchanges.at(-1) ?? null;
  }

  /** Asks for a stream, which its caller leaves; it is given up after a while. */
  async open(path: string): Promise<Response> {
    const { baseUrl, fetch } = this.target;
    const headers = { Authorization: `Bearer ${await this.token("operator")}` };
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

  /** Somebody to read: the member made for tests, or one whom a search finds. */
  async memberId(): Promise<string> {
    return this.target.memberId ?? this.#findMember();
  }

  /** Somebody to do something to. */
  testMember(): string {
    if (this.target.memberId === null)
      throw new Untried(
        "It takes a member made for tests: what is done to them is undone, but stays in their timeline.",
      );
    return this.target.memberId;
  }

  /** What the member is now. */
  async member(): Promise<Member & { readonly etag: string | null }> {
    const reply = await this.send(`/members/${await this.memberId()}`);
    expect(reply.status === 200, `The member is read with 200, not ${reply.status}.`);
    return { ...parse(await routes.member.answer(), reply), etag: reply.headers.get("ETag") };
  }

  /** Where an action is done to the test member; skips where this operator may not do it now. */
  async actionPath(id: string): Promise<string> {
    const path = `/members/${this.testMember()}`;
    const { data } = await this.read("memberActions", `${path}/actions`);
    if (!data.some(({ action, allowed }) => action === id && allowed))
      throw new Skip(`The backend has no action \`${id}\`, or this operator may not do it to this member now.`);
    return `${path}/actions/${id}`;
  }

  /** Asks for an action on the test member, held by what they are now. */
  async attempt(id: string, input: object): Promise<Reply> {
    const path = await this.actionPath(id);
    const { etag } = await this.member();
    return this.send(path, { body: input, headers: etag === null ? {} : { "If-Match": etag } });
  }

  /** Does an action to the test member, and answers its receipt. */
  async do(id: string, input: object): Promise<Operation> {
    return this.done(await this.attempt(id, input));
  }

  /** Records whether the test member agrees to a channel. */
  async setConsent(channel: string, granted: boolean): Promise<void> {
    const { reasonCode } = await this.why();
    const because = { evidence: "Conformance", ...(reasonCode !== undefined && { reasonCode }) };
    await this.do(catalogue.setConsent.id, { channel, granted, ...because });
  }

  /** What the backend's previews are worth; skips where it has none. */
  async requirePreviews(): Promise<"exact" | "estimate"> {
    const { level, preview: kind } = await this.capabilities();
    if (level === "core" || kind === "none") throw new Skip("The backend has no previews.");
    return kind === "estimate" ? kind : "exact";
  }

  /** The first currency in which this operator may do the action on the member; skips where there is none. */
  async requireAction(id: string, currency?: string): Promise<string> {
    const { data } = await this.read("memberActions", `/members/${this.testMember()}/actions`);
    const found = data.find(
      (each) =>
        each.action === id && each.allowed && each.currency !== null && (currency ?? each.currency) === each.currency,
    );
    if (!found?.currency) throw new Skip(`The backend has no action \`${id}\`, or this operator may not do it.`);
    return found.currency;
  }

  /** A small addition to the member, ready to be sent. */
  async addition(amount = 1): Promise<Addition> {
    const path = `/members/${this.testMember()}`;
    const currency = await this.requireAction("add");
    const before = await this.spendable(currency);
    const why = await this.why();
    const { customerMessage } = (await this.capabilities()).reason;
    const seen = customerMessage === "required" && { customerMessage: "Conformance" };
    return {
      path: `${path}/actions/add`,
      preview: `${path}/previews/add`,
      body: { currency, amount, reference: unique(), ...why, ...seen },
      why,
      effects: async () => ((await this.spendable(currency)) - before) / amount,
    };
  }

  /** Spendable units of the member now. */
  async spendable(currency: string): Promise<number> {
    return (await this.account(currency))?.spendable ?? 0;
  }

  /** The member's account in a currency now. */
  async account(currency: string): Promise<Account | undefined> {
    const { accounts } = await this.member();
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
      await this.target.wait(FOLLOW.everyMs);
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

  /** Undoes what was applied and can be undone, newest first, and forgets what this sentence has asked. */
  async cleanUp(): Promise<void> {
    this.#exchanges.length = 0;
    this.#tokens.clear();
    for (const id of this.#applied.splice(0).reverse()) await this.#undo(id).catch(() => undefined);
    this.#applied.length = 0;
  }

  async #undo(id: string): Promise<void> {
    const { reversible } = await this.final(await this.read("operation", `/operations/${id}`));
    if (reversible) await this.done(await this.send(`/operations/${id}/reversal`, { body: await this.why() }));
  }

  /** What the program wants to be told with an act. */
  async why(): Promise<Why> {
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
  expect(
    reply.status >= 400,
    `It is refused as ${codes.join(" or ")}, not answered ${reply.status}: ${reply.text.slice(0, 200)}`,
  );
  const type = reply.headers.get("Content-Type") ?? "";
  expect(
    type.startsWith("application/problem+json"),
    `A refusal is application/problem+json, not ${type}: ${reply.text.slice(0, 200)}`,
  );
  const problem = parse(Problem, reply);
  expect(codes.includes(problem.code as ProblemCode), `The problem is ${codes.join(" or ")}, not ${problem.code}.`);
  const { status, retryable } = problems[problem.code as ProblemCode];
  expectEqual([reply.status, problem.status], [status, status], `The status of ${problem.code}`);
  expectEqual(problem.retryable, retryable, `Whether ${problem.code} is retryable`);
  expect(problem.requestId.length > 0 && problem.title.length > 0, "It has a title, and a request id.");
  if (retryable && [409, 429, 503].includes(status))
    expect(
      /^\d+$/.test(reply.headers.get("Retry-After") ?? ""),
      `${problem.code} says when to come again (Retry-After).`,
    );
  return problem;
};

/** Holds that nothing was done: at once, or as a backend says that carries out later. */
export const expectNotDone = async (subject: Subject, reply: Reply, code: ProblemCode): Promise<void> => {
  if (reply.status !== 200) return void expectProblem(reply, code);
  expectEqual(outcomeOf(await subject.final(await parseOperation(reply))), "not-done", "It is refused");
};

/** The pointers of a refusal of the input. */
export const pointersOf = async (subject: Subject, path: string, body: unknown, headers = {}): Promise<string[]> =>
  (expectProblem(await subject.send(path, { body, headers }), "validation").errors ?? []).map(({ pointer }) => pointer);
