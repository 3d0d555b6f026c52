import type { Operation, Settlement } from "../../../sdk/contract/index.js";
import {
  type Broken,
  answering,
  asking,
  type Fetch,
  foundBy,
  heading,
  keyOf,
  pathOf,
  refusal,
  refusing,
  saying,
  withBody,
  withHeaders,
  withInput,
  doingTwice,
} from "./breaking.js";

const acting = /\/actions\/[^/]+$/;
const add = /\/actions\/add$/;
const receipts = /\/actions\/[^/]+$|\/activities$|^\/operations\/[^/]+$/;

/** Amounts that no amount is, read as some. */
const readingAmounts = (read: (amount: unknown) => unknown): Broken["make"] =>
  asking(add, async (request) => {
    try {
      return await withInput(request.clone(), (input) => ({ ...input, amount: read(input.amount) }));
    } catch {
      return request;
    }
  });

const numberOf = (amount: unknown): number => Number(amount);

/** Changes each receipt, wherever it is told. */
const telling = (change: (operation: Operation) => object): Broken["make"] =>
  saying<Operation | { data: Operation[] }>(receipts, (answer) =>
    "data" in answer ? { ...answer, data: answer.data.map(change) } : change(answer),
  );

export const amounts: readonly Broken[] = [
  ...foundBy("an amount that isn't a positive whole number", {
    "It takes nothing for an amount": readingAmounts((amount) => (amount === 0 ? 1 : amount)),
    "It turns amounts below nothing around": readingAmounts((amount) => (amount === -1 ? 1 : amount)),
    "It rounds amounts": readingAmounts((amount) => (typeof amount === "number" ? Math.floor(amount) : amount)),
    "It reads amounts from text": readingAmounts((amount) =>
      typeof amount === "string" && numberOf(amount) > 0 ? numberOf(amount) : amount,
    ),
    "It points at no field": refusing((problem) => ({ ...problem, errors: [] })),
    "It points at the wrong field": refusing((problem) => ({
      ...problem,
      errors: [{ pointer: "/currency", code: "invalid", detail: "Wrong." }],
    })),
  }),
  ...foundBy("a balance is never more", {
    "It cuts balances that grow too large": readingAmounts((amount) => Math.min(numberOf(amount), 1_000_000)),
  }),
  ...foundBy("a currency that the program lacks", {
    "It takes any currency for points": asking(add, (request) =>
      withInput(request, (input) => ({ ...input, currency: "points" })),
    ),
  }),
  ...foundBy("what was done is done now", {
    "It tells local times as if they were UTC": telling((operation) => ({
      ...operation,
      at: new Date(Date.parse(operation.at) + 7_200_000).toISOString(),
    })),
  }),
  ...foundBy("text of every script", {
    "It keeps Latin letters alone": telling((operation) => ({
      ...operation,
      note: operation.note?.replace(/[^\x20-\xff]/g, "?") ?? null,
    })),
    "It composes what was typed": telling((operation) => ({
      ...operation,
      note: operation.note?.normalize("NFC") ?? null,
    })),
  }),
];

export const refusals: readonly Broken[] = [
  ...foundBy("refusals say nothing internal", {
    "It refuses in HTML": answering(/./, (response) =>
      response.status < 400
        ? response
        : new Response("<h1>Error</h1>", { status: response.status, headers: { "Content-Type": "text/html" } }),
    ),
    "It refuses as plain JSON": heading(/./, (headers, { status }) => {
      if (status >= 400) headers.set("Content-Type", "application/json");
    }),
    "It tells where it failed": refusing((problem) => ({
      ...problem,
      detail: "TypeError\n    at add (/srv/app.js:10:3)",
    })),
    "It gives every request one id": refusing((problem) => ({ ...problem, requestId: "req_1" })),
    "It gives requests no id": refusing((problem) => ({ ...problem, requestId: "" })),
    "It says that anything may be tried again": refusing((problem) => ({ ...problem, retryable: true })),
    "It has codes of its own": refusing((problem) => ({ ...problem, code: "E1042" })),
    "It refuses with 400, whatever it is": answering(/./, async (response) =>
      response.status < 400
        ? response
        : withBody(response, { ...((await response.json()) as object), status: 400 }, 400),
    ),
    "It says another status than it has": refusing((problem) => ({ ...problem, status: 200 })),
  }),
  ...foundBy("an id that isn't there", {
    "It shows nobody where nobody is": answering(/^\/members\/m-that-never-was$/, () => Response.json({})),
    "It hides that a receipt isn't there": answering(/^\/operations\/op-that-never-was$/, () =>
      refusal("forbidden", 403),
    ),
    "It fails at an action that it doesn't know": answering(/\/actions\/act-that-never-was$/, () =>
      refusal("internal", 500, true),
    ),
    "It fails where there is nobody to act on": answering(/\/m-that-never-was\/actions\//, () =>
      refusal("internal", 500, true),
    ),
  }),
  ...foundBy("a field that isn't asked for", {
    "It passes over fields that it doesn't know": asking(add, (request) =>
      withInput(request, (input) => {
        const known = ["currency", "amount", "reference", "note", "reasonCode"];
        return Object.fromEntries(Object.entries(input).filter(([name]) => known.includes(name)));
      }),
    ),
    "It doesn't name fields that it doesn't know": refusing((problem) => ({ ...problem, errors: [] })),
  }),
  ...foundBy("a polluting key", {
    "It takes in what pollutes": asking(/^\/member-searches$/, (request) => withInput(request, ({ q }) => ({ q }))),
  }),
  ...foundBy("a body over 1 MB", {
    "It takes bodies of any size": asking(add, (request) => withInput(request, (input) => ({ ...input, note: "n" }))),
  }),
];

/** Each write arrives under the key that is made of it. */
const keying = (paths: RegExp, key: (request: Request, given: string) => string | Promise<string>): Broken["make"] =>
  asking(paths, async (request) => {
    const given = keyOf(request);
    return given === null ? request : withHeaders(request, { "Idempotency-Key": await key(request, given) });
  });

const digest = async (text: string): Promise<string> =>
  Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toString("hex");

/** Remembers answers by their keys in a way of its own. */
const remembering = (
  paths: RegExp,
  decide: (known: { text: string; answer: Response } | undefined, text: string) => Response | null | undefined,
): Broken["make"] => {
  return ({ real }) => {
    const answers = new Map<string, { text: string; answer: Response }>();
    return async (request) => {
      const key = keyOf(request);
      if (key === null || !paths.test(pathOf(request))) return real(request);
      const text = await request.clone().text();
      const decided = decide(answers.get(key), text);
      if (decided) return decided;
      const again = decided === null ? withHeaders(request, { "Idempotency-Key": crypto.randomUUID() }) : request;
      const answer = await real(again);
      answers.set(key, { text, answer: answer.clone() });
      return answer;
    };
  };
};

const replay = (answer: Response): Response => {
  const headers = new Headers(answer.headers);
  headers.set("Idempotent-Replayed", "true");
  return new Response(answer.clone().body, { status: answer.status, headers });
};

export const keys: readonly Broken[] = [
  ...foundBy("the same key again answers the same", {
    "It does everything twice": keying(acting, () => crypto.randomUUID()),
    "It doesn't mark replays": heading(acting, (headers) => headers.delete("Idempotent-Replayed")),
    "It marks everything as a replay": heading(acting, (headers) => headers.set("Idempotent-Replayed", "true")),
    "It answers a replay with less": remembering(add, (known) => {
      if (!known) return undefined;
      return replay(new Response("{}", { headers: known.answer.headers }));
    }),
    "It adds twice for each that is asked for": doingTwice(add),
  }),
  ...foundBy("another key is another act", {
    "It takes the same input for the same act": keying(add, async (request) => digest(await request.clone().text())),
  }),
  ...foundBy("the same key with the same input", {
    "It compares what was sent letter by letter": remembering(add, (known, text) => {
      if (!known) return undefined;
      return known.text === text ? replay(known.answer) : refusal("idempotency-key-reused", 422);
    }),
  }),
  ...foundBy("a replay is the answer of then", {
    "It answers a replay with what is there now": answering(add, async (response, request, { real }) => {
      if (response.headers.get("Idempotent-Replayed") !== "true") return response;
      const { id } = (await response.json()) as Operation;
      const now = await real(
        new Request(new URL(`/v1/operations/${id}`, request.url), {
          headers: { Authorization: request.headers.get("Authorization") ?? "" },
        }),
      );
      return withBody(response, await now.json());
    }),
  }),
  ...foundBy("the same key with another body", {
    "It replays whatever is sent under a key": remembering(add, (known) => known && replay(known.answer)),
    "It does another act under a key": remembering(add, (known, text) =>
      known && known.text !== text ? null : undefined,
    ),
  }),
  ...foundBy("the same key for another action", {
    "It keeps keys for each action apart": keying(
      acting,
      (request, key) => `${key}-${pathOf(request).split("/").at(-1)}`,
    ),
  }),
  ...foundBy("a missing or malformed key", {
    "It needs no key": asking(acting, (request) =>
      keyOf(request) === null ? withHeaders(request, { "Idempotency-Key": crypto.randomUUID() }) : request,
    ),
    "It takes any key": keying(acting, (_, key) => (/^[\x21-\x7e]{1,255}$/.test(key) ? key : crypto.randomUUID())),
    "It cuts keys that are too long": keying(acting, (_, key) => key.slice(0, 255)),
  }),
  ...foundBy("input that isn't valid burns no key", {
    "It keeps the refusal of input": remembering(add, (known) =>
      known?.answer.status === 422 ? replay(known.answer) : undefined,
    ),
  }),
  ...foundBy("32 at once with one key", {
    "It looks for a key, and keeps it later": ({ real }) => {
      const done = new Set<string>();
      return async (request) => {
        const key = keyOf(request);
        if (key === null || !pathOf(request).endsWith("/actions/add") || done.has(key)) return real(request);
        await new Promise((resolve) => setImmediate(resolve));
        const answer = await real(withHeaders(request, { "Idempotency-Key": crypto.randomUUID() }));
        done.add(key);
        return answer;
      };
    },
    "It refuses who comes too early, and doesn't say when to come again": ({ real }) => {
      const running = new Set<string>();
      return async (request) => {
        const key = keyOf(request);
        if (key === null || !pathOf(request).endsWith("/actions/add")) return real(request);
        if (running.has(key)) return refusal("operation-in-progress", 409, true);
        running.add(key);
        return real(request).finally(() => running.delete(key));
      };
    },
  }),
  ...foundBy("a refusal is kept", {
    "It forgets what it has refused": (working): Fetch => {
      const refused = new Map<string, string>();
      return async (request) => {
        const given = keyOf(request);
        if (given === null || !acting.test(pathOf(request))) return working.real(request);
        const response = await working.real(withHeaders(request, { "Idempotency-Key": refused.get(given) ?? given }));
        if (response.status === 409) refused.set(given, crypto.randomUUID());
        return response;
      };
    },
  }),
];

const settlement = /^\/operations\/settle$/;

export const settling: readonly Broken[] = [
  ...foundBy("a key's outcome can be asked for", {
    "It forgets what became of a key": saying<Settlement>(settlement, (answer) => ({
      ...answer,
      state: "voided",
      operation: null,
    })),
    "It tells of no receipt": saying<Settlement>(settlement, (answer) => ({ ...answer, operation: null })),
    "It can't be asked": answering(settlement, () => refusal("not-found", 404)),
  }),
  ...foundBy("of a key that was refused", {
    "It forgets refusals": saying<Settlement>(settlement, (answer) =>
      answer.problem ? { state: "voided", status: null, operation: null, problem: null } : answer,
    ),
    "It tells of another refusal": saying<Settlement>(settlement, (answer) =>
      answer.problem ? { ...answer, problem: { code: "conflict", detail: "Refused." } } : answer,
    ),
  }),
  ...foundBy("a key that never arrived", {
    "It says that a key is void, and lets it arrive": (working) => async (request) =>
      settlement.test(pathOf(request))
        ? Response.json({ state: "voided", status: null, operation: null, problem: null })
        : working.real(request),
    "It says that a key is running that never arrived": saying<Settlement>(settlement, (answer) => ({
      ...answer,
      state: "running",
    })),
  }),
];
