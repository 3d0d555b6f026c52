import { expect, Untried } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import type { Reply, Subject } from "../subject.js";

const sentence = sentencesOf("cors");

const sent = ["authorization", "idempotency-key", "if-match", "preview-match", "content-type"];
const exposed = ["etag", "retry-after", "idempotent-replayed"];

const originOf = ({ target }: Subject): string => {
  if (target.origin === null) throw new Untried("It takes the origin of a page that may call.");
  return target.origin;
};

/** The names in a header that lists them. */
const namesIn = ({ headers }: Reply, name: string): string[] =>
  (headers.get(name) ?? "").split(",").map((each) => each.trim().toLowerCase());

const preflight = (subject: Subject, origin: string, path: string, method: string): Promise<Reply> =>
  subject.send(path, {
    method: "OPTIONS",
    headers: {
      Authorization: "",
      Origin: origin,
      "Access-Control-Request-Method": method,
      "Access-Control-Request-Headers": sent.join(","),
    },
  });

const expectAllowed = (reply: Reply, origin: string, what: string): void =>
  expect(reply.headers.get("Access-Control-Allow-Origin") === origin, `${what} allows the page's origin.`);

export const cors: readonly Sentence[] = [
  sentence("S11", "a browser that asks first is told that the page may call, and with what", async (subject) => {
    const origin = originOf(subject);
    const id = await subject.memberId();
    for (const [path, method] of [
      [`/members/${id}`, "GET"],
      [`/members/${id}/actions/add`, "POST"],
    ] as const) {
      const reply = await preflight(subject, origin, path, method);
      expect(reply.status === 200 || reply.status === 204, `It is answered 204, not ${reply.status}.`);
      expectAllowed(reply, origin, "The answer");
      const allowed = namesIn(reply, "Access-Control-Allow-Headers");
      for (const name of sent) expect(allowed.includes(name), `${name} may be sent.`);
      const methods = namesIn(reply, "Access-Control-Allow-Methods");
      expect(method === "GET" || methods.includes("post"), "POST may be sent.");
    }
  }),
  sentence("S11", "a page may read answers and refusals, with the headers that it needs", async (subject) => {
    const headers = { Origin: originOf(subject) };
    const replies = [
      await subject.send(`/members/${await subject.memberId()}`, { headers }),
      await subject.send("/members/m-that-never-was", { headers }),
      await subject.send("/capabilities", { headers: { ...headers, Authorization: "" } }),
    ];
    for (const reply of replies) {
      expectAllowed(reply, headers.Origin, `An answer ${reply.status}`);
      const names = namesIn(reply, "Access-Control-Expose-Headers");
      for (const name of exposed) expect(names.includes(name), `${name} may be read.`);
    }
  }),
  sentence("S11", "a page of any other origin may read nothing", async (subject) => {
    const origin = "https://conformance.invalid";
    const replies = [
      await preflight(subject, origin, "/capabilities", "GET"),
      await subject.send("/capabilities", { headers: { Origin: origin } }),
    ];
    for (const { headers } of replies)
      expect(![origin, "*"].includes(headers.get("Access-Control-Allow-Origin") ?? ""), "Its origin is not allowed.");
  }),
];
