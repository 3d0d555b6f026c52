import { catalogue } from "../../../sdk/contract/index.js";
import { expect, expectEqual, Skip } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { parseSimulation, type Subject } from "../subject.js";

const sentence = sentencesOf("messages");

const senders = { sms: catalogue.sendSms, email: catalogue.sendEmail, push: catalogue.sendNotification } as const;

/** A channel by which a template can be sent, to which the member has not agreed by now. */
const withoutConsent = async (subject: Subject) => {
  const { consents } = await subject.member();
  const { data: templates } = await subject.read("templates", "/templates?limit=100");
  for (const [channel, { id }] of Object.entries(senders)) {
    const template = templates.find((each) => each.channel === channel);
    const consent = consents.find((each) => each.channel === channel);
    if (!template || !consent) continue;
    if (consent.granted) await subject.setConsent(channel, false);
    return {
      path: `/members/${subject.testMember()}/actions/${id}`,
      body: { templateId: template.id, ...(await subject.why()) },
    };
  }
  throw new Skip("The program has no template of a channel that the member can agree to.");
};

export const messages: readonly Sentence[] = [
  sentence("S0-20", "who has not agreed to a channel gets nothing by it", async (subject) => {
    const { path, body } = await withoutConsent(subject);
    const reply = await subject.send(path, { body });
    if (reply.status >= 400 && reply.status < 500) return;
    const { message } = await subject.done(reply);
    expectEqual([message?.consent, message?.status], [false, "blocked"], "Whether they agreed, and what became of it");
  }),
  sentence("S0-17", "the preview of a message says whether the member has agreed", async (subject) => {
    await subject.requirePreviews();
    const { path, body } = await withoutConsent(subject);
    const reply = await subject.send(path.replace("/actions/", "/previews/"), { body, key: null });
    if (reply.status >= 400 && reply.status < 500) return;
    const { message } = await parseSimulation(reply);
    expect(message?.consent === false, "They have not agreed.");
  }),
  sentence("S22", "a thread holds the messages of its channel alone, newest first", async (subject) => {
    const path = `/members/${await subject.memberId()}/messages`;
    const all = (await subject.read("messages", path)).data;
    const at = all.map((each) => each.at);
    expectEqual(at, at.toSorted().toReversed(), "The newest come first");
    for (const { channel } of (await subject.capabilities()).channels) {
      const thread = await subject.read("messages", `${path}?channel=${encodeURIComponent(channel)}`);
      expect(
        thread.data.every(({ message }) => message?.channel === channel),
        "It is a thread of one channel.",
      );
    }
  }),
];
