import { catalogue, type ProblemCode } from "../../../sdk/contract/index.js";
import { expect, expectEqual, Skip } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, parseOperation, parseSimulation, type Subject, unique } from "../subject.js";

const sentence = sentencesOf("previews", "preview");

const requireExact = async (subject: Subject): Promise<void> => {
  if ((await subject.requirePreviews()) === "estimate") throw new Skip("The backend's previews are estimates.");
};

/** Holds that a preview refuses what the write would. */
const expectRefused = async (subject: Subject, id: string, body: object, code: ProblemCode) => {
  const path = (await subject.actionPath(id)).replace("/actions/", "/previews/");
  expectProblem(await subject.send(path, { body, key: null }), code);
};

export const previews: readonly Sentence[] = [
  sentence("L10", "a preview writes nothing, and what an exact one says is what happens", async (subject) => {
    const kind = await subject.requirePreviews();
    const { path, preview, body, effects } = await subject.addition(4);
    const simulated = await parseSimulation(await subject.send(preview, { body, key: null }));
    expectEqual(simulated.status, "simulated", "It says that it is a simulation");
    expectEqual(await effects(), 0, "Effects");
    const { data } = await subject.read("activities", `/members/${subject.testMember()}/activities?limit=5`);
    expect(!data.some(({ reference }) => reference === body.reference), "Nothing is in the timeline.");
    if (kind === "estimate") return;
    expect(Boolean(simulated.previewTag), "It has a previewTag.");
    const headers = { "Preview-Match": simulated.previewTag ?? "" };
    const done = await subject.done(await subject.send(path, { body, headers }));
    expectEqual(done.changes, simulated.changes, "The same changes");
  }),
  sentence("L10", "what no longer comes out as it was previewed is refused", async (subject) => {
    await requireExact(subject);
    const { path, preview, body, effects } = await subject.addition();
    const { previewTag = "" } = await parseSimulation(await subject.send(preview, { body, key: null }));
    for (const [tag, amount] of [
      ["another-outcome", 1],
      [previewTag, 2],
    ] as const)
      expectProblem(
        await subject.send(path, {
          body: { ...body, amount, reference: unique() },
          headers: { "Preview-Match": tag },
        }),
        "stale",
      );
    expectEqual(await effects(), 0, "Effects");
  }),
  sentence(
    "L10",
    "a preview refuses what the write would refuse: input, what there is not, what is not there",
    async (subject) => {
      const { preview, body } = await subject.addition();
      expectProblem(await subject.send(preview, { body: { ...body, amount: 0 }, key: null }), "validation");
      expectProblem(
        await subject.send(preview, { body: { ...body, conformanceNonsense: 1 }, key: null }),
        "validation",
      );
      const gone = preview.replace(subject.testMember(), "m-that-never-was");
      expectProblem(await subject.send(gone, { body, key: null }), "not-found");
      await subject.requireAction(catalogue.redeem.id, body.currency);
      const amount = (await subject.spendable(body.currency)) + 1;
      await expectRefused(subject, catalogue.redeem.id, { ...body, amount }, "insufficient-balance");
    },
  ),
  sentence("S09", "a preview is refused to who may not do it", async (subject) => {
    const { preview, body } = await subject.addition();
    expectProblem(await subject.send(preview, { body, key: null, as: "viewer" }), "forbidden");
  }),
  sentence(
    "L08",
    "a forced claim without enough takes what there is, never more, and says what is short",
    async (subject) => {
      const memberId = subject.testMember();
      const { data } = await subject.read("rewards", `/rewards?memberId=${memberId}`);
      const claim = async (rewardId: string, force: boolean) =>
        subject.send(`/members/${memberId}/previews/claim-reward`, { body: { rewardId, force }, key: null });
      for (const { id, offer } of data) {
        const { price, obstacles = [] } = offer ?? {};
        if (!price || obstacles.length === 0) continue;
        expectProblem(await claim(id, false), "not-eligible", "out-of-stock", "insufficient-balance");
        const spendable = await subject.spendable(price.currency);
        if (spendable >= price.amount || obstacles.some(({ forced }) => !forced)) continue;
        const forced = await claim(id, true);
        if (forced.status === 403) throw new Skip("This operator may not force a claim.");
        const [change] = (await parseOperation(forced)).changes;
        expectEqual([change?.requested, change?.applied], [-price.amount, 0 - spendable], "Asked for, and taken");
        if (spendable > 0)
          expectEqual(change?.spendable, { before: spendable, after: 0 }, "Nothing is left, and no debt");
        return;
      }
      throw new Skip("The member has enough for every reward.");
    },
  ),
];
