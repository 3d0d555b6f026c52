import { expect } from "@open-wc/testing";
import type { ReactiveControllerHost } from "lit";
import {
  NetworkError,
  ProblemError,
  UnknownOutcomeError,
  type Client,
  type Operation,
  type WriteOptions,
} from "../../../sdk/index.js";
import { catalogue } from "../../../sdk/contract/index.js";
import { ActionRunController } from "../../../src/controllers/action-run-controller.js";
import { PREVIEW_DELAY_MS, type RunTime } from "../../../src/controllers/action-preview.js";

/** Time that stands still until it is told to go on. */
class StandingTime implements RunTime {
  #now = 0;
  readonly #waits: { at: number; resolve: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waits.push({ at: this.#now + ms, resolve });
      signal?.addEventListener("abort", () => reject(new Error("aborted")));
    });
  }

  async pass(ms: number): Promise<void> {
    this.#now += ms;
    for (const wait of this.#waits.splice(0)) {
      if (wait.at <= this.#now) wait.resolve();
      else this.#waits.push(wait);
    }
    await settled();
  }
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

const receipt = (amount: number) =>
  ({ id: "op_1", status: "applied", previewTag: `tag${amount}`, reversible: { until: null } }) as unknown as Operation;

interface Calls {
  previews: { amount: number; signal?: AbortSignal | undefined }[];
  writes: { input: object; options: WriteOptions }[];
  undone: object[];
}

/** A client whose answers the test decides: what runs here is the run alone. */
const stub = (calls: Calls, write: (count: number, options: WriteOptions) => Promise<Operation>): Client =>
  ({
    preview: async (_id: string, _member: string, input: { amount: number }, options: { signal?: AbortSignal }) => {
      calls.previews.push({ amount: input.amount, signal: options.signal });
      return receipt(input.amount);
    },
    run: (_id: string, _member: string, input: object, options: WriteOptions) => {
      calls.writes.push({ input, options });
      return write(calls.writes.length, options);
    },
    undo: async (_operation: Operation, input: object) => {
      calls.undone.push(input);
      return receipt(0);
    },
  }) as unknown as Client;

const host = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
} as unknown as ReactiveControllerHost;

describe("one run of one action", () => {
  let calls: Calls;
  let time: StandingTime;
  beforeEach(() => {
    calls = { previews: [], writes: [], undone: [] };
    time = new StandingTime();
  });

  const run = (
    write: (count: number, options: WriteOptions) => Promise<Operation> = async () => receipt(1),
    more: Partial<ConstructorParameters<typeof ActionRunController>[1]> = {},
  ) =>
    new ActionRunController(host, {
      client: stub(calls, write),
      memberId: "m_1",
      action: catalogue.add,
      previews: "exact",
      time,
      ...more,
    });

  it("previews 250 ms after the last key, and only what was typed last", async () => {
    const it = run();
    it.edit({ amount: 1 });
    await time.pass(PREVIEW_DELAY_MS - 1);
    it.edit({ amount: 12 });
    await time.pass(PREVIEW_DELAY_MS - 1);
    expect(calls.previews).to.deep.equal([]);
    expect(it.preview.state).to.equal("waiting");
    await time.pass(1);
    expect(calls.previews.map(({ amount }) => amount)).to.deep.equal([12]);
    expect(it.preview.state).to.equal("ready");
  });

  it("aborts the preview of what is no longer typed", async () => {
    const it = run();
    it.edit({ amount: 1 }, { now: true });
    it.edit({ amount: 2 }, { now: true });
    await settled();
    expect(calls.previews.map(({ signal }) => signal?.aborted)).to.deep.equal([true, false]);
    expect(it.preview.operation?.previewTag).to.equal("tag2");
  });

  it("shows the preview of what was typed last, whichever answer comes last", async () => {
    const answers: ((operation: Operation) => void)[] = [];
    const client = { preview: () => new Promise((resolve) => answers.push(resolve)) } as unknown as Client;
    const it = run(undefined, { client });
    it.edit({ amount: 1 }, { now: true });
    it.edit({ amount: 2 }, { now: true });
    answers[1]?.(receipt(2));
    answers[0]?.(receipt(1));
    await settled();
    expect(it.preview.operation?.previewTag).to.equal("tag2");
  });

  it("U01 submits once however often it is asked to, with the tag of the preview that was seen", async () => {
    const it = run();
    it.edit({ amount: 5 });
    await Promise.all(Array.from({ length: 32 }, () => it.submit()));
    expect(calls.writes).to.have.length(1);
    expect(calls.writes[0]?.options.previewTag).to.equal("tag5");
    expect(it.phase).to.equal("done");
    await it.submit();
    expect(calls.writes).to.have.length(1);
  });

  it("keeps its key while the outcome is unknown, asks again by itself and on demand, and never calls it failed", async () => {
    const it = run(async (count, { key, onUnknown }) => {
      onUnknown?.({ attempt: 1, nextInMs: 300 });
      if (count < 3) throw new UnknownOutcomeError(key ?? "");
      return receipt(5);
    });
    it.edit({ amount: 5 }, { now: true });
    await it.submit();
    expect(it.phase).to.equal("unknown");
    expect(it.error).to.equal(null);
    await time.pass(4000);
    expect(calls.writes).to.have.length(2);
    await it.checkNow();
    expect(it.phase).to.equal("done");
    expect(new Set(calls.writes.map(({ options }) => options.key)).size).to.equal(1);
    await time.pass(600_000);
    expect(calls.writes).to.have.length(3);
  });

  it("an undo after an outcome that was unknown for a while is not called unknown itself", async () => {
    const client = stub(calls, async (count, { key }) => {
      if (count === 1) throw new UnknownOutcomeError(key ?? "");
      return receipt(5);
    });
    const undo = () => new Promise<Operation>(() => undefined);
    const it = run(undefined, { client: { ...client, undo } });
    it.edit({ amount: 5 }, { now: true });
    await it.submit();
    await it.checkNow();
    void it.undo();
    await settled();
    expect([it.phase, it.unknown]).to.deep.equal(["undoing", null]);
  });

  for (const leave of ["dispose", "hostDisconnected"] as const)
    it(`asks for nothing more after ${leave}, when the connection is back`, async () => {
      let asked = 0;
      const preview = async () => {
        asked += 1;
        throw new NetworkError();
      };
      const it = run(undefined, { client: { preview } as unknown as Client });
      it.hostConnected();
      it.edit({ amount: 5 }, { now: true });
      await settled();
      it[leave]();
      dispatchEvent(new Event("online"));
      await settled();
      expect(asked).to.equal(1);
    });

  it("U04 a write whose dialog is closed is asked about once the connection is back, until its outcome is known", async () => {
    const it = run(async (count) => {
      if (count === 1) throw new UnknownOutcomeError("key");
      return receipt(5);
    });
    it.hostConnected();
    it.edit({ amount: 5 }, { now: true });
    await it.submit();
    it.dispose();
    dispatchEvent(new Event("online"));
    await settled();
    expect(it.phase).to.equal("done");
    dispatchEvent(new Event("online"));
    await settled();
    expect(calls.writes).to.have.length(2);
  });

  it("a refusal is a known outcome: the next submit has a key of its own", async () => {
    const told: string[] = [];
    const write = async (count: number) => {
      if (count === 1) throw new ProblemError({ code: "limit-exceeded", status: 403 });
      return receipt(5);
    };
    const it = run(write, { onOutcome: (outcome) => told.push(Object.keys(outcome).join()) });
    it.edit({ amount: 5 }, { now: true });
    await it.submit();
    expect(it.phase).to.equal("failed");
    await it.submit();
    expect(it.phase).to.equal("done");
    expect(told).to.deep.equal(["error", "operation"]);
    expect(new Set(calls.writes.map(({ options }) => options.key)).size).to.equal(2);
  });

  it("U05 a stale preview is made anew, and nothing is sent until the operator says so again", async () => {
    const it = run(async (count) => {
      if (count === 1) throw new ProblemError({ code: "stale", status: 412 });
      return receipt(5);
    });
    it.edit({ amount: 5 }, { now: true });
    await it.submit();
    await settled();
    expect(it.phase).to.equal("editing");
    expect(it.stale).to.equal(true);
    expect(calls.previews).to.have.length(2);
    expect(calls.writes).to.have.length(1);
    await it.submit();
    expect(it.phase).to.equal("done");
  });

  it("sends no message whose preview was not there to be read: the first press shows it, the second sends it", async () => {
    const it = run(undefined, { action: catalogue.sendSms });
    it.edit({ body: "Hi" });
    await it.submit();
    expect([it.phase, it.preview.state, calls.writes.length]).to.deep.equal(["editing", "ready", 0]);
    await it.submit();
    expect([it.phase, calls.writes.length]).to.deep.equal(["done", 1]);
  });

  it("a host that says no keeps the write back, and what was typed", async () => {
    const it = run(undefined, { permit: async () => false });
    it.edit({ amount: 5 }, { now: true });
    await it.submit();
    expect(it.phase).to.equal("editing");
    expect(calls.writes).to.deep.equal([]);
  });

  it("sends nothing before its outcome can be shown", async () => {
    const isLost = new TypeError("Failed to fetch dynamically imported module");
    const it = run(undefined, { ready: () => Promise.reject(isLost) });
    it.edit({ amount: 5 }, { now: true });
    await it.submit();
    expect([it.phase, it.error]).to.deep.equal(["failed", isLost]);
    expect(calls.writes).to.deep.equal([]);
  });

  it("undoes once", async () => {
    const it = run();
    it.edit({ amount: 5 }, { now: true });
    await it.submit();
    await Promise.all([it.undo(), it.undo()]);
    expect(it.phase).to.equal("undone");
    expect(calls.undone).to.have.length(1);
  });

  it("sends the host's reference with an undo", async () => {
    const it = run(undefined, { reference: "TICKET-7" });
    it.edit({ amount: 5 }, { now: true });
    await it.submit();
    await it.undo();
    expect(calls.undone).to.deep.equal([{ reference: "TICKET-7" }]);
  });
});
