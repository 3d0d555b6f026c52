import { catalogue } from "../../../sdk/contract/index.js";
import { expect, expectEqual } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectNotDone, parseOperation, type Subject, unique } from "../subject.js";

const sentence = sentencesOf("settling");

const settle = (subject: Subject, idempotencyKey: string) =>
  subject.read("settle", "/operations/settle", { idempotencyKey });

export const settling: readonly Sentence[] = [
  sentence("N08", "a key's outcome can be asked for", async (subject) => {
    const { path, body } = await subject.addition();
    const key = unique();
    const operation = await parseOperation(await subject.send(path, { body, key }));
    const { state, status, operation: settled } = await settle(subject, key);
    expectEqual([state, status, settled?.id], ["settled", 200, operation.id], "It is settled, with its receipt");
  }),
  sentence("N08", "of a key that was refused, the refusal can be asked for", async (subject) => {
    const { path, body } = await subject.addition();
    await subject.requireAction(catalogue.redeem.id, body.currency);
    const amount = (await subject.spendable(body.currency)) + 1;
    const key = unique();
    const refused = await subject.send(path.replace(/add$/, "redeem"), { body: { ...body, amount }, key });
    await expectNotDone(subject, refused, "insufficient-balance");
    const { state, status, problem } = await settle(subject, key);
    expectEqual([state, status], ["settled", refused.status], "It is settled, as it was answered");
    if (refused.status !== 200) expectEqual(problem?.code, "insufficient-balance", "The refusal");
  }),
  sentence(
    "N08",
    "a key that never arrived is voided: a late arrival is refused and changes nothing",
    async (subject) => {
      const { path, body, effects } = await subject.addition();
      const key = unique();
      const { state, operation } = await settle(subject, key);
      expectEqual([state, operation], ["voided", null], "It is voided");
      const late = await subject.send(path, { body, key });
      expect(late.status >= 400 && late.status < 500, `A late arrival is refused, not answered ${late.status}.`);
      expectEqual(await effects(), 0, "Effects");
      expectEqual((await settle(subject, key)).state, "voided", "Asked again, it is voided still");
    },
  ),
];
