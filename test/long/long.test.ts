import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import { startPostgres } from "../support/postgres.js";
import type { Ground } from "./backends.js";
import { runOnBadNetwork } from "./bad-network.js";
import { runBank } from "./bank.js";
import { describeFindings, type Figures, tableOf } from "./figures.js";
import { runGatewayKills } from "./gateway/gateway-kills.js";
import { runJobKills } from "./job-kills.js";
import { runKills } from "./kills.js";

/** The short form of `npm run test:long`: the same with small numbers, so that it stays fit for use. */
let ground: Ground;
before(async () => {
  ground = { postgres: await startPostgres({ isDurable: true }), members: 40 };
});
after(() => ground.postgres.stop());

const assertWell = (t: TestContext, figures: Figures): void => {
  t.diagnostic(`\n${tableOf([figures])}`);
  assert.equal(describeFindings(figures), "");
};

const ONE_KILL = { kills: 1, writes: 60, seed: 1 };

test("N12 N13 three servers under load: the books are what was acknowledged", async (t) => {
  const figures = await runBank(ground, "3 servers, PostgreSQL", { seconds: 1, seed: 1 });
  assert.ok(figures.done > 0 && figures.repeats > 0);
  assertWell(t, figures);
});

test("D01 a server on PGlite that is killed under load has kept all that was acknowledged, once", async (t) => {
  assertWell(t, await runKills(ground, "1 server, PGlite", "server", ONE_KILL));
});

test("a server on PostgreSQL that is killed under load loses and doubles nothing, while another one goes on", async (t) => {
  assertWell(t, await runKills(ground, "2 servers, PostgreSQL", "server", ONE_KILL));
});

test("D02 PostgreSQL and all its processes are killed under load: it starts without a manual step, has kept all, and the servers recover by themselves", async (t) => {
  assertWell(t, await runKills(ground, "2 servers, PostgreSQL", "PostgreSQL", ONE_KILL));
});

test("C01 two servers share a job, one is killed on the way, and each row is done once", async (t) => {
  assertWell(t, await runJobKills({ ...ground, members: 1_500 }, "server", { kills: 1, seed: 1 }));
});

test("D03 a gateway that is killed at each step of a call to Voucherify, which knows no keys, loses and doubles nothing, and says what is", async (t) => {
  assertWell(t, await runGatewayKills(ground.postgres, "voucherify", { kills: 14, seed: 1 }));
});

test("D03 a gateway that is killed at each step of a call to Square loses and doubles nothing, and says what is", async (t) => {
  assertWell(t, await runGatewayKills(ground.postgres, "square", { kills: 14, seed: 1 }));
});

test("D03 a gateway that is killed at each step of a call to Talon.One loses and doubles nothing, and says what is", async (t) => {
  assertWell(t, await runGatewayKills(ground.postgres, "talon-one", { kills: 14, seed: 1 }));
});

test("N19 what the client says on a bad network is what is in the books", async (t) => {
  const figures = await runOnBadNetwork(ground, { mutations: 150, seed: 1 });
  assert.ok(figures.faults > 20);
  assertWell(t, figures);
});
