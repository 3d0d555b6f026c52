import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type AnswerOf, routes } from "../../../sdk/contract/index.js";
import { databases } from "../../support/databases.js";
import { type Recorded, recordStatements } from "../../support/buffers.js";
import { type Caller, startBackend, type TestBackend } from "../../support/backend.js";

const ofMember = ["member", "activities", "heldGifts", "heldPunchCards", "heldCoupons"] as const;
const ofProgram = ["capabilities", "operator"] as const;
/** Where each part is read alone. */
const alone: Readonly<Record<string, string>> = {
  member: "",
  activities: "/activities",
  heldGifts: "/gifts?limit=100",
  heldPunchCards: "/punch-cards?limit=100",
  heldCoupons: "/coupons?limit=100",
};

for (const { name, open } of databases)
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let recorded: Recorded;
    let backend: TestBackend;
    let tenant: string;
    let ari: Caller;
    before(async () => {
      opened = await open();
      recorded = recordStatements(opened.database);
      backend = await startBackend({ database: recorded.database });
      tenant = await backend.seed(undefined, 60);
      ari = await backend.as({ tenant });
    });
    after(() => opened.close());

    const everybody = async (): Promise<string[]> =>
      (await ari("/member-searches", { q: "", limit: 100 })).body.data.map(({ id }: { id: string }) => id);
    const ask = async (call: Caller, views: readonly object[]) => {
      const { status, body } = await call("/member-views", { views });
      assert.equal(status, 200);
      return (body as unknown as AnswerOf<typeof routes.memberViews>).data;
    };
    const viewsOf = (memberIds: readonly string[], parts: readonly string[] = ofMember) =>
      memberIds.map((memberId) => ({ memberId, parts }));
    /** A part as its own route answers it. */
    const read = async (call: Caller, path: string) => {
      const { status, body, headers } = await call(path);
      const etag = headers.get("ETag");
      return status === 200
        ? { value: body as unknown, ...(etag && { etag }) }
        : { problem: { ...body, requestId: "" } as unknown };
    };
    const withoutRequest = (part: { problem?: object | undefined } | undefined) =>
      part?.problem ? { problem: { ...part.problem, requestId: "" } } : part;

    test("each part is what its own route answers, whoever asks", async () => {
      for (const call of [ari, await backend.as({ tenant, operator: "vera" })]) {
        const ids = (await everybody()).slice(0, 20);
        const data = await ask(call, [{ parts: ofProgram }, ...viewsOf(["m_1048", ...ids])]);
        assert((await routes.memberViews.answer()).safeParse({ data }).success);
        const [program, ...views] = data;
        for (const part of ofProgram) assert.deepEqual(program?.[part], await read(call, `/${part}`));
        assert.deepEqual(
          views.map(({ memberId }) => memberId),
          ["m_1048", ...ids],
        );
        for (const view of views)
          for (const part of ofMember)
            assert.deepEqual(view[part], await read(call, `/members/${view.memberId}${alone[part]}`), part);
      }
    });

    test("a view holds the parts of its own that were asked for, and no others", async () => {
      const views = await ask(ari, [
        ...viewsOf(["m_1048"], ["heldGifts", "constructor", "operator", "of a later version"]),
        ...viewsOf(["m_1012"], ["member", "activities"]),
        { parts: ["operator", "member"] },
      ]);
      assert.deepEqual(
        views.map((view) => Object.keys(JSON.parse(JSON.stringify(view)) as object)),
        [["memberId", "heldGifts"], ["memberId", "member", "activities"], ["operator"]],
      );
    });

    test("S08 an erased, a foreign and an unknown member are refused as alone, beside others who are shown", async () => {
      const other = await backend.seed(undefined, 90);
      const them = await backend.as({ tenant: other });
      const known = await everybody();
      const all = (await them("/member-searches", { q: "", limit: 100 })).body.data;
      const theirs = all.find(({ id }) => !known.includes(id))?.id ?? "";
      const erased = known.find((id) => id !== "m_1048") ?? "";
      const etag = (await ari(`/members/${erased}`)).headers.get("ETag") ?? "";
      const erasure = await ari(`/members/${erased}/actions/delete`, { confirmation: erased }, { "If-Match": etag });
      assert.equal(erasure.status, 200, erasure.text);
      const views = await ask(ari, viewsOf([erased, "m_1048", theirs, "m_never"]));
      for (const view of views)
        for (const part of ofMember)
          assert.deepEqual(
            withoutRequest(view[part]),
            await read(ari, `/members/${view.memberId}${alone[part]}`),
            `${view.memberId} ${part}`,
          );
      const codes = views.map(({ activities }) => activities?.problem?.code);
      assert.deepEqual(codes, ["member-gone", undefined, "not-found", "not-found"]);
      const audited = await opened.database
        .selectFrom("audit")
        .where("tenant", "=", tenant)
        .where("request_id", "=", views[3]?.member?.problem?.requestId ?? "")
        .select(["member_id", "outcome"])
        .execute();
      assert.deepEqual([...new Set(audited.map((row) => row.member_id))].sort(), ["m_never", theirs].sort());
    });

    test("fifty members cost as many statements as one", async () => {
      const ids = (await everybody()).slice(0, 50);
      const statements = async (some: readonly string[]) => {
        recorded.statements.length = 0;
        await ask(ari, viewsOf(some));
        return recorded.statements.length;
      };
      const one = await statements(["m_1048"]);
      assert.equal(
        one,
        9,
        "The member, the segments, their tags and who is in which, the timeline and its receipts, gifts, punch cards, coupons.",
      );
      assert.equal(await statements(ids), one + 1, "That they were looked at is one statement more, once.");
      assert.equal(await statements(ids), one);
    });

    test("S20 more than a hundred views, or none, and a view without parts, are refused", async () => {
      const many = (count: number) => Array.from({ length: count }, (_, at) => `m_${at}`);
      await ask(ari, viewsOf(many(100), ["heldGifts"]));
      const bodies = [
        { views: viewsOf(many(101), ["heldGifts"]) },
        { views: [] },
        { views: [{ memberId: "m_1048", parts: [] }] },
        { views: [{ memberId: "m_1048", parts: Array.from({ length: 21 }, () => "member") }] },
        { views: [{ memberId: "a/b", parts: ["member"] }] },
        { views: [{ memberId: "m_1048", parts: ["member"], tenant: "t2" }] },
      ];
      for (const body of bodies) {
        const reply = await ari("/member-views", body);
        assert.deepEqual([reply.status, reply.body.code], [422, "validation"], JSON.stringify(body));
      }
    });
  });
