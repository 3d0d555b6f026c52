import { auditKinds } from "../../../sdk/contract/index.js";
import { auditModule } from "../../../sdk/contract/modules.js";
import { expect, expectEqual, Skip } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, type Subject } from "../subject.js";

const sentence = (id: string, says: string, attempt: Sentence["try"]): Sentence =>
  sentencesOf("access")(id, says, async (subject) => {
    const { modules } = await subject.capabilities();
    if (!modules.includes(auditModule)) throw new Skip("The backend shows no audit.");
    const reply = await subject.send("/audit-searches", { body: { limit: 1 }, key: null });
    if (reply.status === 403) throw new Skip("This operator may not read the audit.");
    await attempt(subject);
  });

const pageOf = (subject: Subject, search: object) => subject.read("audit", "/audit-searches", search);
const read = async (subject: Subject, search: object) => (await pageOf(subject, search)).data;

export const audit: readonly Sentence[] = [
  sentence(
    "S22",
    "what was done for a ticket is in the audit: by whom, to whom, and which operation",
    async (subject) => {
      const { path, body } = await subject.addition();
      const operation = await subject.done(await subject.send(path, { body }));
      const { id: operatorId } = await subject.read("operator", "/operator");
      const entries = await read(subject, { reference: body.reference });
      const entry = entries.find((each) => each.operationId === operation.id);
      expectEqual(entry?.operator?.id, operatorId, "It says who did it");
      expectEqual(entry?.memberId, subject.testMember(), "It says to whom");
      expectEqual([entry?.kind, entry?.action], ["change", "add"], "It says what");
      const own = await read(subject, { operator: operatorId, action: "add", limit: 1 });
      expectEqual(own[0]?.id, entry?.id, "It is found by who did it, and by what was done");
    },
  ),
  sentence("S22", "who was shown a member alone is in the audit, and is found by the member", async (subject) => {
    const memberId = await subject.memberId();
    await subject.read("member", `/members/${memberId}`);
    const entries = await read(subject, { memberId, kind: "view" });
    const { id } = await subject.read("operator", "/operator");
    expect(
      entries.some(({ operator }) => operator?.id === id),
      "The look is there.",
    );
    expect(
      entries.every((each) => each.memberId === memberId || each.memberIds?.includes(memberId)),
      "Nobody else's is.",
    );
  }),
  sentence("S22", "the audit comes newest first, each entry once, of the kind that is asked for", async (subject) => {
    for (const kind of auditKinds) {
      const first = await pageOf(subject, { kind, limit: 3 });
      const { next } = first.page;
      const rest = next === null ? [] : await read(subject, { kind, limit: 3, cursor: next });
      const all = [...first.data, ...rest];
      expect(
        all.every((each) => each.kind === kind),
        `All are of the kind ${kind}.`,
      );
      expectEqual(new Set(all.map(({ id }) => id)).size, all.length, "Each is there once");
      const at = all.map((each) => each.at);
      expectEqual(at, at.toSorted().toReversed(), "The newest come first");
    }
  }),
  sentence("S05", "what the audit can't be narrowed by is a 422 that points at it", async (subject) => {
    const { errors = [] } = expectProblem(
      await subject.send("/audit-searches", { body: { kind: "no-such-kind" }, key: null }),
      "validation",
    );
    expectEqual(errors[0]?.pointer, "/kind", "The pointer names it");
  }),
];
