import { rule, type Section } from "../section.js";

export const cors: Section = {
  title: "CORS",
  about: "The page is the host's, and the backend is on another origin: a browser asks first whether it may call.",
  rules: [
    rule(
      "A backend MUST allow the origins that it is configured with, and MUST NOT allow `null` or `*`.",
      "`null` is any sandboxed frame or local file, and `*` is anybody's page.",
    ),
    rule(
      "`OPTIONS` MUST be answered without a token, and allow the methods of the routes that the backend has and the headers `Authorization`, `Idempotency-Key`, `If-Match`, `Preview-Match` and `Content-Type`.",
      "A browser sends no token with it. Without each of these headers no write gets through.",
    ),
    rule(
      "Each answer, refusals too, MUST expose `ETag`, `Retry-After` and `Idempotent-Replayed`.",
      "A browser hides other headers from the page: it could not send `If-Match`, nor tell a replay, nor wait as long as asked.",
    ),
    rule("A backend MUST NOT ask for cookies or other credentials of the browser.", "There is nothing to forge then."),
    rule("Answers MUST carry `Cache-Control: no-store`.", "They are about people, and a balance is old in a second."),
  ],
  example: [
    {
      method: "OPTIONS",
      path: "/operator",
      headers: { Origin: "https://crm.example", "Access-Control-Request-Method": "GET" },
      status: 204,
      answers: {
        "Access-Control-Allow-Origin": "https://crm.example",
        "Access-Control-Allow-Headers": "Authorization,Idempotency-Key,If-Match,Preview-Match,Content-Type",
      },
    },
  ],
  routes: [],
};
