/**
 * Makes the demo program on a PostgreSQL: `npm run seed -- DATABASE_URL [--tenant northwind] [--members 1000000]
 * [--history normal|none] [--heavy-member 50000]`.
 */
import { parseArgs } from "node:util";
import { migrate } from "../server/migrations/index.js";
import { openToLoad } from "../server/node/load.js";
import { seedTenant } from "../server/seed/index.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tenant: { type: "string", default: "northwind" },
    members: { type: "string", default: "2000" },
    history: { type: "string", default: "normal" },
    "heavy-member": { type: "string", default: "0" },
  },
});
const [url] = positionals;
const { tenant, history } = values;
const [members, heavyMember] = [Number(values.members), Number(values["heavy-member"])];
const isUsable = url !== undefined && members >= 0 && heavyMember >= 0 && (history === "normal" || history === "none");
if (!isUsable) {
  console.error(
    "npm run seed -- DATABASE_URL [--tenant northwind] [--members 2000] [--history normal|none] [--heavy-member 0]",
  );
  process.exit(1);
}

const started = performance.now();
const { database, copyRows } = await openToLoad(url);
try {
  await migrate(database);
  await seedTenant(database, tenant, { members, history, heavyMember, insert: copyRows, now: new Date() });
} finally {
  await database.destroy();
}
const seconds = (performance.now() - started) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(`${members} members in ${seconds.toFixed(0)} s, with ${megabytes.toFixed(0)} MB at most.`);
