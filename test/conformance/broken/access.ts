import {
  type Broken,
  asking,
  answering,
  bearer,
  foundBy,
  heading,
  keyOf,
  pathOf,
  refusal,
  saying,
  withHeaders,
  withQuery,
  type Working,
} from "./breaking.js";
import type { Who } from "../target.js";

/** As the operator, where a token is taken that should not be. */
const asOperator = async (request: Request, { token }: Working): Promise<Request> =>
  withHeaders(request, { Authorization: `Bearer ${await token("operator")}` });

/** What is refused for its token is done, where the token looks like this. */
const admitting = (admits: (authorization: string, operator: string) => boolean): Broken["make"] =>
  answering(/./, async (response, request, working) => {
    const admitted = admits(request.headers.get("Authorization") ?? "", await working.token("operator"));
    return response.status === 401 && admitted ? working.real(await asOperator(request, working)) : response;
  });

const claimsOf = (token: string): string => token.split(".").slice(0, 2).join(".");

/** Somebody counts as the operator on some paths. */
const mistaking = (who: Who, paths: RegExp): Broken["make"] =>
  asking(paths, async (request, working) =>
    bearer(request) === (await working.token(who)) ? asOperator(request, working) : request,
  );

const jwt = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/;

export const access: readonly Broken[] = [
  ...foundBy("without a token, with one that isn't signed", {
    "It takes tokens without a signature": admitting((authorization) => authorization.endsWith(".")),
    "It takes any key as a token": admitting((authorization) => authorization === "Bearer sk_live_static"),
    "It takes requests without a token": admitting((authorization) => authorization === ""),
    "It takes a password of nobody": admitting((authorization) => authorization.startsWith("Basic")),
    "It answers 403 to who isn't signed in": answering(/./, (response) =>
      response.status === 401 ? refusal("forbidden", 403) : response,
    ),
  }),
  ...foundBy("a token that was changed by one character", {
    "It doesn't verify signatures": admitting(
      (authorization, token) => jwt.test(authorization) && claimsOf(authorization) === claimsOf(`Bearer ${token}`),
    ),
  }),
  ...foundBy("a token with other claims", {
    "It verifies signatures of other claims": admitting(
      (authorization, token) => jwt.test(authorization) && authorization.endsWith(token.split(".")[2] ?? token),
    ),
  }),
  ...foundBy("a token that has run out", { "It takes tokens that have run out": mistaking("expired", /./) }),
  ...foundBy("a token in an address", {
    "It takes a token from the address": asking(/./, (request) => {
      const { searchParams } = new URL(request.url);
      const token = searchParams.get("access_token") ?? searchParams.get("token");
      if (token === null) return request;
      const bare = withQuery(request, (query) => ["access_token", "token"].forEach((name) => query.delete(name)));
      return withHeaders(bare, { Authorization: `Bearer ${token}` });
    }),
  }),
  ...foundBy("no cache may keep", {
    "It lets caches keep what it answers": heading(/./, (headers) =>
      headers.set("Cache-Control", "private, max-age=60"),
    ),
    "It says nothing of caches": heading(/^\/members/, (headers) => headers.delete("Cache-Control")),
  }),
  ...foundBy("a member of one program isn't there", {
    "It keeps programs apart in nothing": mistaking("other-tenant", /./),
    "It shows members to other programs": mistaking("other-tenant", /^\/members\/[^/]+$/),
    "It shows timelines to other programs": mistaking("other-tenant", /\/activities$/),
    "It finds members of other programs": mistaking("other-tenant", /^\/member-searches$/),
    "It lists members of other programs": mistaking("other-tenant", /^\/member-reads$/),
  }),
  ...foundBy("what was done in one program", {
    "It shows receipts to other programs": mistaking("other-tenant", /^\/operations\/[^/]+$/),
    "It lets other programs undo": mistaking("other-tenant", /\/reversal$/),
    "It adds to members of other programs": mistaking("other-tenant", /\/actions\//),
  }),
  ...foundBy("what became of a key", {
    "It tells of keys of other programs": mistaking("other-tenant", /^\/operations\/settle$/),
  }),
  ...foundBy("who may only look may look", {
    "It lets who may only look act": mistaking("viewer", /\/actions\//),
    "It shows nothing to who may only look": answering(/^\/members\/[^/]+$/, async (response, request, { token }) =>
      bearer(request) === (await token("viewer")) ? refusal("forbidden", 403) : response,
    ),
  }),
  ...foundBy("who may not do an action is told", {
    "It tells everybody that they may do all": mistaking("viewer", /\/actions$/),
    "It doesn't say why not": saying<{ data: object[] }>(/\/actions$/, ({ data }) => ({
      data: data.map((each) => ({ ...each, reason: null })),
    })),
  }),
  ...foundBy("who may not do an action may not undo", {
    "It lets anybody undo": mistaking("viewer", /\/reversal$/),
  }),
  ...foundBy("what is over an operator's limit", {
    "It holds nobody to limits": mistaking("limited", /\/actions\//),
    "It doesn't tell of limits": saying<object>(/^\/operator$/, (operator) => ({ ...operator, limits: [] })),
    "It adds, and waits for a second person after it": (working) => async (request) => {
      const isLimited = bearer(request) === (await working.token("limited"));
      if (isLimited && pathOf(request).endsWith("/actions/add"))
        await working.real(
          withHeaders(await asOperator(request.clone(), working), { "Idempotency-Key": `${keyOf(request)}2` }),
        );
      return working.real(request);
    },
  }),
  ...foundBy("a body that isn't JSON by its type", {
    "It takes what forms of other pages send": asking(/\/actions\//, (request) =>
      withHeaders(request, { "Content-Type": "application/json" }),
    ),
  }),
];

const crossOrigin = (change: (headers: Headers, response: Response) => void): Broken["make"] => heading(/./, change);

export const cors: readonly Broken[] = [
  ...foundBy("a browser that asks first", {
    "It knows no pages": crossOrigin((headers) => {
      for (const name of [...headers.keys()]) if (name.startsWith("access-control-")) headers.delete(name);
    }),
    "It doesn't let pages send keys": crossOrigin((headers) =>
      headers.set("Access-Control-Allow-Headers", "Authorization,If-Match,Preview-Match,Content-Type"),
    ),
    "It doesn't let pages send versions": crossOrigin((headers) =>
      headers.set("Access-Control-Allow-Headers", "Authorization,Idempotency-Key,Content-Type"),
    ),
    "It lets pages read alone": crossOrigin((headers) => headers.set("Access-Control-Allow-Methods", "GET")),
    "It asks browsers that ask first for a token": answering(/./, (response, { method }) =>
      method === "OPTIONS" ? refusal("not-authenticated", 401) : response,
    ),
  }),
  ...foundBy("a page may read answers and refusals", {
    "It exposes no headers": crossOrigin((headers) => headers.delete("Access-Control-Expose-Headers")),
    "It doesn't expose the ETag": crossOrigin((headers) =>
      headers.set("Access-Control-Expose-Headers", "Retry-After,Idempotent-Replayed"),
    ),
    "It lets pages read no refusals": crossOrigin((headers, { status }) => {
      if (status >= 400) headers.delete("Access-Control-Allow-Origin");
    }),
  }),
  ...foundBy("a page of any other origin", {
    "It lets any page read": crossOrigin((headers) => headers.set("Access-Control-Allow-Origin", "*")),
    "It lets any page read that asks": (working) => async (request) => {
      const origin = request.headers.get("Origin");
      const { body, status, headers } = await working.real(withHeaders(request, { Origin: null }));
      const open = new Headers(headers);
      if (origin !== null) open.set("Access-Control-Allow-Origin", origin);
      return new Response(body, { status, headers: open });
    },
  }),
];
