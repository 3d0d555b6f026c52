import { expect, expectEqual } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, pointersOf } from "../subject.js";

const sentence = sentencesOf("refusals");

const foreign = [
  "tenant",
  "tenantId",
  "operatorId",
  "balance",
  "createdAt",
  "role",
  "consents",
  "__proto__",
  "constructor",
];

/** What must stand in no answer. */
const internal =
  /\bat .+\(.+:\d+:\d+\)|node_modules|SQLSTATE|syntax error at|violates .* constraint|Traceback|\.java:|NullPointer/;

export const refusals: readonly Sentence[] = [
  sentence("S15", "refusals say nothing internal, and carry a request id", async (subject) => {
    const { path } = await subject.addition();
    const replies = [
      await subject.send(path, { body: "{" }),
      await subject.send(path, { body: "[]" }),
      await subject.send("/nowhere"),
    ];
    for (const reply of replies) {
      expectProblem(reply, "validation", "not-found");
      expect(!internal.test(reply.text), "It says nothing internal.");
    }
    const ids = replies.map(({ text }) => (JSON.parse(text) as { requestId: string }).requestId);
    expectEqual(new Set(ids).size, ids.length, "Each request has an id of its own");
  }),
  sentence("S08", "an id that isn't there is a 404 problem", async (subject) => {
    for (const path of ["", "/actions", "/activities"])
      expectProblem(await subject.send(`/members/m-that-never-was${path}`), "not-found");
    expectProblem(await subject.send("/operations/op-that-never-was"), "not-found");
    const { path, body } = await subject.addition();
    expectProblem(await subject.send(path.replace(subject.testMember(), "m-that-never-was"), { body }), "not-found");
    expectProblem(
      await subject.send(path.replace(/add$/, "act-that-never-was"), { body }),
      "not-found",
      "capability-not-supported",
    );
    expectProblem(
      await subject.send("/operations/op-that-never-was/reversal", { body: {} }),
      "not-found",
      "reason-required",
    );
  }),
  sentence("S10", "a field that isn't asked for is refused, and named", async (subject) => {
    const { path, body, effects } = await subject.addition();
    for (const name of foreign)
      expectEqual(
        await pointersOf(subject, path, `${JSON.stringify(body).slice(0, -1)},"${name}":1}`),
        [`/${name}`],
        name,
      );
    expectEqual(await effects(), 0, "Effects");
  }),
  sentence("S04", "a polluting key stays data", async (subject) => {
    expectProblem(
      await subject.send("/member-searches", { body: '{"q":"","__proto__":{"polluted":true}}', key: null }),
      "validation",
    );
  }),
  sentence("S20", "a body over 1 MB is refused", async (subject) => {
    const { path, body } = await subject.addition();
    expectProblem(await subject.send(path, { body: { ...body, note: "x".repeat(1_100_000) } }), "too-large");
  }),
];
