import { catalogue } from "../../../sdk/contract/index.js";
import { expect, expectEqual, Skip, Untried } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, pointersOf, type Subject } from "../subject.js";

const sentence = sentencesOf("erasure");

/** The ways to leave for good, and what asks for each to be held to. */
const ways = [
  ["S0-21", catalogue.delete.id],
  ["S3-3", catalogue.optOut.id],
  ["S2-8", catalogue.anonymize.id],
] as const;

/** How the member made for it leaves for good, by the first way that there is; skips where there is none. */
const erase = async (subject: Subject, memberId: string) => {
  const offered = (await subject.capabilities()).actions.map((action) => action.id);
  const [, way] = ways.find(([, id]) => offered.includes(id)) ?? [];
  if (!way) throw new Skip("Nobody can leave for good.");
  const { headers } = await subject.send(`/members/${memberId}`);
  const body = { confirmation: memberId, ...(await subject.why()) };
  const held = { "If-Match": headers.get("ETag") ?? "" };
  return subject.done(await subject.send(`/members/${memberId}/actions/${way}`, { body, headers: held }));
};

export const erasure: readonly Sentence[] = [
  ...ways.map(([requirement, id]) =>
    sentence(
      requirement,
      `${id} needs the version that was seen, and the member's typed id or name`,
      async (subject) => {
        const { actions } = await subject.capabilities();
        if (!actions.some((action) => action.id === id)) throw new Skip(`The backend has no action \`${id}\`.`);
        const path = `/members/${subject.testMember()}/actions/${id}`;
        const body = { confirmation: "not the id of anybody" };
        expectProblem(await subject.send(path, { body }), "precondition-required", "validation");
        expectProblem(await subject.send(path, { body, headers: { "If-Match": '"never"' } }), "stale", "validation");
        const { etag } = await subject.member();
        const held = { "If-Match": etag ?? "" };
        expectEqual(await pointersOf(subject, path, body, held), ["/confirmation"], "What was typed is refused");
        expectEqual(await pointersOf(subject, path, {}, held), ["/confirmation"], "So is nothing");
      },
    ),
  ),
  sentence("S0-21", "of who was erased nothing can be read, found or done any more", async (subject) => {
    const memberId = subject.target.eraseId;
    if (memberId === null) throw new Untried("It takes a member made to be erased.");
    const { path, body } = await subject.addition();
    const { text } = await subject.send(`/members/${memberId}`);
    const { name } = JSON.parse(text) as { name: string };
    const { id } = await erase(subject, memberId);
    for (const part of ["", "/actions", "/activities"])
      expectProblem(await subject.send(`/members/${memberId}${part}`), "member-gone");
    expectProblem(await subject.send(path.replace(subject.testMember(), memberId), { body }), "member-gone");
    const { data } = await subject.read("searchMembers", "/member-searches", { q: name });
    expect(!data.some((each) => each.id === memberId), "A search doesn't find them.");
    expect(!(await subject.send(`/operations/${id}`)).text.includes(name), "The receipt doesn't name them.");
  }),
];
