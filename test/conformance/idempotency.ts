import { expect, expectEqual } from "./expect.js";
import { core, type Sentence } from "./sentence.js";
import { expectProblem, parse, parseOperation, type Reply, type Subject, unique } from "./subject.js";
import { outcomeOf, type ProblemCode, routes } from "../../sdk/contract/index.js";

const isReplay = (reply: Reply): boolean => reply.headers.get("Idempotent-Replayed") === "true";

/** How many operations a reference led to. */
const countFor = async (subject: Subject, reference: string): Promise<number> =>
  (await subject.read("searchOperations", "/operation-searches", { reference })).data.length;

/** A backend that carries out later answers first, and says afterwards that nothing was done. */
const expectRefusal = async (subject: Subject, reply: Reply, code: ProblemCode): Promise<void> => {
  if (reply.status !== 200) return void expectProblem(reply, code);
  expectEqual(outcomeOf(await subject.final(await parseOperation(reply))), "not-done", "It is refused");
};

const malformed = ["", " ", "two words", "é", "k".repeat(256), "tab\tbed"];

/** Header values that fetch itself refuses never reach a backend. */
const sendable = (key: string): boolean => {
  try {
    new Headers({ "Idempotency-Key": key });
    return true;
  } catch {
    return false;
  }
};

export const idempotency: readonly Sentence[] = [
  core(
    "N01",
    "the same key again answers the same to the byte, marked as a replay, with one effect",
    async (subject) => {
      const { path, body } = await subject.addition();
      const key = unique();
      const first = await subject.send(path, { body, key });
      await parseOperation(first);
      expect(!isReplay(first), "The first answer is no replay.");
      const again = await subject.send(path, { body, key });
      expectEqual([again.status, again.text], [first.status, first.text], "The replay is the first answer");
      expect(isReplay(again), "A replay carries Idempotent-Replayed: true.");
      expectEqual(await countFor(subject, body.reference), 1, "One effect");
    },
  ),
  core("N09", "the same key with another body is refused and changes nothing", async (subject) => {
    const { path, body } = await subject.addition();
    const key = unique();
    await parseOperation(await subject.send(path, { body, key }));
    const other = { ...body, amount: body.amount + 1, reference: unique() };
    expectProblem(await subject.send(path, { body: other, key }), "idempotency-key-reused");
    expectEqual(await countFor(subject, other.reference), 0, "No effect");
  }),
  core("N10", "a missing or malformed key is refused and changes nothing", async (subject) => {
    const { path, body } = await subject.addition();
    for (const key of [null, ...malformed.filter(sendable)])
      expectProblem(await subject.send(path, { body, key }), "idempotency-key-invalid");
    expectEqual(await countFor(subject, body.reference), 0, "No effect");
  }),
  core("N12", "32 at once with one key have one effect and one answer", async (subject) => {
    const { path, body } = await subject.addition();
    const key = unique();
    const replies = await Promise.all(Array.from({ length: 32 }, () => subject.send(path, { body, key })));
    const done = replies.filter(({ status }) => status === 200);
    for (const reply of replies.filter(({ status }) => status !== 200)) expectProblem(reply, "operation-in-progress");
    expect(done.length > 0, "One of them is done.");
    expectEqual(new Set(done.map(({ text }) => text)).size, 1, "One answer");
    expectEqual((await subject.send(path, { body, key })).text, done[0]?.text, "Asked again, the same");
    expectEqual(await countFor(subject, body.reference), 1, "One effect");
  }),
  core("N15", "a refusal is kept: the same key is refused again when the balance would do by now", async (subject) => {
    const { path, body } = await subject.addition(5);
    await subject.requireAction("redeem", body.currency);
    const amount = (await subject.spendable(body.currency)) + 5;
    const redeem = { path: path.replace(/add$/, "redeem"), body: { ...body, amount, reference: unique() } };
    const key = unique();
    const refused = await subject.send(redeem.path, { body: redeem.body, key });
    await expectRefusal(subject, refused, "insufficient-balance");
    await subject.done(await subject.send(path, { body }));
    expectEqual((await subject.send(redeem.path, { body: redeem.body, key })).text, refused.text, "The same refusal");
    await subject.done(await subject.send(redeem.path, { body: redeem.body }));
  }),
  core("N08", "a key's outcome can be asked for", async (subject) => {
    const { path, body } = await subject.addition();
    const key = unique();
    const operation = await parseOperation(await subject.send(path, { body, key }));
    const settled = await subject.read("settle", "/operations/settle", { idempotencyKey: key });
    expectEqual([settled.state, settled.operation?.id], ["settled", operation.id], "It is settled, with its receipt");
  }),
  core("N08", "a key that never arrived is voided: a late arrival is refused and changes nothing", async (subject) => {
    const { path, body } = await subject.addition();
    const key = unique();
    const settled = parse(
      await routes.settle.answer(),
      await subject.send("/operations/settle", { body: { idempotencyKey: key }, key: null }),
    );
    expectEqual(settled.state, "voided", "It is voided");
    const late = await subject.send(path, { body, key });
    expect(late.status >= 400 && late.status < 500, `A late arrival is refused, not answered ${late.status}.`);
    expectEqual(await countFor(subject, body.reference), 0, "No effect");
  }),
];
