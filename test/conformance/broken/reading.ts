import type { Member, MemberSummary, Operation } from "../../../sdk/contract/index.js";
import {
  type Broken,
  answering,
  asking,
  type Fetch,
  foundBy,
  pathOf,
  refusal,
  saying,
  withBody,
  withInput,
  withQuery,
} from "./breaking.js";

interface Page<T> {
  readonly data: readonly T[];
  readonly page: { readonly next: string | null };
}

const member = /^\/members\/[^/]+$/;
const activities = /\/activities$/;

const without = (name: string): Broken["make"] =>
  asking(activities, (request) => withQuery(request, (query) => query.delete(name)));

/** A list of which a cursor is how many were shown by then. */
const byOffset: Broken["make"] =
  ({ real }) =>
  async (request) => {
    if (!pathOf(request).endsWith("/activities")) return real(request);
    const { searchParams } = new URL(request.url);
    const [limit, offset] = [Number(searchParams.get("limit") ?? 25), Number(searchParams.get("cursor") ?? 0)];
    const response = await real(
      withQuery(request, (query) => {
        query.set("limit", "100");
        query.delete("cursor");
      }),
    );
    const { data } = (await response.json()) as Page<Operation>;
    const next = offset + limit < data.length ? String(offset + limit) : null;
    return withBody(response, { data: data.slice(offset, offset + limit), page: { next } });
  };

export const reading: readonly Broken[] = [
  ...foundBy("GET /members/{memberId} answers", {
    "It tells amounts as text": saying<Member>(member, (answer) => ({
      ...answer,
      accounts: answer.accounts.map((account) => ({ ...account, spendable: String(account.spendable) })),
    })),
    "It tells amounts with decimals": saying<Member>(member, (answer) => ({
      ...answer,
      accounts: answer.accounts.map((account) => ({ ...account, spendable: account.spendable / 7 })),
    })),
    "It leaves out the consents": saying<Member>(member, (answer) => ({ ...answer, consents: undefined })),
    "It tells times without a zone": saying<Member>(member, (answer) => ({
      ...answer,
      joinedAt: answer.joinedAt?.replace("Z", "") ?? null,
    })),
    "It answers 500 to who reads a member": answering(member, () => refusal("internal", 500, true)),
  }),
  ...foundBy("GET /operator answers", {
    "It doesn't know who is signed in": answering(/^\/operator$/, () => refusal("not-found", 404)),
  }),
  ...foundBy("GET /capabilities answers", {
    "It doesn't say how it does a key once": saying<object>(/^\/capabilities$/, (answer) => ({
      ...answer,
      idempotency: undefined,
    })),
  }),
  ...foundBy("members are read in one call", {
    "It reads one member for each id, there or not": saying<{ data: MemberSummary[] }>(
      /^\/member-reads$/,
      ({ data }) => ({
        data: data.flatMap((each) => [each, { ...each, id: "m-that-never-was" }]),
      }),
    ),
  }),
  ...foundBy("the history of balances", {
    "It tells balances of the wrong days": saying<{ days: string[] }>(/\/balance-history$/, (answer) => ({
      ...answer,
      days: answer.days.toReversed(),
    })),
  }),
  ...foundBy("a household holds its member", {
    "It shows another household": saying<Member>(member, (answer) => ({
      ...answer,
      household: { id: "another", name: "Another" },
    })),
  }),
  ...foundBy("views hold what the routes", {
    "It shows an older member in views": saying<{ data: { member?: { value?: Member } }[] }>(
      /^\/member-views$/,
      ({ data }) => ({
        data: data.map((view) =>
          view.member?.value
            ? { ...view, member: { ...view.member, value: { ...view.member.value, tags: ["old"] } } }
            : view,
        ),
      }),
    ),
  }),
  ...foundBy("a member is found by name and by id", {
    "It ignores what is searched for": asking(/^\/member-searches$/, (request) =>
      withInput(request, (input) => ({ ...input, q: "" })),
    ),
    "It finds nobody by name": saying<Page<MemberSummary>>(/^\/member-searches$/, () => ({
      data: [],
      page: { next: null },
    })),
  }),
  ...foundBy("a search for a status", {
    "It ignores the status that is searched for": asking(/^\/member-searches$/, (request) =>
      withInput(request, ({ q, limit }) => ({ q, limit })),
    ),
  }),
  ...foundBy("who has an external id", {
    "It reads nobody by external ids": saying(/^\/member-reads$/, () => ({ data: [] })),
    "It reads somebody by any external id": (working) => async (request) => {
      const response = await working.real(request.clone());
      if (pathOf(request) !== "/member-reads") return response;
      const [name] = Object.keys((await request.json()) as object);
      const { data } = (await response.json()) as { data: MemberSummary[] };
      const nobody = { id: "m_1", name: "N", status: "active", supportId: null, externalIds: [], tier: null };
      return withBody(response, { data: name === "externalIds" && data.length === 0 ? [nobody] : data });
    },
  }),
  ...foundBy("more than 100 members", {
    "It reads as many members as are asked for": asking(/^\/member-reads$/, (request) =>
      withInput(request, ({ ids, ...rest }) => ({
        ...rest,
        ...(Array.isArray(ids) && { ids: ids.slice(0, 100) as unknown[] }),
      })),
    ),
  }),
  ...foundBy("a list says of a member", {
    "It lists members without their tier": saying<{ data: MemberSummary[] }>(/^\/member-reads$/, ({ data }) => ({
      data: data.map((each) => ({ ...each, tier: null })),
    })),
  }),
  ...foundBy("what the program offers", {
    "It tells of actions that it doesn't have": saying<{ data: object[] }>(/\/actions$/, ({ data }) => ({
      data: [...data, { ...data[0], action: "levitate" }],
    })),
  }),
];

export const lists: readonly Broken[] = [
  ...foundBy("the timeline pages newest first", {
    "It lists the oldest first": saying<Page<Operation>>(activities, ({ data, page }) => ({
      data: data.toReversed(),
      page,
    })),
    "It ignores the limit": asking(activities, (request) => withQuery(request, (query) => query.set("limit", "20"))),
    "It shows the last of a page on the next one again": (working) => {
      let last: Operation | undefined;
      return async (request) => {
        const response = await working.real(request);
        if (!pathOf(request).endsWith("/activities")) return response;
        const { data, page } = (await response.json()) as Page<Operation>;
        const isNext = new URL(request.url).searchParams.has("cursor");
        const shown = isNext && last ? [last, ...data.slice(0, -1)] : data;
        last = data.at(-1);
        return withBody(response, { data: shown, page });
      };
    },
  }),
  ...foundBy("a page goes on where", { "Its cursors count entries": byOffset }),
  ...foundBy("a limit that is no number", {
    "It takes any limit": asking(activities, (request) =>
      withQuery(request, (query) => query.has("limit") && query.set("limit", "25")),
    ),
  }),
  ...foundBy("the timeline is narrowed", {
    "It ignores what the timeline is to show": without("type"),
    "It ignores how it was done": without("source"),
    "It ignores by whom it was done": without("operator"),
    "It ignores since when it was done": without("from"),
    "It ignores until when it was done": without("to"),
    "It finds nothing of an operator": saying<Page<Operation>>(activities, (answer, { url }) =>
      url.includes("operator=") ? { data: [], page: { next: null } } : answer,
    ),
  }),
  ...foundBy("what was done for a reference", {
    "It lists what was done for any reference": (working) => async (request) => {
      const response = await working.real(request);
      if (pathOf(request) !== "/operation-searches") return response;
      const { data } = (await response.json()) as Page<Operation>;
      const other = { ...operation, reference: "T-1" };
      return withBody(response, { data: [...data, other], page: { next: null } });
    },
    "It forgets what was done for a reference": saying(/^\/operation-searches$/, () => ({
      data: [],
      page: { next: null },
    })),
  }),
  ...foundBy("a made-up cursor", {
    "It fails at a cursor that it didn't make":
      (working): Fetch =>
      async (request) =>
        new URL(request.url).searchParams.get("cursor") === "bWFkZSB1cA"
          ? refusal("internal", 500, true)
          : working.real(request),
  }),
];

interface Entry {
  readonly kind: string;
  readonly operator: object | null;
}

const audited = (change: (entry: Entry) => object): Broken["make"] =>
  saying<Page<Entry>>(/^\/audit-searches$/, ({ data, page }) => ({ data: data.map(change), page }));

export const audit: readonly Broken[] = [
  ...foundBy("what was done for a ticket is in the audit", {
    "Its audit doesn't say who did it": audited((entry) => ({ ...entry, operator: null })),
  }),
  ...foundBy("who was shown a member alone", {
    "Its audit doesn't hold who looked": saying(/^\/audit-searches$/, () => ({ data: [], page: { next: null } })),
  }),
  ...foundBy("the audit comes newest first", {
    "Its audit has one kind of entry": audited((entry) => ({ ...entry, kind: "change" })),
  }),
  ...foundBy("what the audit can't be narrowed by", {
    "It passes over what it can't narrow by": asking(/^\/audit-searches$/, (request) =>
      withInput(request, (input) => ({ ...input, kind: undefined })),
    ),
  }),
];

/** An operation of nobody's asking. */
const operation = {
  ...{ id: "op_x", action: "add", status: "applied", member: { id: "m_x" }, operator: null, source: "manual" },
  ...{ cause: null, branch: null, at: "2026-01-01T00:00:00Z", changes: [], tier: null, message: null, effects: [] },
  ...{
    warnings: [],
    reasonCode: null,
    note: null,
    reference: null,
    reversible: null,
    reversedBy: null,
    reverses: null,
  },
};
