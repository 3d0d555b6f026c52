import { expect } from "@open-wc/testing";
import type { ReactiveControllerHost } from "lit";
import { ProblemError, type Client, type Operation, type WriteOptions } from "../../../sdk/index.js";
import { UndoController } from "../../../src/controllers/undo-controller.js";
import { operationOf } from "../../support/fixtures.js";

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

const added = operationOf({ reversible: { until: null } });

const makeHost = () =>
  Object.assign(new EventTarget(), {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => undefined,
  }) as unknown as ReactiveControllerHost & EventTarget;

/** What an undo is made of, and what it told. */
const start = (client: Partial<Client>) => {
  const told: string[] = [];
  const undo = new UndoController(makeHost(), {
    client: () => ({ previewUndo: async () => added, ...client }) as Client,
    reference: () => "TICKET-7",
    previewed: ({ step }) => told.push(step),
    done: () => told.push("done"),
    cameToNothing: () => told.push("nothing"),
  });
  return { undo, told };
};

describe("the undoing of an entry", () => {
  it("is tried anew after a refusal, as another attempt with the host's reference", async () => {
    const sent: { input: unknown; key: string | undefined }[] = [];
    const { undo, told } = start({
      undo: async (_operation: unknown, input?: object, options?: WriteOptions) => {
        sent.push({ input, key: options?.key });
        if (sent.length === 1) throw new ProblemError({ code: "insufficient-balance", status: 409 });
        return added;
      },
    });
    undo.ask(added);
    await settled();
    await undo.run(added);
    expect(undo.stateOf(added)?.step).to.equal("failed");
    await undo.run(added);
    expect(told).to.deep.equal(["asked", "done"]);
    expect(sent.map(({ input }) => input)).to.deep.equal([{ reference: "TICKET-7" }, { reference: "TICKET-7" }]);
    expect(new Set(sent.map(({ key }) => key)).size).to.equal(2);
  });

  it("asks nothing any more where the operator thought better of it before the preview came", async () => {
    let answer: (preview: Operation) => void = () => undefined;
    const { undo, told } = start({ previewUndo: () => new Promise((resolve) => (answer = resolve)) });
    undo.ask(added);
    undo.keep(added);
    answer(added);
    await settled();
    expect([undo.stateOf(added), told]).to.deep.equal([null, []]);
  });
});
