import { catalogue } from "../../sdk/contract/index.js";
import { expect, expectEqual, Skip } from "./expect.js";
import { core, preview, type Sentence } from "./sentence.js";
import { expectProblem, parseOperation, parseSimulation, type Subject, unique } from "./subject.js";

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

/** The pointers of a refusal of the input. */
const pointers = async (subject: Subject, path: string, body: unknown, headers = {}): Promise<string[]> =>
  (expectProblem(await subject.send(path, { body, headers }), "validation").errors ?? []).map(({ pointer }) => pointer);

/** The ways to leave for good, and what asks for each to be held to. */
const erasures = [
  ["S0-21", catalogue.delete.id],
  ["S3-3", catalogue.optOut.id],
  ["S2-8", catalogue.anonymize.id],
] as const;

/** What the backend's previews are worth; skips where it has none. */
const requirePreviews = async (subject: Subject): Promise<"exact" | "estimate"> => {
  const { level, preview: kind } = await subject.capabilities();
  if (level === "core" || kind === "none") throw new Skip("The backend has no previews.");
  return kind === "estimate" ? kind : "exact";
};

/** How an addition can be undone; skips where it can't. */
const requireUndo = async (subject: Subject): Promise<"exact" | "compensating"> => {
  const { actions } = await subject.capabilities();
  const undo = actions.find(({ id }) => id === catalogue.add.id)?.undo ?? "exact";
  if (undo === "none") throw new Skip("The backend can't undo an addition.");
  return undo === "compensating" ? undo : "exact";
};

export const writing: readonly Sentence[] = [
  core("S0-8", "adding raises earned and spendable by the amount, and the timeline has it", async (subject) => {
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
    const { data } = await subject.read("activities", `/members/${await subject.memberId()}/activities?limit=5`);
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
  core("L04", "an operation is undone once: what it did is taken back", async (subject) => {
    const undoes = await requireUndo(subject);
    const { path, body, why } = await subject.addition(2);
    const before = await subject.account(body.currency);
    const { id } = await subject.done(await subject.send(path, { body }));
    const undo = await subject.done(await subject.send(`/operations/${id}/reversal`, { body: why }));
    const after = await subject.account(body.currency);
    expectEqual(
      [undo.reverses, after?.spendable ?? 0],
      [id, before?.spendable ?? 0],
      "It is linked, and the balance is what it was",
    );
    expectProblem(await subject.send(`/operations/${id}/reversal`, { body: why }), "already-reversed");
    expectEqual((await subject.read("operation", `/operations/${id}`)).reversedBy, undo.id, "The original says so");
    if (undoes === "compensating") return;
    if (before) expectEqual(after, before, "The account is what it was");
    expectProblem(await subject.send(`/operations/${undo.id}/reversal`, { body: why }), "not-reversible");
  }),
  core("L02", "an amount that isn't a positive whole number is refused at its field", async (subject) => {
    const { path, body } = await subject.addition();
    const rest = JSON.stringify({ ...body, amount: undefined }).slice(0, -1);
    for (const amount of amounts)
      expectEqual(await pointers(subject, path, `${rest},"amount":${amount}}`), ["/amount"], amount);
  }),
  core("S10", "a field that isn't asked for is refused, and named", async (subject) => {
    const { path, body } = await subject.addition();
    for (const name of foreign)
      expectEqual(
        await pointers(subject, path, `${JSON.stringify(body).slice(0, -1)},"${name}":1}`),
        [`/${name}`],
        name,
      );
  }),
  core("L07", "a currency that the program lacks is refused", async (subject) => {
    const { path, body } = await subject.addition();
    expectProblem(await subject.send(path, { body: { ...body, currency: "nosuchcurrency" } }), "validation");
  }),
  ...erasures.map(([requirement, id]) =>
    core(requirement, `${id} needs the version that was seen, and the member's typed id or name`, async (subject) => {
      const { actions } = await subject.capabilities();
      if (!actions.some((action) => action.id === id)) throw new Skip(`The backend has no action \`${id}\`.`);
      const path = `/members/${await subject.memberId()}/actions/${id}`;
      const body = { confirmation: "not the id of anybody" };
      expectProblem(await subject.send(path, { body }), "precondition-required", "validation");
      expectProblem(await subject.send(path, { body, headers: { "If-Match": '"never"' } }), "stale", "validation");
      const { headers } = await subject.send(`/members/${await subject.memberId()}`);
      const held = { "If-Match": headers.get("ETag") ?? "" };
      expectEqual(await pointers(subject, path, body, held), ["/confirmation"], "What was typed is refused");
      expectEqual(await pointers(subject, path, {}, held), ["/confirmation"], "So is nothing");
    }),
  ),
  preview("L10", "a preview writes nothing, and what an exact one says is what happens", async (subject) => {
    const kind = await requirePreviews(subject);
    const { path, preview: previewPath, body } = await subject.addition(4);
    const simulated = await parseSimulation(await subject.send(previewPath, { body, key: null }));
    expectEqual(simulated.status, "simulated", "It says that it is a simulation");
    expectEqual(
      (await subject.read("searchOperations", "/operation-searches", { reference: body.reference })).data,
      [],
      "Nothing was written",
    );
    if (kind === "estimate") return;
    expect(Boolean(simulated.previewTag), "It has a previewTag.");
    const headers = { "Preview-Match": simulated.previewTag ?? "" };
    const done = await subject.done(await subject.send(path, { body, headers }));
    expectEqual(done.changes, simulated.changes, "The same changes");
  }),
  preview(
    "L08",
    "a forced claim without enough takes what there is, never more, and says what is short",
    async (subject) => {
      await requirePreviews(subject);
      const memberId = await subject.memberId();
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
  preview("L10", "what no longer comes out as it was previewed is refused", async (subject) => {
    if ((await requirePreviews(subject)) === "estimate") throw new Skip("The backend's previews are estimates.");
    const { path, body } = await subject.addition();
    expectProblem(
      await subject.send(path, {
        body: { ...body, reference: unique() },
        headers: { "Preview-Match": "another-outcome" },
      }),
      "stale",
    );
  }),
];
