import { expect } from "./expect.js";
import { core, type Sentence } from "./sentence.js";
import { expectProblem } from "./subject.js";

const base64url = (text: string): string => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const unsigned = `${base64url('{"alg":"none"}')}.${base64url('{"sub":"u","exp":4000000000}')}.`;

/** What must stand in no answer. */
const internal =
  /\bat .+\(.+:\d+:\d+\)|node_modules|SQLSTATE|syntax error at|violates .* constraint|Traceback|\.java:|NullPointer/;

export const access: readonly Sentence[] = [
  core(
    "S11",
    "without a token, with one that isn't signed, or with a static key, nothing is answered",
    async (subject) => {
      for (const authorization of ["", "Basic dTpw", "Bearer sk_live_static", `Bearer ${unsigned}`])
        expectProblem(
          await subject.send("/capabilities", { headers: { Authorization: authorization } }),
          "not-authenticated",
        );
    },
  ),
  core("S18", "a body that isn't JSON by its type is refused", async (subject) => {
    const { path, body } = await subject.addition();
    const reply = await subject.send(path, { body, headers: { "Content-Type": "text/plain" } });
    expect([400, 415, 422].includes(reply.status), `It is refused, not answered ${reply.status}.`);
  }),
  core("S20", "a body over 1 MB is refused", async (subject) => {
    const { path, body } = await subject.addition();
    expectProblem(await subject.send(path, { body: { ...body, note: "x".repeat(1_100_000) } }), "too-large");
  }),
  core("S15", "refusals say nothing internal, and carry a request id", async (subject) => {
    const { path } = await subject.addition();
    const replies = [
      await subject.send(path, { body: "{" }),
      await subject.send(path, { body: "[]" }),
      await subject.send("/nowhere"),
    ];
    for (const reply of replies) {
      const problem = expectProblem(reply, "validation", "not-found");
      expect(problem.requestId.length > 0, "It has a request id.");
      expect(!internal.test(reply.text), "It says nothing internal.");
    }
  }),
  core("S04", "a polluting key stays data", async (subject) => {
    expectProblem(
      await subject.send("/member-searches", { body: '{"q":"","__proto__":{"polluted":true}}', key: null }),
      "validation",
    );
  }),
  core("S21", "text of every script comes back as it was sent", async (subject) => {
    const { path, body } = await subject.addition();
    const note = "Ünïcødé 👩‍👩‍👧 עברית العربية 中文 e\u0301 \u200f\u202e!";
    const reply = await subject.send(path, { body: { ...body, note } });
    expect(reply.status !== 200 || (JSON.parse(reply.text) as { note: string }).note === note, "The note is the same.");
  }),
];
