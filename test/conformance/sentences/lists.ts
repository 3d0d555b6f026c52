import { catalogue } from "../../../sdk/contract/index.js";
import { expect, expectEqual } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, type Subject, unique } from "../subject.js";

const sentence = sentencesOf("lists");

const timeline = async (subject: Subject, query = "") =>
  subject.read("activities", `/members/${await subject.memberId()}/activities?${query}`);

const pageOnce = async (subject: Subject, path: string): Promise<void> => {
  const whole = await subject.read("activities", `${path}?limit=10`);
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null && ids.length < whole.data.length;) {
    const page: typeof whole = await subject.read(
      "activities",
      `${path}?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    expect(page.data.length <= 3, "A page holds no more than was asked for.");
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.page.next;
  }
  expectEqual(
    ids.slice(0, whole.data.length),
    whole.data.map(({ id }) => id),
    "Small pages hold what one large page holds",
  );
};

/** Ids of the timeline, narrowed. */
const idsOf = async (subject: Subject, query: string): Promise<string[]> =>
  (await timeline(subject, query)).data.map(({ id }) => id);

const SECOND_MS = 1_000;

export const lists: readonly Sentence[] = [
  sentence("S22", "the timeline pages newest first, each entry once", async (subject) => {
    await pageOnce(subject, `/members/${await subject.memberId()}/activities`);
    const at = (await timeline(subject, "limit=100")).data.map((each) => Date.parse(each.at));
    expectEqual(
      at,
      at.toSorted((a, b) => b - a),
      "The newest come first",
    );
  }),
  sentence("S22", "a page goes on where the one before ended, whatever was added meanwhile", async (subject) => {
    const { path, body } = await subject.addition();
    for (const reference of [unique(), unique(), unique()])
      await subject.done(await subject.send(path, { body: { ...body, reference } }));
    const expected = await idsOf(subject, "limit=3");
    const first = await timeline(subject, "limit=1");
    await subject.done(await subject.send(path, { body: { ...body, reference: unique() } }));
    const next = await idsOf(subject, `limit=2&cursor=${encodeURIComponent(first.page.next ?? "")}`);
    expectEqual([...first.data.map(({ id }) => id), ...next], expected, "None comes twice, and none is left out");
  }),
  sentence("S22", "a limit that is no number from 1 to 100 is refused", async (subject) => {
    for (const limit of ["0", "-1", "101", "many"])
      expectProblem(await subject.send(`/members/${await subject.memberId()}/activities?limit=${limit}`), "validation");
  }),
  sentence("S0-26", "the timeline is narrowed by what was done, how, by whom and when", async (subject) => {
    const { path, body } = await subject.addition();
    const { id, at, source } = await subject.done(await subject.send(path, { body }));
    const { id: operator } = await subject.read("operator", "/operator");
    const around = (ms: number) => encodeURIComponent(new Date(Date.parse(at) + ms).toISOString());
    for (const query of [
      `type=${catalogue.add.id}`,
      `source=${encodeURIComponent(source)}`,
      `operator=${encodeURIComponent(operator)}`,
      `from=${around(-SECOND_MS)}&to=${around(SECOND_MS)}`,
    ])
      expect((await idsOf(subject, query)).includes(id), `It stands among ${query}.`);
    for (const query of [
      `type=${catalogue.redeem.id}`,
      "source=conformance",
      "operator=conformance",
      `from=${around(SECOND_MS)}`,
      `to=${around(-SECOND_MS)}`,
    ])
      expect(!(await idsOf(subject, query)).includes(id), `It does not stand among ${query}.`);
  }),
  sentence("S22", "what was done for a reference is listed, and nothing else", async (subject) => {
    const { path, body } = await subject.addition();
    const { id } = await subject.done(await subject.send(path, { body }));
    const list = async (reference: string) =>
      (await subject.read("searchOperations", "/operation-searches", { reference })).data.map((each) => each.id);
    expectEqual(await list(body.reference), [id], "It is there");
    expectEqual(await list(unique()), [], "Nothing was done for another one");
  }),
  sentence("S08", "a made-up cursor is refused, or shows only what may be seen", async (subject) => {
    const reply = await subject.send(`/members/${await subject.memberId()}/activities?cursor=bWFkZSB1cA`);
    if (reply.status !== 200) expectProblem(reply, "validation");
  }),
];
