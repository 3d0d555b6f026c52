import type { Certificate, HeldGift, Member, Operation } from "../../../sdk/contract/index.js";
import {
  answering,
  asking,
  type Broken,
  type Fetch,
  foundBy,
  heading,
  keyOf,
  pathOf,
  refusal,
  saying,
  withBody,
  withHeaders,
  withInput,
  withPath,
  doingTwice,
} from "./breaking.js";

const add = /\/actions\/add$/;
const member = /^\/members\/[^/]+$/;
const activities = /\/activities$/;
const told = /\/actions\/[^/]+$|\/activities$|^\/operations\/[^/]+$/;

/** Each entry of the timeline says something else. */
const listing = (change: (entry: Operation) => object): Broken["make"] =>
  saying<{ data: Operation[] }>(activities, (answer) => ({ ...answer, data: answer.data.map(change) }));

/** One action is done where another is asked for. */
const mistaking = (
  id: string,
  by: string,
  change: (input: Record<string, unknown>) => object = (input) => input,
): Broken["make"] =>
  asking(new RegExp(`/actions/${id}$`), async (request) =>
    withInput(withPath(request, pathOf(request).replace(/[^/]+$/, by)), change),
  );

/** An action is answered as if it were done, where it should be refused. */
const pretending = (id: string, isPretended: (response: Response, request: Request) => boolean): Broken["make"] =>
  answering(new RegExp(`/actions/${id}$`), (response, request) =>
    isPretended(response, request) ? withBody(response, receiptOf(request), 200) : response,
  );

const isConflict = ({ status }: Response): boolean => status === 409;

const receiptOf = (request: Request): object => ({
  ...{ id: `op_${crypto.randomUUID()}`, action: pathOf(request).split("/").at(-1), status: "applied" },
  ...{ member: { id: pathOf(request).split("/")[2] }, operator: null, source: "manual", cause: null, branch: null },
  ...{ at: "2026-11-21T10:00:00Z", changes: [], tier: null, message: null, effects: [], warnings: [] },
  ...{ reasonCode: null, note: null, reference: null, reversible: null, reversedBy: null, reverses: null },
});

/** An action is answered as if it were done, and is not. */
const skipping =
  (id: string): Broken["make"] =>
  ({ real }) =>
  async (request) =>
    pathOf(request).endsWith(`/actions/${id}`) ? Response.json(receiptOf(request)) : real(request);

const showing = (change: (answer: Member) => object): Broken["make"] => saying<Member>(member, change);

export const balances: readonly Broken[] = [
  ...foundBy("adding raises earned and spendable", {
    "It adds nothing": skipping("add"),
    "It adds one more": asking(add, (request) =>
      withInput(request, (input) => ({ ...input, amount: Number(input.amount) + 1 })),
    ),
    "It adds to what can be spent, and not to what was earned": showing((answer) => ({
      ...answer,
      accounts: answer.accounts.map((account) => ({ ...account, earned: 0 })),
    })),
    "It doesn't list what was done": saying<{ data: Operation[] }>(activities, (answer) => ({
      ...answer,
      data: answer.data.slice(1),
    })),
    "It tells the balance before as that after": saying<Operation>(add, (operation) => ({
      ...operation,
      changes: operation.changes.map((change) => ({
        ...change,
        spendable: change.spendable && { before: change.spendable.after, after: change.spendable.before },
      })),
    })),
    "It has no receipts": answering(/^\/operations\/[^/]+$/, () => refusal("not-found", 404)),
  }),
  ...foundBy("the timeline tells who did it", {
    "It doesn't list who did it": listing((entry) => ({ ...entry, operator: null })),
    "It says that the program did it": listing((entry) => ({ ...entry, source: "program" })),
    "It doesn't list notes": listing((entry) => ({ ...entry, note: null })),
    "It doesn't list reasons": listing((entry) => ({ ...entry, reasonCode: null })),
    "It doesn't list references": listing((entry) => ({ ...entry, reference: null })),
    "It doesn't list balances": listing((entry) => ({ ...entry, changes: [] })),
    "It forgets who did it": saying<Operation>(told, (answer) =>
      "data" in answer ? answer : { ...answer, operator: null },
    ),
  }),
  ...foundBy("redeem by 3", { "It redeems as if it had never been earned": mistaking("redeem", "subtract") }),
  ...foundBy("subtract by 3", { "It subtracts as if it were spent": mistaking("subtract", "redeem") }),
  ...foundBy("refund by 3", { "It refunds as if it were earned anew": mistaking("refund", "add") }),
  ...foundBy("adjust by 3", { "It adjusts nothing upwards": skipping("adjust") }),
  ...foundBy("adjust by -3", {
    "It adjusts upwards alone": asking(/\/actions\/adjust$/, (request) =>
      withInput(request, (input) => ({ ...input, amount: Math.abs(Number(input.amount)) })),
    ),
  }),
  ...foundBy("expire by 3", { "It expires as if it were spent": mistaking("expire", "redeem") }),
  ...foundBy("redeem takes no more", { "It redeems what there is": pretending("redeem", isConflict) }),
  ...foundBy("subtract takes no more", { "It subtracts what there is": pretending("subtract", isConflict) }),
  ...foundBy("expire takes no more", { "It expires what there is": pretending("expire", isConflict) }),
  ...foundBy("adjust takes no more", { "It adjusts to less than nothing": pretending("adjust", isConflict) }),
  ...foundBy("8 at once are all done", {
    "It reads a balance, and writes it back later": ({ real }): Fetch => {
      let running: Promise<Response> | null = null;
      return async (request) => {
        if (!pathOf(request).endsWith("/actions/add")) return real(request);
        const isFirst = running === null;
        const current = (running ??= real(request));
        const response = (await current).clone();
        running = null;
        if (isFirst) return response;
        return withBody(response, { ...((await response.json()) as object), id: `op_${keyOf(request)}` });
      };
    },
  }),
];

export const actions: readonly Broken[] = [
  ...foundBy("its own actions describe", {
    "It describes the input of its own action in a language of its own": saying<{ actions: { own?: object }[] }>(
      /^\/capabilities$/,
      (answer) => ({
        ...answer,
        actions: answer.actions.map((each) =>
          each.own ? { ...each, own: { ...each.own, input: { type: "form" } } } : each,
        ),
      }),
    ),
  }),
  ...foundBy("each action that it promises", {
    "It promises what it can't do": answering(/\/actions\/send-asset$/, () => refusal("capability-not-supported", 501)),
    "It fails at an action": answering(/\/actions\/send-asset$/, () => refusal("internal", 500, true)),
    "It has no route for an action": answering(/\/actions\/transfer$/, () => refusal("not-found", 404)),
  }),
  ...foundBy("an action that it doesn't promise", { "It does what it doesn't promise": skipping("resync") }),
  ...foundBy("a tag is on the member", {
    "It tags twice": pretending("add-tag", isConflict),
    "It doesn't tag": skipping("add-tag"),
    "It doesn't take tags off": skipping("remove-tag"),
    "It shows no tags": showing((answer) => ({ ...answer, tags: [] })),
  }),
  ...foundBy("a gift that is sent", {
    "It sends nothing": skipping("send-asset"),
    "It counts no stock": saying<{ data: object[] }>(/^\/gifts$/, (answer) => ({
      ...answer,
      data: answer.data.map((gift) => ({ ...gift, stock: 7 })),
    })),
    "It shows gifts as used": saying<{ data: HeldGift[] }>(/^\/members\/[^/]+\/gifts$/, (answer) => ({
      ...answer,
      data: answer.data.map((gift) => ({ ...gift, status: "used" })),
    })),
    "It sends two": doingTwice(/\/actions\/send-asset$/),
  }),
  ...foundBy("a gift of which none are left", {
    "It sends what it doesn't have": pretending("send-asset", isConflict),
  }),
  ...foundBy("a punch card is punched", {
    "It punches twice": asking(/\/actions\/punch-card$/, (request) =>
      withInput(request, (input) => ({ ...input, count: 2 })),
    ),
    "It doesn't punch": skipping("punch-card"),
  }),
  ...foundBy("a consent that is changed", {
    "It keeps consents as they are": skipping("set-consent"),
    "It shows that everybody agrees": showing((answer) => ({
      ...answer,
      consents: answer.consents.map((consent) => ({ ...consent, granted: true })),
    })),
  }),
  ...foundBy("who is blocked is given nothing", {
    "It gives to who is blocked": pretending("add", isConflict),
    "It doesn't block": skipping("block"),
  }),
  ...foundBy("a detail that is edited", {
    "It doesn't edit": skipping("edit-profile"),
    "It edits over what somebody else has changed": pretending("edit-profile", isConflict),
  }),
];

export const messages: readonly Broken[] = [
  ...foundBy("who has not agreed to a channel", {
    "It sends to who has not agreed": saying<Operation>(/\/actions\/send-\w+$/, (operation) => ({
      ...operation,
      message: operation.message && { ...operation.message, status: "queued", consent: true },
    })),
  }),
  ...foundBy("the preview of a message", {
    "It promises messages to who has not agreed": saying<Operation>(/\/previews\/send-\w+$/, (operation) => ({
      ...operation,
      message: operation.message && { ...operation.message, consent: true },
    })),
  }),
  ...foundBy("a thread holds the messages", {
    "It shows all messages in each thread": asking(
      /\/messages$/,
      (request) => new Request(request.url.replace(/\?channel=\w+/, ""), request),
    ),
  }),
];

const ignoringVersions: Broken["make"] = (working) => async (request) => {
  if (!/\/actions\/(block|delete|opt-out|anonymize)$/.test(pathOf(request))) return working.real(request);
  const { headers } = await working.real(
    new Request(request.url.replace(/\/actions\/.*/, ""), {
      headers: { Authorization: request.headers.get("Authorization") ?? "" },
    }),
  );
  return working.real(withHeaders(request, { "If-Match": headers.get("ETag") }));
};

export const preconditions: readonly Broken[] = [
  ...foundBy("a member comes with an ETag", {
    "It has no ETag": heading(member, (headers) => headers.delete("ETag")),
    "It doesn't quote its ETag": heading(member, (headers) => headers.set("ETag", "v1")),
  }),
  ...foundBy("the ETag is another one", {
    "Its ETag is always the same": heading(member, (headers) => headers.set("ETag", '"1"')),
    "Its ETag is never the same": heading(member, (headers) => headers.set("ETag", `"${crypto.randomUUID()}"`)),
  }),
  ...foundBy("what takes the version that was seen", {
    "It doesn't look at If-Match": ignoringVersions,
    "It needs no If-Match": (working) => async (request) =>
      request.headers.has("If-Match") ? working.real(request) : ignoringVersions(working)(request),
  }),
];

const preview = /\/previews\/[^/]+$/;
const asAction = (request: Request): Request =>
  withHeaders(withPath(request, pathOf(request).replace("/previews/", "/actions/")), {
    "Idempotency-Key": crypto.randomUUID(),
  });

/** A preview is fine where it should be refused so. */
const fineWhere = (status: number): Broken["make"] =>
  answering(preview, (response, request) =>
    response.status === status
      ? withBody(response, { ...receiptOf(request), status: "simulated", previewTag: "t", given: [] }, 200)
      : response,
  );

export const previews: readonly Broken[] = [
  ...foundBy("a preview writes nothing", {
    "It writes what it previews": (working) => async (request) => {
      if (preview.test(pathOf(request))) await working.real(asAction(request.clone()));
      return working.real(request);
    },
    "It previews other numbers than come": saying<Operation>(preview, (operation) => ({
      ...operation,
      changes: operation.changes.map((change) => ({ ...change, applied: change.applied + 1 })),
    })),
    "It says that a preview was done": saying<Operation>(preview, (operation) => ({ ...operation, status: "applied" })),
    "It tags no previews": saying<Operation>(preview, (operation) => ({ ...operation, previewTag: undefined })),
    "It asks previews for a key": answering(preview, (response, request) =>
      keyOf(request) === null ? refusal("idempotency-key-invalid", 400) : response,
    ),
  }),
  ...foundBy("what no longer comes out", {
    "It doesn't look at Preview-Match": asking(/\/actions\//, (request) =>
      withHeaders(request, { "Preview-Match": null }),
    ),
    "It has one tag for all previews": (working) => {
      const tagged = saying<Operation>(preview, (operation) => ({ ...operation, previewTag: "t" }))(working);
      return async (request) =>
        tagged(
          request.headers.get("Preview-Match") === "t" ? withHeaders(request, { "Preview-Match": null }) : request,
        );
    },
  }),
  ...foundBy("a preview refuses what the write", {
    "Its previews take any input": fineWhere(422),
    "Its previews take what there is not": fineWhere(409),
    "Its previews are of nobody": fineWhere(404),
  }),
  ...foundBy("a preview is refused to who", { "It previews for who may only look": fineWhere(403) }),
  ...foundBy("a forced claim without enough", {
    "Its forced claims take more than there is": saying<Operation>(/\/previews\/claim-reward$/, (operation) => ({
      ...operation,
      changes: operation.changes.map((change) => ({ ...change, applied: change.requested })),
    })),
  }),
];

const reversal = /\/reversal$/;

/** What can't be undone is answered as if it were. */
const undoingRegardless = answering(reversal, (response, request) =>
  isConflict(response) ? withBody(response, receiptOf(request), 200) : response,
);

export const undo: readonly Broken[] = [
  ...foundBy("an operation is undone once", {
    "It undoes nothing":
      ({ real }) =>
      async (request) =>
        pathOf(request).endsWith("/reversal") && request.method === "POST"
          ? Response.json({ ...receiptOf(request), reverses: pathOf(request).split("/")[2] })
          : real(request),
    "It undoes as often as it is asked": undoingRegardless,
    "It doesn't say what it has undone": saying<Operation>(reversal, (operation) => ({ ...operation, reverses: null })),
    "It doesn't say that it was undone": saying<Operation>(/^\/operations\/[^/]+$/, (operation) => ({
      ...operation,
      reversedBy: null,
    })),
    "It says that what was undone can be undone": saying<Operation>(/^\/operations\/[^/]+$/, (operation) => ({
      ...operation,
      reversible: { until: null },
    })),
    "It undoes by an opposite entry, and calls it exact": showing((answer) => ({
      ...answer,
      accounts: answer.accounts.map((account) => ({
        ...account,
        expired: (account.expired ?? 0) + Math.floor(performance.now()),
      })),
    })),
  }),
  ...foundBy("an undo without a key", {
    "It undoes without a key": asking(reversal, (request) =>
      keyOf(request) === null ? withHeaders(request, { "Idempotency-Key": crypto.randomUUID() }) : request,
    ),
  }),
  ...foundBy("an undo with the same key", {
    "It forgets the keys of undos": asking(reversal, (request) =>
      withHeaders(request, { "Idempotency-Key": crypto.randomUUID() }),
    ),
  }),
  ...foundBy("what was spent since", {
    "It takes back what was spent": undoingRegardless,
  }),
];

const erasing = /\/actions\/(delete|opt-out|anonymize)$/;

const certificate = /\/certificate$/;
const certificateKeys = /^\/certificates\/keys$/;

/** Certificates say something else. */
const certifying = (change: (answer: Certificate) => object): Broken["make"] =>
  saying<Certificate>(certificate, change);

export const erasure: readonly Broken[] = [
  ...["delete", "opt-out", "anonymize"].flatMap((id) =>
    foundBy(`${id} needs the version`, {
      [`It needs no version to ${id}`]: pretending(id, (_, { headers }) => !headers.has("If-Match")),
      [`It takes whatever was typed to ${id}`]: pretending(
        id,
        ({ status }, { headers }) => status === 422 && headers.has("If-Match"),
      ),
    }),
  ),
  ...foundBy("of who was erased nothing", {
    "It doesn't erase":
      ({ real }) =>
      async (request) =>
        erasing.test(pathOf(request)) ? Response.json(receiptOf(request)) : real(request),
    "It says that the erased never were": answering(/./, (response) =>
      response.status === 410 ? refusal("not-found", 404) : response,
    ),
  }),
  ...foundBy("a certificate tells of its erasure", {
    "It certifies another erasure": certifying(({ erasure, jws }) => ({
      jws,
      erasure: { ...erasure, operationId: "op_other" },
    })),
    "It certifies anew each time": certifying(({ erasure, jws }) => ({
      jws,
      erasure: { ...erasure, issuedAt: new Date(Date.parse(erasure.issuedAt) + Math.random() * 1e9).toISOString() },
    })),
    "It names the erased in their certificate": (working) => {
      let name = "";
      return async (request) => {
        const response = await working.real(request.clone());
        if (member.test(pathOf(request)) && response.status === 200)
          ({ name } = (await response.clone().json()) as Member);
        if (!pathOf(request).endsWith("/certificate") || response.status !== 200) return response;
        const { erasure, jws } = (await response.json()) as Certificate;
        return withBody(response, { jws, erasure: { ...erasure, reference: name } });
      };
    },
  }),
  ...foundBy("what a certificate says was signed", {
    "It says other things than it signed": certifying(({ erasure, jws }) => ({
      jws,
      erasure: { ...erasure, reasonCode: "other" },
    })),
    "It signs nothing": certifying(({ erasure, jws }) => ({ erasure, jws: jws.replace(/[^.]+$/, "") })),
    "It changes what it has signed": certifying(({ erasure, jws }) => ({
      erasure,
      jws: jws.replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify(erasure)).toString("base64url")}A.`),
    })),
    "It keeps its keys to itself": answering(certificateKeys, (response, { headers }) =>
      headers.has("Authorization") ? response : refusal("unauthenticated", 401),
    ),
    "It forgets the keys of before": saying(certificateKeys, () => ({ keys: [] })),
  }),
];

export const manyMembers: readonly Broken[] = [
  ...foundBy("it says what members can be filtered by", {
    "It has two fields of one id": saying<{ fields: object[] }>(/^\/filter-schema$/, (answer) => ({
      ...answer,
      fields: [...answer.fields, ...answer.fields],
    })),
  }),
  ...foundBy("a filter without rules", {
    "It shows a page again": asking(/^\/audience-queries$/, (request) =>
      withInput(request, (input) => ({ ...input, cursor: undefined })),
    ),
  }),
  ...foundBy("cells are in the order", {
    "It leaves out cells": saying<{ data: { cells: unknown[] }[] }>(/^\/audience-queries$/, (answer) => ({
      ...answer,
      data: answer.data.map((each) => ({ ...each, cells: each.cells.slice(1) })),
    })),
  }),
  ...foundBy("what is wrong with a filter", {
    "It doesn't say which row is wrong": answering(/^\/audience-queries$/, (response) =>
      response.status === 422 ? refusal("validation", 422) : response,
    ),
  }),
  ...foundBy("a filter of a thousand conditions", {
    "It fails at deep filters": answering(/^\/audience-queries$/, (response) =>
      response.status === 422 ? refusal("internal", 500, true) : response,
    ),
  }),
  ...foundBy("the profile of whom a segment finds", {
    "It shows nobody's segments": showing((answer) => ({ ...answer, segments: [] })),
  }),
];

const stream = /^\/changes$/;

/** What is told is another text. */
const tellingOf = (change: (text: string) => string): Broken["make"] =>
  answering(stream, (response) => {
    const decoder = new TextDecoder();
    const encoder = new TextEncoder();
    const changed = response.body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) =>
          controller.enqueue(encoder.encode(change(decoder.decode(chunk, { stream: true })))),
      }),
    );
    return new Response(changed ?? null, response);
  });

export const changes: readonly Broken[] = [
  ...foundBy("a stream of changes begins", {
    "Its stream is plain text": heading(stream, (headers) => headers.set("Content-Type", "text/plain")),
  }),
  ...foundBy("who resumes is told of a member", {
    "It tells what became of a member": tellingOf((text) => text.replaceAll('"id":', '"name":"Noa","id":')),
  }),
  ...foundBy("who can't resume", {
    "It doesn't say that changes were lost": tellingOf((text) => text.replaceAll("changes.lost", "member.updated")),
  }),
];
