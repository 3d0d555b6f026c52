import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import { type AnswerOf, catalogue, type Routes } from "../../../sdk/contract/index.js";
import { certificatesModule } from "../../../sdk/contract/modules.js";
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

/** Who was erased, and how they were called. */
interface Erased {
  readonly memberId: string;
  readonly operationId: string;
  readonly name: string;
}

/** Nobody is erased twice: what sentences say of an erasure they say of the same one. */
const erased = new WeakMap<Subject, Promise<Erased>>();

const eraseOnce = async (subject: Subject, memberId: string): Promise<Erased> => {
  const { text } = await subject.send(`/members/${memberId}`);
  const { name } = JSON.parse(text) as { name: string };
  const { id: operationId } = await erase(subject, memberId);
  return { memberId, operationId, name };
};

const erasedIn = (subject: Subject): Promise<Erased> => {
  const memberId = subject.target.eraseId;
  if (memberId === null) throw new Untried("It takes a member made to be erased.");
  const known = erased.get(subject) ?? eraseOnce(subject, memberId);
  erased.set(subject, known);
  return known;
};

/** How long a certificate may take until it is signed, in seconds. */
const SIGNED_WITHIN_S = 60;

type Certificate = AnswerOf<Routes["certificate"]>;

/** The certificate of the erasure, as soon as it is signed. */
const certified = async (
  subject: Subject,
): Promise<Erased & { readonly path: string; readonly certificate: Certificate }> => {
  const { modules } = await subject.capabilities();
  if (!modules.includes(certificatesModule)) throw new Skip("The backend has no certificates of erasures.");
  const of = await erasedIn(subject);
  const path = `/operations/${of.operationId}/certificate`;
  for (let waited = 0; (await subject.send(path)).status === 503; waited++) {
    expect(waited < SIGNED_WITHIN_S, `It is signed within ${SIGNED_WITHIN_S} s.`);
    await subject.target.wait(1_000);
  }
  return { ...of, path, certificate: await subject.read("certificate", path) };
};

/** The keys, as somebody reads them who has nothing but the certificate. */
const publicKeys = async ({ target: { baseUrl, fetch } }: Subject): Promise<JSONWebKeySet> => {
  const response = await fetch(`${baseUrl}/certificates/keys`);
  expect(response.status === 200, `/certificates/keys answers 200 without a token, not ${response.status}.`);
  return (await response.json()) as JSONWebKeySet;
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
    const { path, body } = await subject.addition();
    const { memberId, operationId: id, name } = await erasedIn(subject);
    for (const part of ["", "/actions", "/activities"])
      expectProblem(await subject.send(`/members/${memberId}${part}`), "member-gone");
    expectProblem(await subject.send(path.replace(subject.testMember(), memberId), { body }), "member-gone");
    const { data } = await subject.read("searchMembers", "/member-searches", { q: name });
    expect(!data.some((each) => each.id === memberId), "A search doesn't find them.");
    expect(!(await subject.send(`/operations/${id}`)).text.includes(name), "The receipt doesn't name them.");
  }),
  sentence(
    "S17",
    "a certificate tells of its erasure, the same each time, and of nothing personal",
    async (subject) => {
      const { memberId, operationId, name, path, certificate } = await certified(subject);
      const { erasure: told } = certificate;
      expectEqual([told.memberId, told.operationId], [memberId, operationId], "It is that of this erasure");
      expectEqual(await subject.read("certificate", path), certificate, "It is the same each time");
      expect(!JSON.stringify(told).includes(name), "It doesn't name them.");
    },
  ),
  sentence("S17", "what a certificate says was signed by a key that anybody can read", async (subject) => {
    const { certificate } = await certified(subject);
    const keys = await publicKeys(subject);
    const verified = await compactVerify(certificate.jws, createLocalJWKSet(keys)).catch(() => null);
    if (!verified) throw new Error("Its signature is that of one of the keys at /certificates/keys.");
    expectEqual(JSON.parse(new TextDecoder().decode(verified.payload)), certificate.erasure, "What it says was signed");
  }),
];
