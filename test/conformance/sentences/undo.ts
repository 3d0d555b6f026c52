import { catalogue } from "../../../sdk/contract/index.js";
import { expectEqual, Skip } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, type Subject, unique } from "../subject.js";

const sentence = sentencesOf("undo");

/** How an addition can be undone; skips where it can't. */
const requireUndo = async (subject: Subject): Promise<"exact" | "compensating"> => {
  const { actions } = await subject.capabilities();
  const undo = actions.find(({ id }) => id === catalogue.add.id)?.undo ?? "exact";
  if (undo === "none") throw new Skip("The backend can't undo an addition.");
  return undo === "compensating" ? undo : "exact";
};

/** An addition that is done, and where it is undone. */
const added = async (subject: Subject, amount = 1) => {
  await requireUndo(subject);
  const { path, body, why, effects } = await subject.addition(amount);
  const before = await subject.account(body.currency);
  const { id } = await subject.done(await subject.send(path, { body }));
  return { id, body, why, before, effects, reversal: `/operations/${id}/reversal` };
};

export const undo: readonly Sentence[] = [
  sentence("L04", "an operation is undone once: what it did is taken back", async (subject) => {
    const undoes = await requireUndo(subject);
    const { id, body, why, before, reversal } = await added(subject, 2);
    const undone = await subject.done(await subject.send(reversal, { body: why }));
    const after = await subject.account(body.currency);
    expectEqual(
      [undone.reverses, after?.spendable ?? 0],
      [id, before?.spendable ?? 0],
      "It is linked, and the balance is what it was",
    );
    expectProblem(await subject.send(reversal, { body: why }), "already-reversed");
    const original = await subject.read("operation", `/operations/${id}`);
    expectEqual([original.reversedBy, original.reversible], [undone.id, null], "The original says so");
    if (undoes === "compensating") return;
    if (before) expectEqual(after, before, "The account is what it was");
    expectProblem(await subject.send(`/operations/${undone.id}/reversal`, { body: why }), "not-reversible");
  }),
  sentence("N10", "an undo without a key is refused and changes nothing", async (subject) => {
    const { why, effects, reversal } = await added(subject);
    expectProblem(await subject.send(reversal, { body: why, key: null }), "idempotency-key-invalid");
    expectEqual(await effects(), 1, "Effects");
  }),
  sentence("N01", "an undo with the same key again answers the same", async (subject) => {
    const { why, effects, reversal } = await added(subject);
    const key = unique();
    const first = await subject.send(reversal, { body: why, key });
    await subject.done(first);
    const again = await subject.send(reversal, { body: why, key });
    expectEqual([again.status, again.text], [first.status, first.text], "The replay is the first answer");
    expectEqual(await effects(), 0, "Effects");
  }),
  sentence("L05", "what was spent since can't be taken back", async (subject) => {
    const { body, why, reversal } = await added(subject, 3);
    const currency = await subject.requireAction(catalogue.redeem.id, body.currency);
    const all = await subject.spendable(currency);
    await subject.do(catalogue.redeem.id, { ...body, amount: all, reference: unique() });
    expectProblem(await subject.send(reversal, { body: why }), "insufficient-balance");
    expectEqual(await subject.spendable(currency), 0, "What is left");
  }),
];
