import { routes, type RouteId } from "../../../sdk/contract/index.js";
import { expect, expectEqual, Skip } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import { expectProblem, parse, unique } from "../subject.js";

const ofProgram: readonly (readonly [RouteId, string])[] = [
  ["capabilities", "/capabilities"],
  ["operator", "/operator"],
  ["gifts", "/gifts"],
  ["punchCards", "/punch-cards"],
  ["items", "/items"],
  ["rewards", "/rewards"],
  ["templates", "/templates"],
  ["reasonCodes", "/reason-codes"],
  ["attributes", "/attributes"],
  ["eventTypes", "/event-types"],
];

const ofMember: readonly (readonly [RouteId, string])[] = [
  ["member", ""],
  ["memberActions", "/actions"],
  ["activities", "/activities"],
  ["heldGifts", "/gifts"],
  ["heldPunchCards", "/punch-cards"],
  ["heldCoupons", "/coupons"],
  ["heldCards", "/cards"],
  ["purchases", "/purchases"],
  ["balanceHistory", "/balance-history"],
  ["messages", "/messages"],
  ["household", "/household"],
];

const sentence = sentencesOf("reading");

export const reading: readonly Sentence[] = [
  ...ofProgram.map(([id, path]) =>
    sentence("S22", `GET ${path} answers as its schema says`, async (subject) => {
      await subject.read(id, path);
    }),
  ),
  sentence("S22", "POST /tag-searches answers as its schema says", async (subject) => {
    await subject.read("searchTags", "/tag-searches", {});
  }),
  ...ofMember.map(([id, path]) =>
    sentence("S22", `GET /members/{memberId}${path} answers as its schema says`, async (subject) => {
      await subject.read(id, `/members/${await subject.memberId()}${path}`);
    }),
  ),
  sentence("S22", "members are read in one call, and one who isn't there is left out", async (subject) => {
    const id = await subject.memberId();
    const { data } = await subject.read("readMembers", "/member-reads", { ids: [id, "m-that-never-was"] });
    expectEqual(
      data.map((each) => each.id),
      [id],
      "Only the one who is there comes back",
    );
  }),
  sentence("S22", "the history of balances goes day by day, and ends with what can be spent now", async (subject) => {
    const member = `/members/${await subject.memberId()}`;
    const { days, accounts } = await subject.read("balanceHistory", `${member}/balance-history`);
    expect(days.length <= 400, "There are 400 days at most.");
    expectEqual(days, [...new Set(days)].sort(), "The days are in order, each once");
    const now = await subject.read("member", member);
    for (const { currency, spendable } of accounts) {
      expectEqual(spendable.length, days.length, "There is a balance for each day");
      const account = now.accounts.find((each) => each.currency === currency);
      expectEqual(spendable.at(-1), account?.spendable, "The last one is what can be spent");
    }
  }),
  sentence(
    "S22",
    "a household holds its member, with what they could spend, and is the one that they name",
    async (subject) => {
      const path = `/members/${await subject.memberId()}`;
      const { household } = await subject.read("household", `${path}/household`);
      const member = await subject.read("member", path);
      expectEqual(
        household && { id: household.id, name: household.name },
        member.household ?? null,
        "It is the same one",
      );
      if (!household) return;
      const own = household.members.find(({ id }) => id === member.id);
      const spendable = member.accounts.map(({ currency, spendable: amount }) => ({ currency, spendable: amount }));
      expectEqual(own?.accounts, spendable, "Their part is what they could spend");
      for (const [index, { currency, spendable: together }] of household.accounts.entries()) {
        const parts = household.members.map(({ accounts }) => accounts[index]?.spendable ?? 0);
        const sum = parts.reduce((all, amount) => all + amount, 0);
        expect(together === null || together === sum, `The ${currency} of all are the sum of their parts.`);
      }
    },
  ),
  sentence(
    "S22",
    "views hold what the routes of their parts answer, and refuse who isn't there alone",
    async (subject) => {
      const id = await subject.memberId();
      const parts = ["member", "activities"] as const;
      const views = [{ memberId: id, parts }, { memberId: "m-that-never-was", parts }, { parts: ["capabilities"] }];
      const reply = await subject.send("/member-views", { body: { views }, key: null });
      if ([404, 405, 501].includes(reply.status)) throw new Skip("It has no views.");
      const { data } = parse(await routes.memberViews.answer(), reply);
      const [shown, missing, program] = data;
      const { headers } = await subject.send(`/members/${id}`);
      const member = { value: await subject.read("member", `/members/${id}`), etag: headers.get("ETag") };
      expectEqual(shown?.member, member, "The member is the member's");
      const activities = { value: await subject.read("activities", `/members/${id}/activities`) };
      expectEqual(shown?.activities, activities, "The timeline is the member's");
      expectEqual(program?.capabilities, { value: await subject.capabilities() }, "Capabilities are the program's");
      for (const part of parts) expectEqual(missing?.[part]?.problem?.code, "not-found", "Who isn't there is refused");
    },
  ),
  sentence("S22", "a member is found by name and by id, and by nothing else that is typed", async (subject) => {
    const { id, name } = await subject.member();
    const find = async (q: string) => (await subject.read("searchMembers", "/member-searches", { q, limit: 100 })).data;
    const { search } = await subject.capabilities();
    const isCalled = !search || [...search.exact, ...search.prefix].includes("name");
    for (const q of isCalled ? [id, name] : [id]) {
      const found = await find(q);
      expect(
        found.some((each) => each.id === id),
        "They are found.",
      );
    }
    expectEqual(await find(unique()), [], "Nobody is found by what nobody is called");
  }),
  sentence("S22", "a search for a status finds members of it alone", async (subject) => {
    for (const status of ["active", "blocked"]) {
      const { data } = await subject.read("searchMembers", "/member-searches", { q: "", status, limit: 100 });
      expect(
        data.every((each) => each.status === status),
        `Each of them is ${status}.`,
      );
    }
  }),
  sentence("S22", "who has an external id is read by it, and nobody by one that is nobody's", async (subject) => {
    const { id, externalIds } = await subject.member();
    const read = async (...asked: string[]) =>
      (await subject.read("readMembers", "/member-reads", { externalIds: asked })).data.map((each) => each.id);
    expectEqual(await read(unique()), [], "Nobody is read by what is nobody's");
    for (const externalId of externalIds) expect((await read(externalId)).includes(id), "They are read by their own.");
  }),
  sentence("S22", "more than 100 members at once are refused", async (subject) => {
    const ids = Array.from({ length: 101 }, (_, index) => `m-${index}`);
    expectProblem(await subject.send("/member-reads", { body: { ids }, key: null }), "validation");
  }),
  sentence("S22", "a list says of a member what their profile says", async (subject) => {
    const { id, name, status, supportId, externalIds, tier } = await subject.member();
    const [found] = (await subject.read("readMembers", "/member-reads", { ids: [id] })).data;
    expectEqual(
      found && [found.id, found.name, found.status, found.supportId, found.externalIds, found.tier?.id],
      [id, name, status, supportId, externalIds, tier?.id],
      "It is the same",
    );
  }),
  sentence("S22", "what the program offers is what the operator is told of each member", async (subject) => {
    const { actions } = await subject.capabilities();
    const { data } = await subject.read("memberActions", `/members/${await subject.memberId()}/actions`);
    const offered = actions.map(({ id }) => id);
    expectEqual(
      [...new Set(data.map(({ action }) => action))].filter((id) => !offered.includes(id)),
      [],
      "No other",
    );
    for (const { allowed, reason } of data)
      expectEqual(reason === null, allowed, "A reason stands where it is refused");
  }),
];
