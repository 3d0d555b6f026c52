import { catalogue } from "../../../sdk/contract/index.js";
import { expect, expectEqual, Skip } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, parseOperation, type Reply, type Subject, unique } from "../subject.js";

const sentence = sentencesOf("access");

const base64url = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
const unsigned = `${base64url('{"alg":"none"}')}.${base64url('{"sub":"u","exp":4000000000}')}.`;

/** A token with one character changed, where it counts: the last ones of base64url may hold bits that mean nothing. */
const forged = (token: string): string => {
  const at = token.length - 6;
  return `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
};

/** A token that says something else under the signature of what it said. */
const rewritten = (token: string): string => {
  const [head = "", claims, signature] = token.split(".");
  if (!claims || !signature) throw new Skip("Its tokens are no JWTs.");
  const text = atob(claims.replaceAll("-", "+").replaceAll("_", "/"));
  const said = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (char) => char.charCodeAt(0)))) as object;
  return [head, base64url(JSON.stringify({ ...said, conformance: unique() })), signature].join(".");
};

const withToken = (subject: Subject, token: string): Promise<Reply> =>
  subject.send("/capabilities", { headers: { Authorization: `Bearer ${token}` } });

/** Declines what waits for a second person, so that it waits no longer. */
const decline = async (subject: Subject, approvalId: string): Promise<void> => {
  const body = { decision: "decline", comment: "Conformance" };
  const { status } = await subject.send(`/approvals/${approvalId}/decision`, { body, key: null });
  expect(status === 200, `It is declined with 200, not ${status}.`);
};

export const access: readonly Sentence[] = [
  sentence(
    "S11",
    "without a token, with one that isn't signed, or with a static key, nothing is answered",
    async (subject) => {
      for (const authorization of ["", "Basic dTpw", "Bearer sk_live_static", `Bearer ${unsigned}`])
        expectProblem(
          await subject.send("/capabilities", { headers: { Authorization: authorization } }),
          "not-authenticated",
        );
    },
  ),
  sentence("S11", "a token that was changed by one character is refused", async (subject) => {
    expectProblem(await withToken(subject, forged(await subject.token("operator"))), "not-authenticated");
  }),
  sentence("S11", "a token with other claims under its old signature is refused", async (subject) => {
    expectProblem(await withToken(subject, rewritten(await subject.token("operator"))), "not-authenticated");
  }),
  sentence("S11", "a token that has run out is refused", async (subject) => {
    expectProblem(await withToken(subject, await subject.token("expired")), "not-authenticated");
  }),
  sentence("S14", "a token in an address is none", async (subject) => {
    const token = encodeURIComponent(await subject.token("operator"));
    for (const name of ["access_token", "token"])
      expectProblem(
        await subject.send(`/capabilities?${name}=${token}`, { headers: { Authorization: "" } }),
        "not-authenticated",
      );
  }),
  sentence("S14", "no cache may keep what is answered", async (subject) => {
    const replies = [await subject.send("/operator"), await subject.send(`/members/${await subject.memberId()}`)];
    for (const { headers } of replies)
      expect(/\bno-store\b/.test(headers.get("Cache-Control") ?? ""), "Cache-Control is no-store.");
  }),
  sentence("S08", "a member of one program isn't there for another one", async (subject) => {
    const as = "other-tenant";
    const { id, name } = await subject.member();
    for (const path of ["", "/actions", "/activities"])
      expectProblem(await subject.send(`/members/${id}${path}`, { as }), "not-found");
    for (const [path, body] of [
      ["/member-reads", { ids: [id] }],
      ["/member-searches", { q: name }],
    ] as const) {
      const { text } = await subject.send(path, { body, key: null, as });
      expect(!text.includes(`"${id}"`), `${path} doesn't find them.`);
    }
  }),
  sentence("S08", "what was done in one program can't be read or undone by another one", async (subject) => {
    const { path, body, why, effects } = await subject.addition();
    const { id } = await subject.done(await subject.send(path, { body }));
    const as = "other-tenant";
    expectProblem(await subject.send(`/operations/${id}`, { as }), "not-found");
    expectProblem(await subject.send(`/operations/${id}/reversal`, { body: why, as }), "not-found");
    expectProblem(await subject.send(path, { body: { ...body, reference: unique() }, as }), "not-found", "validation");
    expectEqual(await effects(), 1, "It is done once, and not undone");
  }),
  sentence("S08", "what became of a key is told to its own operator alone", async (subject) => {
    const { path, body } = await subject.addition();
    const key = unique();
    await subject.done(await subject.send(path, { body, key }));
    const { text } = await subject.send("/operations/settle", {
      body: { idempotencyKey: key },
      key: null,
      as: "other-tenant",
    });
    expectEqual((JSON.parse(text) as { operation?: unknown }).operation ?? null, null, "Another program hears nothing");
  }),
  sentence("S09", "who may only look may look, and do nothing", async (subject) => {
    const id = subject.testMember();
    const reply = await subject.send(`/members/${id}`, { as: "viewer" });
    expect(reply.status === 200, `The member is shown with 200, not ${reply.status}.`);
    const { path, body, effects } = await subject.addition();
    expectProblem(await subject.send(path, { body, as: "viewer" }), "forbidden");
    expectEqual(await effects(), 0, "Effects");
  }),
  sentence("S09", "who may not do an action is told so before they try", async (subject) => {
    const { data } = JSON.parse(
      (await subject.send(`/members/${subject.testMember()}/actions`, { as: "viewer" })).text,
    ) as { data: { action: string; allowed: boolean; reason: { code: string } | null }[] };
    const adding = data.filter(({ action }) => action === catalogue.add.id);
    expect(
      adding.every(({ allowed, reason }) => !allowed && reason !== null),
      "Adding is not allowed, and it says why.",
    );
  }),
  sentence("S09", "who may not do an action may not undo it", async (subject) => {
    const { path, body, why, effects } = await subject.addition();
    const { id } = await subject.done(await subject.send(path, { body }));
    expectProblem(await subject.send(`/operations/${id}/reversal`, { body: why, as: "viewer" }), "forbidden");
    expectEqual(await effects(), 1, "It stays done");
  }),
  sentence("S09", "what is over an operator's limit is not done, unless a second person approves", async (subject) => {
    const { text } = await subject.send("/operator", { as: "limited" });
    const { limits } = JSON.parse(text) as {
      limits: { action: string; per: string; currency: string | null; amount: number }[];
    };
    const limit = limits.find(({ action, per }) => action === catalogue.add.id && per === "operation");
    expect(limit !== undefined, "The operator's limit for one operation stands in GET /operator.");
    const { path, body, effects } = await subject.addition(limit.amount + 1);
    const reply = await subject.send(path, { body, as: "limited" });
    if (reply.status === 200) {
      const { id, status } = await parseOperation(reply);
      expectEqual(status, "awaiting_approval", "It is refused, or waits for a second person");
      await decline(subject, id);
    } else expectProblem(reply, "limit-exceeded");
    expectEqual(await effects(), 0, "Effects");
  }),
  sentence("S18", "a body that isn't JSON by its type is refused", async (subject) => {
    const { path, body, effects } = await subject.addition();
    const reply = await subject.send(path, { body, headers: { "Content-Type": "text/plain" } });
    expect([400, 415, 422].includes(reply.status), `It is refused, not answered ${reply.status}.`);
    expectEqual(await effects(), 0, "Nothing is added");
  }),
];
