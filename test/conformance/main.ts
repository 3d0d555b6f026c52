#!/usr/bin/env node
/**
 * Tries the contract on any backend: `memberkit-conformance URL --token TOKEN --member ID`. Ends with 0 where all that
 * it offers holds, 1 where something doesn't, 2 where it was asked wrongly, 3 where nothing fails and something was not
 * tried.
 */
import { writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { exitCodeOf, jsonOf, junitOf, linesOf, summaryOf } from "./report.js";
import { type Result, runConformance } from "./run.js";
import { people } from "./target.js";
import { tokensOf } from "./tokens.js";

const usage = `memberkit-conformance URL --token TOKEN [options]

URL is the base URL with its version: https://loyalty.example/v1

  --token TOKEN            of ${people.operator}
  --other-token TOKEN      of ${people["other-tenant"]}
  --viewer-token TOKEN     of ${people.viewer}
  --limited-token TOKEN    of ${people.limited}
  --expired-token TOKEN    of ${people.expired}
  --token-command COMMAND  prints a token of whom TOKEN_FOR names (${Object.keys(people).join(", ")}),
                           or nothing; for tokens that don't last as long as this takes
  --member ID              a member made for tests, active, with a consent; all is done to them, and undone
  --erase ID               another one, who is erased for good
  --origin ORIGIN          of a page that may call: https://crm.example
  --json FILE, --junit FILE  the report for programs

Without --member nothing is done to anybody: only what is read is tried.`;

const options = {
  token: { type: "string" },
  "other-token": { type: "string" },
  "viewer-token": { type: "string" },
  "limited-token": { type: "string" },
  "expired-token": { type: "string" },
  "token-command": { type: "string" },
  member: { type: "string" },
  erase: { type: "string" },
  origin: { type: "string" },
  json: { type: "string" },
  junit: { type: "string" },
  help: { type: "boolean" },
} as const;

const read = () => {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return null;
  }
};

const run = async (): Promise<number> => {
  const args = read();
  const url = args?.positionals[0];
  const given = args?.values ?? {};
  if (!url || !URL.canParse(url) || !(given.token ?? given["token-command"])) {
    console.error(usage);
    return given.help ? 0 : 2;
  }
  const target = {
    baseUrl: url.replace(/\/$/, ""),
    token: tokensOf(given),
    memberId: given.member ?? null,
    eraseId: given.erase ?? null,
    origin: given.origin ?? null,
    fetch,
    wait,
    now: () => new Date(),
  };
  const results: Result[] = [];
  for await (const result of runConformance(target)) {
    if (results.at(-1)?.sentence.rule !== result.sentence.rule) console.log(`\n${result.sentence.rule}`);
    results.push(result);
    console.log(linesOf(result));
  }
  console.log(`\n${summaryOf(results)}`);
  if (given.json) writeFileSync(given.json, jsonOf(results));
  if (given.junit) writeFileSync(given.junit, junitOf(results));
  return exitCodeOf(results);
};

process.exitCode = await run();
