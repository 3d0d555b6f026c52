import { routes, type RouteId } from "../../sdk/contract/index.js";
import { InputSchema } from "../../sdk/contract/schemas/input-schema.js";
import { expect, expectEqual, Skip } from "./expect.js";
import { core, type Sentence } from "./sentence.js";
import { expectProblem, parse, type Subject } from "./subject.js";

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

const pageOnce = async (subject: Subject, path: string): Promise<void> => {
  const whole = await subject.read("activities", `${path}?limit=10`);
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null && ids.length < whole.data.length;) {
    const page: typeof whole = await subject.read(
      "activities",
      `${path}?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    expect(page.data.length <= 3, "A page holds no more than was asked for.");
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.page.next;
  }
  expectEqual(
    ids.slice(0, whole.data.length),
    whole.data.map(({ id }) => id),
    "Small pages hold what one large page holds",
  );
};

export const reading: readonly Sentence[] = [
  ...ofProgram.map(([id, path]) =>
    core("S22", `GET ${path} answers as its schema says`, async (subject) => {
      await subject.read(id, path);
    }),
  ),
  core("S22", "POST /tag-searches answers as its schema says", async (subject) => {
    await subject.read("searchTags", "/tag-searches", {});
  }),
  ...ofMember.map(([id, path]) =>
    core("S22", `GET /members/{memberId}${path} answers as its schema says`, async (subject) => {
      await subject.read(id, `/members/${await subject.memberId()}${path}`);
    }),
  ),
  core("S22", "its own actions describe their input in the contract's part of JSON Schema", async (subject) => {
    const { actions } = await subject.read("capabilities", "/capabilities");
    for (const { id, own } of actions)
      expect(!own || InputSchema.safeParse(own.input).success, `A form can be made of the input of ${id}.`);
  }),
  core("S22", "a member comes with an ETag", async (subject) => {
    const { headers } = await subject.send(`/members/${await subject.memberId()}`);
    expect(/^(?:W\/)?"[^"]*"$/.test(headers.get("ETag") ?? ""), "The ETag is a quoted string (RFC 9110, 8.8.3).");
  }),
  core("S22", "members are read in one call, and one who isn't there is left out", async (subject) => {
    const id = await subject.memberId();
    const { data } = await subject.read("readMembers", "/member-reads", { ids: [id, "m-that-never-was"] });
    expectEqual(
      data.map((each) => each.id),
      [id],
      "Only the one who is there comes back",
    );
  }),
  core("S22", "the timeline pages newest first, each entry once", async (subject) => {
    await pageOnce(subject, `/members/${await subject.memberId()}/activities`);
  }),
  core("S22", "the history of balances goes day by day, and ends with what can be spent now", async (subject) => {
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
  core(
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
  core("S22", "views hold what the routes of their parts answer, and refuse who isn't there alone", async (subject) => {
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
  }),
  core("S22", "a thread holds the messages of its channel alone, newest first", async (subject) => {
    const path = `/members/${await subject.memberId()}/messages`;
    const reply = await subject.send(path);
    if ([404, 405, 501].includes(reply.status)) throw new Skip("It has no threads.");
    const all = parse(await routes.messages.answer(), reply).data;
    const at = all.map((each) => each.at);
    expectEqual(at, at.toSorted().toReversed(), "The newest come first");
    for (const channel of new Set(all.map(({ message }) => message?.channel))) {
      const thread = await subject.read("messages", `${path}?channel=${encodeURIComponent(channel ?? "")}`);
      expect(
        thread.data.every(({ message }) => message?.channel === channel),
        "It is a thread of one channel.",
      );
    }
  }),
  core("S08", "an id that isn't there is a 404 problem", async (subject) => {
    for (const path of ["", "/actions", "/activities"])
      expectProblem(await subject.send(`/members/m-that-never-was${path}`), "not-found");
    expectProblem(await subject.send("/operations/op-that-never-was"), "not-found");
  }),
  core("S08", "a made-up cursor is refused, or shows only what may be seen", async (subject) => {
    const reply = await subject.send(`/members/${await subject.memberId()}/activities?cursor=bWFkZSB1cA`);
    if (reply.status !== 200) expectProblem(reply, "validation");
  }),
];
