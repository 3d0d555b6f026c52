import { type Account, type ActionId, catalogue } from "../../../sdk/contract/index.js";
import { isOfferedFor } from "../../../sdk/contract/reason-code.js";
import { expect, expectEqual } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectNotDone, expectProblem, type Subject, unique } from "../subject.js";

const sentence = sentencesOf("actions");

type Part = "earned" | "spendable" | "spent" | "expired";
type Moves = Readonly<Record<Part, number>>;

/** What each part moves by, where the backend keeps it. */
const moved = (before: Account | undefined, after: Account | undefined): Partial<Moves> =>
  Object.fromEntries(
    (["earned", "spendable", "spent", "expired"] as const).flatMap((part) => {
      const [from, to] = [before ? before[part] : 0, after?.[part] ?? null];
      return from === null || to === null ? [] : [[part, to - from]];
    }),
  );

/** What an action of 3 makes of an account that was given 10, and had 5 taken of them. */
const moves: readonly (readonly [requirement: string, id: ActionId, amount: number, moves: Moves])[] = [
  ["S0-9", "redeem", 3, { earned: 0, spendable: -3, spent: 3, expired: 0 }],
  ["S3-21", "subtract", 3, { earned: -3, spendable: -3, spent: 0, expired: 0 }],
  ["S3-23", "refund", 3, { earned: 0, spendable: 3, spent: -3, expired: 0 }],
  ["S4-7", "adjust", 3, { earned: 3, spendable: 3, spent: 0, expired: 0 }],
  ["S4-7", "adjust", -3, { earned: -3, spendable: -3, spent: 0, expired: 0 }],
  ["L01", "expire", 3, { earned: 0, spendable: -3, spent: 0, expired: 3 }],
];

const taking = ["redeem", "subtract", "expire", "adjust"] as const satisfies readonly ActionId[];

/** Does an action by so much, in the currency of an addition. */
const move = async (subject: Subject, id: string, amount: number) => {
  const { body } = await subject.addition();
  await subject.requireAction(id, body.currency);
  return subject.do(id, { ...body, amount });
};

/** A reason that is offered for adding; null where the program has none. */
const reasonOf = async (subject: Subject): Promise<string | null> => {
  if ((await subject.capabilities()).reason.reasonCode === "hidden") return null;
  const { data } = await subject.read("reasonCodes", "/reason-codes?limit=100");
  return data.find((each) => isOfferedFor(each, catalogue.add.id))?.id ?? null;
};

const AT_ONCE = 8;

export const balances: readonly Sentence[] = [
  sentence("S0-8", "adding raises earned and spendable by the amount, and the timeline has it", async (subject) => {
    const { path, body } = await subject.addition(3);
    const before = await subject.account(body.currency);
    const operation = await subject.done(await subject.send(path, { body }));
    const [change] = operation.changes;
    const spendable = before?.spendable ?? 0;
    expectEqual(change?.applied, 3, "The receipt says what was applied");
    expectEqual(change?.spendable, { before: spendable, after: spendable + 3 }, "Before and after");
    const after = await subject.account(body.currency);
    expectEqual(after?.spendable, spendable + 3, "Spendable");
    if (typeof before?.earned === "number") expectEqual(after?.earned, before.earned + 3, "Earned");
    const { data } = await subject.read("activities", `/members/${subject.testMember()}/activities?limit=5`);
    expect(
      data.some(({ id }) => id === operation.id),
      "It stands in the timeline.",
    );
    expectEqual(
      (await subject.read("operation", `/operations/${operation.id}`)).id,
      operation.id,
      "Its receipt can be read again",
    );
  }),
  sentence(
    "S0-26",
    "the timeline tells who did it, why, for which ticket, and what the balance was then",
    async (subject) => {
      const { path, body } = await subject.addition();
      const reasonCode = await reasonOf(subject);
      const note = `Conformance ${unique()}`;
      const why = { note, ...(reasonCode !== null && { reasonCode }) };
      const done = await subject.done(await subject.send(path, { body: { ...body, ...why } }));
      const { id } = await subject.read("operator", "/operator");
      const { data } = await subject.read("activities", `/members/${subject.testMember()}/activities?limit=5`);
      const entry = data.find((each) => each.id === done.id);
      for (const each of [done, entry, await subject.read("operation", `/operations/${done.id}`)])
        expectEqual(
          [each?.operator?.id, each?.source, each?.note, each?.reasonCode, each?.reference],
          [id, "manual", note, reasonCode, body.reference],
          "Operator, source, note, reason and reference",
        );
      expectEqual(
        entry?.changes[0]?.spendable?.after,
        await subject.spendable(body.currency),
        "What can be spent after it",
      );
    },
  ),
  ...moves.map(([requirement, id, amount, expected]) =>
    sentence(requirement, `${id} by ${amount} moves what it says, and nothing else`, async (subject) => {
      await move(subject, "add", 10);
      if (id === "refund") await move(subject, "redeem", 5);
      const { body } = await subject.addition();
      const before = await subject.account(body.currency);
      const { changes } = await move(subject, id, amount);
      const after = await subject.account(body.currency);
      const parts = moved(before, after);
      for (const [part, by] of Object.entries(parts)) expectEqual(by, expected[part as Part], part);
      const [change] = changes.filter(({ currency }) => currency === body.currency);
      expectEqual(change?.spendable, { before: before?.spendable ?? 0, after: after?.spendable ?? 0 }, "The receipt");
    }),
  ),
  ...taking.map((id) =>
    sentence("L08", `${id} takes no more than there is`, async (subject) => {
      const { body } = await subject.addition();
      await subject.requireAction(id, body.currency);
      const before = await subject.account(body.currency);
      const amount = ((before?.spendable ?? 0) + 1) * (id === "adjust" ? -1 : 1);
      await expectNotDone(subject, await subject.attempt(id, { ...body, amount }), "insufficient-balance");
      expectEqual(await subject.account(body.currency), before, "The account");
    }),
  ),
  sentence("L11", `${AT_ONCE} at once are all done, one after another`, async (subject) => {
    const { path, body, effects } = await subject.addition();
    const replies = await Promise.all(
      Array.from({ length: AT_ONCE }, () => subject.send(path, { body: { ...body, reference: unique() } })),
    );
    const done = [];
    for (const reply of replies) {
      if (reply.status === 200) done.push(await subject.done(reply));
      else expectProblem(reply, "operation-in-progress", "conflict", "rate-limited", "unavailable");
    }
    expectEqual(await effects(), done.length, "Each that was answered was done");
    const befores = done.map(({ changes }) => changes[0]?.spendable?.before);
    expectEqual(new Set(befores).size, done.length, "Each began where another one had ended");
  }),
];
