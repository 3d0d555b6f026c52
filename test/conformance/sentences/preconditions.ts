import { catalogue } from "../../../sdk/contract/index.js";
import { expect, expectEqual, Skip } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, type Subject } from "../subject.js";

const sentence = sentencesOf("preconditions");

/** Turns a consent of the test member the other way; skips where none can be. */
const turnConsent = async (subject: Subject): Promise<void> => {
  const [consent] = (await subject.member()).consents;
  if (!consent) throw new Skip("The member has no consent to any channel.");
  await subject.setConsent(consent.channel, !consent.granted);
};

export const preconditions: readonly Sentence[] = [
  sentence("S22", "a member comes with an ETag", async (subject) => {
    const { etag } = await subject.member();
    expect(/^(?:W\/)?"[^"]*"$/.test(etag ?? ""), "The ETag is a quoted string (RFC 9110, 8.8.3).");
  }),
  sentence(
    "N17",
    "the ETag is another one once a consent has changed, and the same as long as nothing has",
    async (subject) => {
      const { etag } = await subject.member();
      expectEqual((await subject.member()).etag, etag, "Nothing has changed: the ETag");
      await turnConsent(subject);
      expect((await subject.member()).etag !== etag, "The ETag has changed.");
    },
  ),
  sentence(
    "N17",
    "what takes the version that was seen is refused without it, and with an older one",
    async (subject) => {
      const path = await subject.actionPath(catalogue.block.id);
      const body = await subject.why();
      expectProblem(await subject.send(path, { body }), "precondition-required");
      expectProblem(await subject.send(path, { body, headers: { "If-Match": '"never"' } }), "stale");
      const { etag } = await subject.member();
      await turnConsent(subject);
      expectProblem(await subject.send(path, { body, headers: { "If-Match": etag ?? "" } }), "stale");
      expectEqual((await subject.member()).status, "active", "The status");
    },
  ),
];
