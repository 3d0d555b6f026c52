import { catalogue } from "../../../sdk/contract/index.js";
import { expect, expectEqual } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectNotDone, expectProblem, parseOperation, type Reply, unique } from "../subject.js";

const sentence = sentencesOf("keys");

const isReplay = (reply: Reply): boolean => reply.headers.get("Idempotent-Replayed") === "true";

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

const AT_ONCE = 32;

/** Holds that a reply is the first one again, to the byte, and says so. */
const expectReplay = (reply: Reply, first: Reply, message: string): void => {
  expectEqual([reply.status, reply.text], [first.status, first.text], message);
  expect(isReplay(reply), "A replay carries Idempotent-Replayed: true.");
};

export const keys: readonly Sentence[] = [
  sentence(
    "N01",
    "the same key again answers the same to the byte, marked as a replay, with one effect",
    async (subject) => {
      const { path, body, effects } = await subject.addition();
      const key = unique();
      const first = await subject.send(path, { body, key });
      await parseOperation(first);
      expect(!isReplay(first), "The first answer is no replay.");
      expectReplay(await subject.send(path, { body, key }), first, "The replay is the first answer");
      expectEqual(await effects(), 1, "Effects");
    },
  ),
  sentence("N01", "another key is another act, whatever it says", async (subject) => {
    const { path, body, effects } = await subject.addition();
    const first = await subject.done(await subject.send(path, { body }));
    const second = await subject.done(await subject.send(path, { body }));
    expect(first.id !== second.id, "It has a receipt of its own.");
    expectEqual(await effects(), 2, "Effects");
  }),
  sentence("N01", "the same key with the same input, written in another way, is a replay", async (subject) => {
    const { path, body, effects } = await subject.addition();
    const key = unique();
    const first = await subject.send(path, { body, key });
    const turned = JSON.stringify(Object.fromEntries(Object.entries(body).reverse()), null, 2);
    expectReplay(await subject.send(path, { body: turned, key }), first, "The replay is the first answer");
    expectEqual(await effects(), 1, "Effects");
  }),
  sentence("N13", "a replay is the answer of then, whatever has become of it since", async (subject) => {
    const { path, body, why, effects } = await subject.addition();
    const key = unique();
    const first = await subject.send(path, { body, key });
    const { id, reversible } = await subject.done(first);
    if (reversible) await subject.done(await subject.send(`/operations/${id}/reversal`, { body: why }));
    const replay = await subject.send(path, { body, key });
    expectReplay(replay, first, "The replay is the first answer");
    expectEqual(await effects(), reversible ? 0 : 1, "Effects");
  }),
  sentence("N09", "the same key with another body is refused and changes nothing", async (subject) => {
    const { path, body, effects } = await subject.addition();
    const key = unique();
    await parseOperation(await subject.send(path, { body, key }));
    const other = { ...body, amount: body.amount + 1, reference: unique() };
    expectProblem(await subject.send(path, { body: other, key }), "idempotency-key-reused");
    expectEqual(await effects(), 1, "Effects");
  }),
  sentence("N09", "the same key for another action is refused and changes nothing", async (subject) => {
    const { path, body, effects } = await subject.addition();
    await subject.requireAction(catalogue.redeem.id, body.currency);
    const key = unique();
    await parseOperation(await subject.send(path, { body, key }));
    expectProblem(await subject.send(path.replace(/add$/, "redeem"), { body, key }), "idempotency-key-reused");
    expectEqual(await effects(), 1, "Effects");
  }),
  sentence("N10", "a missing or malformed key is refused and changes nothing", async (subject) => {
    const { path, body, effects } = await subject.addition();
    for (const key of [null, ...malformed.filter(sendable)])
      expectProblem(await subject.send(path, { body, key }), "idempotency-key-invalid");
    expectEqual(await effects(), 0, "Effects");
  }),
  sentence("N11", "input that isn't valid burns no key: it is done once the input is", async (subject) => {
    const { path, body, effects } = await subject.addition();
    const key = unique();
    expectProblem(await subject.send(path, { body: { ...body, amount: 0 }, key }), "validation");
    await subject.done(await subject.send(path, { body, key }));
    expectEqual(await effects(), 1, "Effects");
  }),
  sentence("N12", `${AT_ONCE} at once with one key have one effect and one answer`, async (subject) => {
    const { path, body, effects } = await subject.addition();
    const key = unique();
    const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => subject.send(path, { body, key })));
    const done = replies.filter(({ status }) => status === 200);
    for (const reply of replies.filter(({ status }) => status !== 200)) expectProblem(reply, "operation-in-progress");
    expect(done.length > 0, "One of them is done.");
    expectEqual(new Set(done.map(({ text }) => text)).size, 1, "Answers");
    expectEqual((await subject.send(path, { body, key })).text, done[0]?.text, "Asked again, the same");
    expectEqual(await effects(), 1, "Effects");
  }),
  sentence(
    "N15",
    "a refusal is kept: the same key is refused again when the balance would do by now",
    async (subject) => {
      const addition = await subject.addition(5);
      await subject.requireAction(catalogue.redeem.id, addition.body.currency);
      const path = addition.path.replace(/add$/, "redeem");
      const body = { ...addition.body, amount: (await subject.spendable(addition.body.currency)) + 5 };
      const key = unique();
      const refused = await subject.send(path, { body, key });
      await expectNotDone(subject, refused, "insufficient-balance");
      await subject.done(await subject.send(addition.path, { body: addition.body }));
      expectReplay(await subject.send(path, { body, key }), refused, "The same refusal");
      await subject.done(await subject.send(path, { body }));
    },
  ),
];
