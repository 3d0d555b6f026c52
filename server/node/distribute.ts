/**
 * Spreads the tables over the nodes of a distributed PostgreSQL, by tenant: `npm run distribute -- DATABASE_URL`, once, as
 * whoever owns the tables, while no server writes. It ends with 1 where the database lacks the extension for it.
 */
import { canDistribute, distribute } from "../migrations/distribution.js";
import { migrate } from "../migrations/index.js";
import { openPostgres } from "../postgres/postgres.js";

const [url] = process.argv.slice(2);
if (url === undefined) {
  console.error("npm run distribute -- DATABASE_URL");
  process.exit(2);
}

const database = openPostgres(url, { connections: 1, timeoutMs: 0 });
try {
  await migrate(database);
  if (await canDistribute(database)) {
    const spread = await database.transaction().execute(distribute);
    console.log(spread.length === 0 ? "All tables were spread already." : `Spread by tenant: ${spread.join(", ")}.`);
  } else {
    console.error("This database has no create_distributed_table(): its tables stay on one node.");
    process.exitCode = 1;
  }
} finally {
  await database.destroy();
}
