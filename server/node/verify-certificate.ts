/**
 * Verifies the certificate of an erasure: `npm run certificate:verify -- FILE [--keys FILE|URL] [--database DATABASE_URL]`.
 * The keys say whether it was signed by who has them; the database, whether it is still so. It says what holds and what does not,
 * and ends with 1 where anything does not.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { JSONWebKeySet } from "jose";
import { type Check, readCertificate, verifyDocument, verifyInDatabase } from "../audit/verify-certificate.js";
import { openPostgres } from "../postgres/postgres.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keys: { type: "string" }, database: { type: "string" } },
});
const [file] = positionals;
if (file === undefined) {
  console.error("npm run certificate:verify -- FILE [--keys FILE|URL] [--database DATABASE_URL]");
  process.exit(2);
}

const textAt = async (place: string): Promise<string> => {
  if (!/^https?:/.test(place)) return readFile(place, "utf8");
  const response = await fetch(place);
  if (!response.ok) throw new Error(`${place} answers ${response.status}.`);
  return response.text();
};

const handed = readCertificate(await readFile(file, "utf8"));
const keys = values.keys === undefined ? null : (JSON.parse(await textAt(values.keys)) as JSONWebKeySet);

const inDatabase = async (url: string): Promise<readonly Check[]> => {
  const database = openPostgres(url, { connections: 1, timeoutMs: 0, readOnly: true });
  try {
    return await verifyInDatabase(handed.erasure, database);
  } finally {
    await database.destroy();
  }
};

const { action, memberId, at, operatorId, reference } = handed.erasure;
const forWhat = reference === null ? "" : `, for ${reference}`;
console.log(`${action} of ${memberId} at ${at} by ${operatorId ?? "the program"}${forWhat}`);
const checks = [
  ...(await verifyDocument(handed, keys)),
  ...(values.database === undefined ? [] : await inDatabase(values.database)),
];
for (const { holds, says } of checks) console.log(`${holds ? "holds" : "FAILS"}  ${says}`);
if (checks.some(({ holds }) => !holds)) process.exitCode = 1;
