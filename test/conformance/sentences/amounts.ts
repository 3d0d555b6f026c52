import { expect, expectEqual, Skip } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, pointersOf } from "../subject.js";

const sentence = sentencesOf("times-and-amounts");

const amounts = [
  "0",
  "-1",
  "1.5",
  '"1"',
  '"1e3"',
  '"0x1"',
  '"1 000"',
  '"١٢"',
  "1e400",
  "9007199254740993",
  "1.00000000000000000001",
  "null",
  "true",
];

/** What clocks may differ by, and an answer may take. */
const SOON_MS = 5 * 60_000;

export const amountsAndTimes: readonly Sentence[] = [
  sentence("L02", "an amount that isn't a positive whole number is refused at its field", async (subject) => {
    const { path, body, effects } = await subject.addition();
    const rest = JSON.stringify({ ...body, amount: undefined }).slice(0, -1);
    for (const amount of amounts)
      expectEqual(await pointersOf(subject, path, `${rest},"amount":${amount}}`), ["/amount"], amount);
    expectEqual(await effects(), 0, "Effects");
  }),
  sentence("L03", "a balance is never more than can be told exactly", async (subject) => {
    const { path, body } = await subject.addition();
    await subject.done(await subject.send(path, { body }));
    const before = await subject.account(body.currency);
    const reply = await subject.send(path, { body: { ...body, amount: Number.MAX_SAFE_INTEGER } });
    expectProblem(reply, "balance-overflow", "limit-exceeded", "validation");
    expectEqual(await subject.account(body.currency), before, "The account");
  }),
  sentence("L07", "a currency that the program lacks is refused", async (subject) => {
    const { path, body } = await subject.addition();
    expectProblem(await subject.send(path, { body: { ...body, currency: "nosuchcurrency" } }), "validation");
  }),
  sentence("S22", "what was done is done now, in UTC", async (subject) => {
    const { path, body } = await subject.addition();
    const { at } = await subject.done(await subject.send(path, { body }));
    const ago = subject.target.now().getTime() - Date.parse(at);
    expect(Math.abs(ago) < SOON_MS, `It was done now, not ${Math.round(ago / 60_000)} minutes ago.`);
  }),
  sentence("S21", "text of every script comes back as it was sent", async (subject) => {
    const { path, body } = await subject.addition();
    const note = "Ünïcødé 👩‍👩‍👧 עברית العربية 中文 e\u0301 \u200f\u202e!";
    const reply = await subject.send(path, { body: { ...body, note } });
    if (reply.status !== 200) throw new Skip("The backend takes no such note.");
    const { id } = await subject.done(reply);
    const { note: read } = await subject.read("operation", `/operations/${id}`);
    expectEqual([(JSON.parse(reply.text) as { note: string }).note, read], [note, note], "The note");
  }),
];
