import { catalogue } from "../../../sdk/contract/index.js";
import { InputSchema } from "../../../sdk/contract/schemas/input-schema.js";
import { expect, expectEqual, Skip } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, type Subject, unique } from "../subject.js";

const sentence = sentencesOf("actions");

/** A field that no action has: whoever knows the action refuses it, and does nothing. */
const nonsense = { conformanceNonsense: true };

const gifts = (subject: Subject) =>
  subject.read("heldGifts", `/members/${subject.testMember()}/gifts?limit=100`).then(({ data }) => data);

const consentOf = async (subject: Subject, channel: string) =>
  (await subject.member()).consents.find((each) => each.channel === channel)?.granted;

export const actions: readonly Sentence[] = [
  sentence("S22", "its own actions describe their input in the contract's part of JSON Schema", async (subject) => {
    const { actions: offered } = await subject.capabilities();
    for (const { id, own } of offered)
      expect(!own || InputSchema.safeParse(own.input).success, `A form can be made of the input of ${id}.`);
  }),
  sentence("S22", "each action that it promises is there, and refuses what it isn't asked for", async (subject) => {
    const path = `/members/${subject.testMember()}/actions`;
    for (const { id } of (await subject.capabilities()).actions) {
      const { errors = [] } = expectProblem(await subject.send(`${path}/${id}`, { body: nonsense }), "validation");
      expect(
        errors.some(({ pointer }) => pointer === "/conformanceNonsense"),
        `${id} names the field.`,
      );
    }
  }),
  sentence("S22", "an action that it doesn't promise is refused as such", async (subject) => {
    const offered = (await subject.capabilities()).actions.map(({ id }) => id);
    const missing = Object.values(catalogue).find(({ id }) => !offered.includes(id));
    if (!missing) throw new Skip("It promises all of them.");
    expectProblem(
      await subject.send(`/members/${subject.testMember()}/actions/${missing.id}`, { body: missing.example }),
      "capability-not-supported",
      "not-found",
    );
  }),
  sentence("S1-7", "a tag is on the member once it is added, once, and gone once it is removed", async (subject) => {
    const tag = unique();
    const count = async () => (await subject.member()).tags.filter((each) => each === tag).length;
    await subject.do(catalogue.addTag.id, { tag });
    expectEqual(await count(), 1, "Times that the tag is there");
    expectProblem(await subject.attempt(catalogue.addTag.id, { tag }), "conflict");
    expectEqual(await count(), 1, "Times that it is there after it was added again");
    await subject.do(catalogue.removeTag.id, { tag });
    expectEqual(await count(), 0, "Times that it is there after it was removed");
    expectProblem(await subject.attempt(catalogue.removeTag.id, { tag }), "conflict");
  }),
  sentence("S0-11", "a gift that is sent is in the wallet, once, and is one fewer in stock", async (subject) => {
    await subject.actionPath(catalogue.sendAsset.id);
    const { data } = await subject.read("gifts", "/gifts?limit=100");
    const gift = data.find(({ stock }) => stock !== null && stock > 0) ?? data.find(({ stock }) => stock === null);
    if (!gift) throw new Skip("The program has no gift that is left.");
    const before = (await gifts(subject)).map(({ id }) => id);
    await subject.do(catalogue.sendAsset.id, { giftId: gift.id, ...(await subject.why()) });
    const added = (await gifts(subject)).filter(({ id }) => !before.includes(id));
    expectEqual(
      added.map((each) => [each.gift.id, each.status]),
      [[gift.id, "active"]],
      "What is new in the wallet",
    );
    if (gift.stock === null) return;
    const left = (await subject.read("gifts", "/gifts?limit=100")).data.find(({ id }) => id === gift.id)?.stock;
    expectEqual(left, gift.stock - 1, "What is left");
  }),
  sentence("S0-11", "a gift of which none are left is not sent", async (subject) => {
    const path = await subject.actionPath(catalogue.sendAsset.id);
    const { data } = await subject.read("gifts", "/gifts?limit=100");
    const gift = data.find(({ stock }) => stock === 0);
    if (!gift) throw new Skip("The program has some left of every gift.");
    const before = await gifts(subject);
    expectProblem(await subject.send(path, { body: { giftId: gift.id, ...(await subject.why()) } }), "out-of-stock");
    expectEqual(await gifts(subject), before, "The wallet");
  }),
  sentence("S0-12", "a punch card is punched as often as it says", async (subject) => {
    await subject.actionPath(catalogue.punchCard.id);
    const { data } = await subject.read("punchCards", "/punch-cards?limit=100");
    const [card] = data;
    if (!card) throw new Skip("The program has no punch card.");
    const punches = async () => {
      const held = await subject.read("heldPunchCards", `/members/${subject.testMember()}/punch-cards?limit=100`);
      const own = held.data.filter(({ punchCard }) => punchCard.id === card.id);
      return own.reduce((sum, each) => sum + each.punches, 0);
    };
    const before = await punches();
    await subject.do(catalogue.punchCard.id, { punchCardId: card.id, count: 1, ...(await subject.why()) });
    expectEqual(await punches(), before + 1, "Punches");
  }),
  sentence("S1-3", "a consent that is changed is what the member is shown with", async (subject) => {
    const [consent] = (await subject.member()).consents;
    if (!consent) throw new Skip("The member has no consent to any channel.");
    await subject.setConsent(consent.channel, !consent.granted);
    expectEqual(await consentOf(subject, consent.channel), !consent.granted, "Whether they agree");
  }),
  sentence("S2-9", "who is blocked is given nothing until they are unblocked", async (subject) => {
    const why = await subject.why();
    const { path, body, effects } = await subject.addition();
    await subject.do(catalogue.block.id, why);
    expectEqual((await subject.member()).status, "blocked", "The status");
    try {
      expectProblem(await subject.send(path, { body }), "member-blocked");
      expectEqual(await effects(), 0, "Effects");
    } finally {
      await subject.do(catalogue.unblock.id, why);
    }
    expectEqual((await subject.member()).status, "active", "The status after it");
    await subject.done(await subject.send(path, { body }));
  }),
  sentence(
    "S2-4",
    "a detail that is edited is what the member is shown with, and not what somebody else has changed",
    async (subject) => {
      const { data } = await subject.read("attributes", "/attributes");
      const { details } = await subject.member();
      const shown = (id: string) => details.find((each) => each.id === id);
      const canBe = (wanted: string) =>
        data.find(({ id, kind, editable }) => editable && kind === wanted && shown(id)?.kind === wanted);
      const attribute = canBe("language") ?? canBe("date");
      const from = attribute && (shown(attribute.id)?.code ?? shown(attribute.id)?.value);
      const [to] = (attribute?.options?.map(({ value }) => value) ?? ["1984-02-29", "1984-03-01"]).filter(
        (value) => value !== from,
      );
      if (!attribute || to === undefined) throw new Skip("The member has no language and no day to be edited.");
      const why = await subject.why();
      const wrong = { changes: { [attribute.id]: { from: to, to: from } }, ...why };
      expectProblem(await subject.attempt(catalogue.editProfile.id, wrong), "conflict");
      await subject.do(catalogue.editProfile.id, { changes: { [attribute.id]: { from, to } }, ...why });
      const now = (await subject.member()).details.find(({ id }) => id === attribute.id);
      expectEqual(now?.code ?? now?.value, to, "What it is now");
    },
  ),
];
