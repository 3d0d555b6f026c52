import { parseArgs } from "node:util";
import { startPostgres } from "../support/postgres.js";
import { runOnBadNetwork } from "./bad-network.js";
import { runBank } from "./bank.js";
import { describeFindings, type Figures, tableOf } from "./figures.js";
import { runGatewayKills } from "./gateway/gateway-kills.js";
import { runJobKills } from "./job-kills.js";
import { runKills } from "./kills.js";

/** `npm run test:long`: what only shows in thousands of writes, dozens of kills, or on a bad network. */
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    /** By default 50, and 200 of each gateway. */
    kills: { type: "string" },
    mutations: { type: "string", default: "10000" },
    /** The members of a job whose servers, or database, are killed on its way. */
    members: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    /** The beginning of the names of those that run; by default all. */
    only: { type: "string", default: "" },
  },
});
const [seconds, mutations, seed] = [values.seconds, values.mutations, values.seed].map(Number) as [
  number,
  number,
  number,
];
const jobGround = { members: Number(values.members) };
/** 50 kills see more than 10,000 acknowledged writes (D01). */
const kills = { kills: Number(values.kills ?? 50), writes: 250, seed };
const gatewayKills = { kills: Number(values.kills ?? 200), seed };

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

const postgres = await startPostgres({ isDurable: true });
const ground = { postgres, members: 500 };
const runs: Readonly<Record<string, () => Promise<Figures>>> = {
  "bank-one": () => runBank(ground, "1 server, PostgreSQL", { seconds, seed }),
  "bank-three": () => runBank(ground, "3 servers, PostgreSQL", { seconds, seed }),
  "bank-pglite": () => runBank(ground, "1 server, PGlite", { seconds, seed }),
  "kill-pglite": () => runKills(ground, "1 server, PGlite", "server", kills),
  "kill-server": () => runKills(ground, "2 servers, PostgreSQL", "server", kills),
  "kill-postgres": () => runKills(ground, "2 servers, PostgreSQL", "PostgreSQL", kills),
  "job-kill-server": () => runJobKills({ ...ground, ...jobGround }, "server", { kills: 5, seed }),
  "job-kill-postgres": () => runJobKills({ ...ground, ...jobGround }, "PostgreSQL", { kills: 5, seed }),
  "gateway-voucherify": () => runGatewayKills(postgres, "voucherify", gatewayKills),
  "gateway-talon-one": () => runGatewayKills(postgres, "talon-one", gatewayKills),
  "gateway-square": () => runGatewayKills(postgres, "square", gatewayKills),
  "bad-network": () => runOnBadNetwork(ground, { mutations, seed }),
};

console.log(`seed ${seed}`);
const all: Figures[] = [];
let isWell = true;
for (const [name, run] of Object.entries(runs)) {
  if (!name.startsWith(values.only)) continue;
  const figures = await run();
  const findings = describeFindings(figures);
  isWell &&= findings === "";
  all.push(figures);
  console.log([figures.run, figures.note, findings || "nothing found"].filter(Boolean).join("\n  "));
}
await postgres.stop();
console.log(`\n${tableOf(all)}\nseed ${seed}`);
process.exitCode = isWell ? 0 : 1;
