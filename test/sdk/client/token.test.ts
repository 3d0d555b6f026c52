import assert from "node:assert/strict";
import { test } from "node:test";
import { TokenSource } from "../../../sdk/client/token.js";
import { ProblemError } from "../../../sdk/index.js";
import { capabilitiesOf } from "../../support/fixtures.js";
import { json, jumpingTime, jwt, problem, scriptedClient } from "./scripted.js";

const operatorAnswer = { id: "u_9", name: "Dana", email: null, role: "support", permissions: [], limits: [] };
const tags = json({ data: [], page: { next: null } });

test("a token is asked for once, by however many wait for it", async () => {
  let asked = 0;
  const getToken = async () => `t${++asked}`;
  const { client } = scriptedClient([tags], { getToken });
  await Promise.all([
    client.library.tags().first(),
    client.library.gifts().first(),
    client.library.templates().first(),
  ]);
  assert.equal(asked, 1);
});

test("N16 a refused token is asked for once more, with refresh, and the same request goes out again", async () => {
  const asked: boolean[] = [];
  const getToken = ({ refresh }: { refresh: boolean }) => `t${asked.push(refresh)}`;
  const { client, requests } = scriptedClient([problem("not-authenticated", 401), json(operatorAnswer)], { getToken });
  assert.equal((await client.operator()).name, "Dana");
  assert.deepEqual(asked, [false, true]);
  assert.deepEqual(
    requests.map((request) => request.headers.get("authorization")),
    ["Bearer t1", "Bearer t2"],
  );
});

test("a second refusal is a typed error, not a loop", async () => {
  const { client, requests } = scriptedClient([problem("not-authenticated", 401)]);
  await assert.rejects(
    client.operator(),
    (error: ProblemError) => error instanceof ProblemError && error.code === "not-authenticated",
  );
  assert.equal(requests.length, 2);
});

test("those who were refused the same token share one new one", async () => {
  let asked = 0;
  const source = new TokenSource(async () => `t${++asked}`, jumpingTime());
  const first = await source.get();
  assert.deepEqual(await Promise.all([source.renew(first), source.renew(first)]), ["t2", "t2"]);
  assert.equal(await source.renew(first), "t2");
  assert.equal(asked, 2);
});

test("a page that can't get a token is a typed error, and is asked again the next time", async () => {
  let asked = 0;
  const getToken = () => {
    if (++asked === 1) throw new Error("secret reason");
    return "t";
  };
  const { client } = scriptedClient([json(operatorAnswer)], { getToken });
  await assert.rejects(
    client.operator(),
    (error: ProblemError) => error.code === "not-authenticated" && !error.message.includes("secret"),
  );
  assert.equal((await client.operator()).name, "Dana");
});

test("a token about to end is renewed, by its own life and not by the wall clock", async () => {
  const time = jumpingTime();
  const asked: boolean[] = [];
  // A server whose clock is a day ahead.
  const token = jwt({
    iat: time.now() / 1000 + 86_400,
    exp: time.now() / 1000 + 86_400 + 300,
    tenant: "northwind",
    sub: "u_9",
  });
  const source = new TokenSource(({ refresh }) => (asked.push(refresh), token), time);
  await source.get();
  await time.wait(200_000);
  await source.get();
  assert.deepEqual(asked, [false]);
  await time.wait(80_000);
  await source.get();
  await source.get();
  assert.deepEqual(asked, [false, true]);
  assert.equal(source.scope, "northwind/u_9");
});

test("a token serves until its end where no other is to be had", async () => {
  const time = jumpingTime();
  let asked = 0;
  const getToken = () => {
    if (++asked > 1) throw new Error("Nobody is signed in.");
    return jwt({ iat: 0, exp: 300 });
  };
  const source = new TokenSource(getToken, time);
  const token = await source.get();
  await time.wait(280_000);
  assert.deepEqual([await source.get(), asked], [token, 2]);
  await time.wait(20_000);
  await assert.rejects(source.get(), ProblemError);
});

test("a token that is forgotten is asked for anew, not refreshed, and another operator's makes everything stale", async () => {
  let sub = "u_1";
  const asked: boolean[] = [];
  const getToken = ({ refresh }: { refresh: boolean }) => {
    asked.push(refresh);
    return jwt({ tenant: "northwind", sub });
  };
  const { client, requests } = scriptedClient([json(operatorAnswer)], { getToken });
  const stale: (string | null)[] = [];
  client.onStale((memberId) => stale.push(memberId));
  const goOn = async () => {
    client.forgetToken();
    const read = client.library.tags().first();
    await read.catch(() => undefined);
    await client.operator();
  };
  await client.operator();
  await goOn();
  assert.deepEqual([asked, stale, requests.length], [[false, false], [], 2]);

  sub = "u_2";
  await goOn();
  assert.deepEqual([asked.length, stale, requests.length], [3, [null], 4]);
});

test("a token that is forgotten while it is fetched is asked for anew the next time", async () => {
  let asked = 0;
  const source = new TokenSource(async () => `t${++asked}`, jumpingTime());
  const first = source.get();
  source.forget();
  assert.deepEqual([await first, await source.get(), await source.get()], ["t1", "t2", "t2"]);
});

test("another operator is told what their own program can do", async () => {
  let tenant = "northwind";
  const answer = (name: string) => json(capabilitiesOf({ program: { name, timeZone: "UTC" } }));
  const script = [answer("Northwind"), json(operatorAnswer), answer("Southwind")];
  const { client } = scriptedClient(script, { getToken: () => jwt({ tenant, sub: "u_1" }) });
  assert.equal((await client.capabilities()).program.name, "Northwind");
  tenant = "southwind";
  client.forgetToken();
  await client.operator();
  assert.equal((await client.capabilities()).program.name, "Southwind");
});

test("U06 a session says when it ends, is renewed before, and lasts as it is where no other token is to be had", async () => {
  let isSignedIn = true;
  const asked: boolean[] = [];
  const getToken = ({ refresh }: { refresh: boolean }) => {
    asked.push(refresh);
    if (!isSignedIn) throw new Error("Nobody is signed in.");
    return jwt({ iat: 0, exp: 300, tenant: "northwind", sub: "u_9" });
  };
  const { client, time } = scriptedClient([json(operatorAnswer)], { getToken });
  assert.deepEqual([client.session().lifeMs, client.session().endsAt], [Infinity, Infinity]);
  await client.operator();
  const first = client.session().endsAt;
  assert.deepEqual([client.session().lifeMs, first - time.now()], [300_000, 300_000]);
  await time.wait(100_000);
  await client.renewToken();
  assert.equal(client.session().endsAt - first, 100_000);
  isSignedIn = false;
  await time.wait(100_000);
  await assert.rejects(client.renewToken(), (error: ProblemError) => error.code === "not-authenticated");
  assert.equal(client.session().endsAt - first, 100_000);
  assert.deepEqual(asked, [false, true, true]);
});
