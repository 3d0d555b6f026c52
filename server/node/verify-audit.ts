/**
 * Verifies the audit of every program: `npm run audit:verify -- DATABASE_URL [--journal FILE]`. It names the first row
 * that was changed, deleted, inserted or moved, or where the chain was cut, and ends with 1 where there is any.
 */
import { parseArgs } from "node:util";
import { type Finding, type Verdict, verifyAudit } from "../audit/verify.js";
import { openPostgres } from "../postgres/postgres.js";
import { readJournal } from "./journal-file.js";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { journal: { type: "string" } } });
const [url] = positionals;
if (url === undefined) {
  console.error("npm run audit:verify -- DATABASE_URL [--journal FILE]");
  process.exit(2);
}

const said: Readonly<Record<Finding["kind"], (row: string, place: string) => string>> = {
  changed: (row, place) => `${row}${place} was changed since it was sealed.`,
  moved: (row, place) => `${row}${place} was sealed in another place.`,
  deleted: (row, place) => `${row}${place} is gone.`,
  unlinked: (_, place) => `The seal${place} is gone.`,
  inserted: (row) => `${row} was put in by hand: it has no seal, and was never to have one.`,
  cut: (_, place) => `The chain is cut${place}: what came there, and after it, is gone.`,
  remade: (row, place) => `${row}${place} isn't what was anchored: the chain was made anew.`,
};

const inWords = ({ kind, position, auditId }: Finding): string =>
  said[kind](`Row ${auditId ?? ""}`, position === null ? "" : ` at ${position}`);

const line = ({ tenant, verified, unsealed, finding }: Verdict): string => {
  if (finding) return `${tenant}: ${inWords(finding)} Rows before it, which hold: ${verified}.`;
  return `${tenant}: holds. Rows: ${verified}${unsealed > 0 ? `, still to be sealed: ${unsealed}` : ""}.`;
};

const database = openPostgres(url, { connections: 1, timeoutMs: 0, readOnly: true });
try {
  const journal = values.journal === undefined ? [] : await readJournal(values.journal);
  const anchors = journal.filter((entry) => entry.type === "audit.anchor");
  for await (const verdict of verifyAudit(database, anchors)) {
    console.log(line(verdict));
    if (verdict.finding) process.exitCode = 1;
  }
} finally {
  await database.destroy();
}
