/**
 * `npm run conformance -- URL TOKEN`: tries the contract on any backend, and ends with 1 where a sentence doesn't hold.
 */
import { setTimeout as wait } from "node:timers/promises";
import { type Result, runConformance } from "./run.js";

const lineOf = ({ sentence: { id, says, level }, outcome, why }: Result): string =>
  `${outcome.padEnd(4)}  ${id.padEnd(5)} ${says} (${level})${why && `\n            ${why}`}`;

const [baseUrl, token] = process.argv.slice(2);
if (!baseUrl || !token) {
  console.error(
    "Usage: npm run conformance -- URL TOKEN\nURL: the base URL with its version, as https://loyalty.example/v1",
  );
  process.exit(2);
}

const counts = { pass: 0, fail: 0, skip: 0 };
for await (const result of runConformance({ baseUrl: baseUrl.replace(/\/$/, ""), token, fetch, wait })) {
  counts[result.outcome]++;
  console.log(lineOf(result));
}
console.log(`${counts.pass} passed, ${counts.fail} failed, ${counts.skip} skipped`);
process.exitCode = counts.fail > 0 ? 1 : 0;
