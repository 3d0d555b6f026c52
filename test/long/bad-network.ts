import { Random } from "../../server/seed/random.js";
import {
  type Client,
  createClient,
  NotDoneError,
  ProblemError,
  type Settlement,
  UnknownOutcomeError,
} from "../../sdk/index.js";
import { mintFor } from "../support/backend.js";
import { FaultProxy } from "../support/fault-proxy.js";
import { type Cast, type Ground, TENANT } from "./backends.js";
import { TIMEOUT_MS, weather } from "./faults.js";
import type { Figures } from "./figures.js";
import { inverse, movements, type Intent, isReceiptOf, type Model, toldBy } from "./model.js";
import { runOn } from "./run.js";

const CLIENTS = 48;

/** One who uses the client as a page does, and believes what it says. */
class Caller {
  readonly #name: string;
  readonly #random: Random;
  readonly #cast: Cast;
  readonly #model: Model;
  readonly #client: Client;
  readonly #onGoodNetwork: Client;
  readonly #unknown: { readonly intent: Intent; readonly key: string }[] = [];
  #last: { readonly intent: Intent; readonly operationId: string } | null = null;
  #turn = 0;
  /** Whether the backend said what became of the write at hand when it was asked about it. */
  #wasSettled = false;

  constructor(
    number: number,
    { proxied, origin, seed, cast, model }: { proxied: string; origin: string; seed: number; cast: Cast; model: Model },
  ) {
    this.#name = `long-${number}`;
    this.#random = new Random(seed + number);
    this.#cast = cast;
    this.#model = model;
    const getToken = () => mintFor(new Date(), { tenant: TENANT, id: `u_${number}`, permissions: ["*"] });
    this.#client = createClient({
      baseUrl: `${proxied}/v1`,
      getToken,
      timeoutMs: TIMEOUT_MS,
      fetch: (request) => this.#fetch(request),
    });
    this.#onGoodNetwork = createClient({ baseUrl: `${origin}/v1`, getToken });
  }

  /** Changes a balance, or undoes the last change. */
  async act(): Promise<void> {
    this.#wasSettled = false;
    if (this.#last && this.#random.chance(0.15)) await this.#undo(this.#last);
    else await this.#move(this.#random.pick(["add", "add", "redeem", "subtract"]));
  }

  /** Asks once more about what was left unknown, now that the network is good. */
  async settle(): Promise<void> {
    for (const { intent, key } of this.#unknown) {
      const { state, operation, problem } = await this.#onGoodNetwork.settle(key);
      if (operation) this.#model.tell(intent, toldBy(operation));
      else if (state === "running") this.#model.findings.broken.add(`${intent.id}: it still runs after all is over`);
      else this.#model.tell(intent, { state: "refused", code: problem?.code ?? state });
    }
  }

  async #move(action: "add" | "redeem" | "subtract"): Promise<void> {
    const { hot, cold } = this.#cast;
    const list = this.#random.chance(0.5) ? hot : cold;
    const memberId = list[this.#random.integer(0, list.length - 1)] ?? "";
    const amount = this.#random.integer(1, 100);
    const intent = this.#intentOf({ memberId, currency: "points", movement: movements[action](amount), undoes: null });
    const ifMatch = action === "subtract" ? await this.#etagOf(memberId) : undefined;
    const input = { currency: "points", amount, reference: intent.id };
    await this.#do(intent, () => this.#client.run(action, memberId, input, ifMatch === undefined ? {} : { ifMatch }));
  }

  async #undo({
    intent: { memberId, currency, movement },
    operationId,
  }: {
    intent: Intent;
    operationId: string;
  }): Promise<void> {
    this.#last = null;
    const intent = this.#intentOf({ memberId, currency, movement: inverse(movement), undoes: operationId });
    await this.#do(intent, () =>
      this.#client.undo({ id: operationId, member: { id: memberId } }, { reference: intent.id }),
    );
  }

  #intentOf(what: Omit<Intent, "id">): Intent {
    return { id: `${this.#name}-${++this.#turn}`, ...what };
  }

  /** The member's version, read past the bad network: it is not what is tried here. */
  async #etagOf(memberId: string): Promise<string> {
    return (await this.#onGoodNetwork.members.get(memberId)).etag ?? "";
  }

  async #do(intent: Intent, write: () => ReturnType<Client["run"]>): Promise<void> {
    const { findings } = this.#model;
    this.#model.ask(intent);
    try {
      const receipt = await write();
      if (!isReceiptOf(intent, receipt))
        findings.wrong.add(`${intent.id}: its receipt says ${JSON.stringify(receipt)}`);
      const told = toldBy(receipt);
      this.#model.tell(intent, told);
      if (intent.undoes === null) this.#last = { intent, operationId: told.operationId };
    } catch (error) {
      if (error instanceof ProblemError) this.#model.tell(intent, { state: "refused", code: error.code });
      else if (error instanceof NotDoneError) this.#model.tell(intent, { state: "refused", code: "not-done" });
      else if (error instanceof UnknownOutcomeError) this.#leaveUnknown(intent, error.key);
      else findings.broken.add(`${intent.id}: ${String(error)}`);
    }
  }

  #leaveUnknown(intent: Intent, key: string): void {
    if (this.#wasSettled)
      this.#model.findings.wrong.add(`${intent.id} was said to be unknown, though the backend told its outcome`);
    this.#unknown.push({ intent, key });
  }

  /** Reads along what the backend says when it is asked about a key. */
  async #fetch(request: Request): Promise<Response> {
    const response = await fetch(request);
    if (!request.url.endsWith("/operations/settle")) return response;
    const text = await response.text();
    this.#wasSettled = response.ok && tellsOutcome(text);
    return new Response(text, { status: response.status, headers: response.headers });
  }
}

const tellsOutcome = (text: string): boolean => {
  try {
    return ["settled", "voided"].includes((JSON.parse(text) as Partial<Settlement>).state ?? "");
  } catch {
    return false;
  }
};

/** How often each fault struck, and what the clients were told in the end. */
const describe = ({ log }: FaultProxy, unknown: number): string => {
  const counts = new Map<string, number>();
  for (const { fault } of log) if (fault) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  const share = [...counts.values()].reduce((sum, count) => sum + count, 0) / log.length;
  const each = [...counts].map(([fault, count]) => `${fault} ${count}`).join(", ");
  return `${log.length} requests, ${(100 * share).toFixed(0)} % broken (${each}); ${unknown} left unknown until the network was good again`;
};

/** Clients write through a network that breaks three requests of ten; what they are told is compared with the books. */
export const runOnBadNetwork = (
  ground: Ground,
  { mutations, seed }: { mutations: number; seed: number },
): Promise<Figures> =>
  runOn(ground, "1 server, PostgreSQL", "bad network", async ({ backend, model }) => {
    const [origin = ""] = backend.servers.origins;
    const proxy = new FaultProxy(origin);
    const proxied = await proxy.listen();
    try {
      proxy.breakBy(weather(new Random(seed)));
      const options = { proxied, origin, seed: seed * 1000, cast: backend.cast, model };
      const callers = Array.from({ length: CLIENTS }, (_, number) => new Caller(number, options));
      let left = mutations;
      await Promise.all(
        callers.map(async (caller) => {
          while (left-- > 0) await caller.act();
        }),
      );
      await proxy.release();
      const note = describe(proxy, model.count("open"));
      for (const caller of callers) await caller.settle();
      return { faults: proxy.log.filter(({ fault }) => fault !== null).length, note };
    } finally {
      await proxy.close();
    }
  });
