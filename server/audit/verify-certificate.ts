import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet } from "jose";
import { sql } from "kysely";
import { Certificate, Erasure } from "../../sdk/contract/bulk/answers.js";
import type { ErasedStatus } from "../../sdk/contract/index.js";
import { canonicalJson } from "../domain/digest.js";
import type { Database } from "../postgres/database.js";
import { deletedTables, emptiedColumns } from "../postgres/personal-data.js";
import { CERTIFICATE_TYPE } from "./certificate.js";
import { linkAfter } from "./chain.js";
import { erasures } from "./erasures.js";
import { signingAlgorithms } from "./signer.js";

/** One thing that a certificate was asked for. */
export interface Check {
  readonly holds: boolean;
  readonly says: string;
}

const check = (holds: boolean, says: string, otherwise: string): Check => ({ holds, says: holds ? says : otherwise });

/** A certificate as it was handed on: a JWS alone, or with what it says beside it, to be read. */
export interface Handed {
  readonly jws: string;
  /** What stands there to be read. */
  readonly readable: unknown;
  /** What was signed. */
  readonly erasure: Erasure;
}

/** @throws where a text is no certificate */
export const readCertificate = (text: string): Handed => {
  const isAlone = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text.trim());
  const { jws, erasure } = isAlone ? { jws: text.trim(), erasure: null } : Certificate.parse(JSON.parse(text));
  const signed = decodeJwt(jws);
  return { jws, readable: erasure ?? signed, erasure: Erasure.parse(signed) };
};

const isSignedBy = async (jws: string, keys: JSONWebKeySet): Promise<boolean> => {
  const options = { algorithms: [...signingAlgorithms] };
  const { protectedHeader } = await compactVerify(jws, createLocalJWKSet(keys), options);
  return protectedHeader.typ === CERTIFICATE_TYPE;
};

const signature = async (jws: string, keys: JSONWebKeySet | null): Promise<Check> => {
  if (!keys) return { holds: false, says: "The signature was not checked: no keys were given." };
  const { kid = "" } = decodeProtectedHeader(jws);
  return check(
    await isSignedBy(jws, keys).catch(() => false),
    `The signature is that of the key ${kid}, over all that it says.`,
    "The signature is of none of the keys, or what it says was changed.",
  );
};

/** Whether its row of the audit tells of the same, and makes the hash of its place. */
const seal = ({ seal: sealed, ...erasure }: Erasure): Check => {
  if (!sealed) return { holds: false, says: "It names no row of an audit." };
  const { position, before, hash, row } = sealed;
  const told = {
    ...{ tenant: erasure.tenant, operation_id: erasure.operationId, member_id: erasure.memberId },
    ...{ action: erasure.action, outcome: "applied", source: erasure.source, at: erasure.at },
    ...(erasure.operatorId !== null && { operator_id: erasure.operatorId }),
  };
  const isSame = Object.entries(told).every(([column, value]) => row[column] === value);
  return check(
    isSame && linkAfter({ position: position - 1, hash: before }, row).hash === hash,
    `Its row of the audit tells of the same, and makes the hash of place ${position}.`,
    `Its row of the audit tells of something else, or doesn't make the hash of place ${position}.`,
  );
};

/** What holds of a certificate by itself, without any data: a word for each. */
export const verifyDocument = async (
  { jws, readable, erasure }: Handed,
  keys: JSONWebKeySet | null,
): Promise<readonly Check[]> => [
  await signature(jws, keys),
  check(
    canonicalJson(readable) === canonicalJson(erasure),
    "What stands there to be read is what was signed.",
    "What stands there to be read isn't what was signed.",
  ),
  seal(erasure),
];

const readSeals = async (database: Database, tenant: string, position: number) => {
  const { rows } = await sql<{ position: number; hash: string; row: object | null }>`
    select seal.position, seal.hash, audit.*
    from audit_seal as seal left join audit on audit.tenant = seal.tenant and audit.id = seal.audit_id
    where seal.tenant = ${tenant} and seal.position between ${position - 1} and ${position}
    order by seal.position`.execute(database);
  return rows.map(({ position: place, hash, ...row }) => ({ place, hash, row }));
};

/** Whether the audit still has that row, in that place of its chain. */
const sealed = async (database: Database, { tenant, seal: named }: Erasure): Promise<Check[]> => {
  if (!named) return [];
  const { position, before, hash, row } = named;
  const seals = await readSeals(database, tenant, position);
  const found = seals.find(({ place }) => place === position);
  const previous = seals.find(({ place }) => place === position - 1);
  const id = String(row.id);
  if (!found) return [{ holds: false, says: `The audit's chain has no place ${position}.` }];
  if (!("id" in found.row) || found.row.id === null) return [{ holds: false, says: `Row ${id} of the audit is gone.` }];
  const isThere = found.hash === hash && (previous?.hash ?? "") === before;
  const isSame = linkAfter({ position: position - 1, hash: before }, found.row).hash === hash;
  return [
    check(
      isThere,
      `The audit's chain has the same hash at place ${position}.`,
      `The audit's chain has another hash at place ${position}.`,
    ),
    check(isSame, `Row ${id} of the audit is as it was sealed.`, `Row ${id} of the audit was changed.`),
  ];
};

interface Left {
  readonly table: string;
  readonly count: number;
}

/** Where anything is left of a member that goes with an erasure. */
const readLeft = async (
  database: Database,
  { tenant, operationId }: Erasure,
  memberId: string,
  as: ErasedStatus,
): Promise<readonly string[]> => {
  const own = sql`tenant = ${tenant} and member_id = ${memberId}`;
  const deleted = deletedTables(as).map(
    (table) => sql<Left>`select ${table} as table, count(*)::int as count from ${sql.table(table)} where ${own}`,
  );
  const emptied = [...emptiedColumns].flatMap(([table, columns]) =>
    columns.map((column) => {
      // The ticket of the erasure stays with it.
      const others = table === "operation" && column === "reference" ? sql`and id <> ${operationId}` : sql``;
      return sql<Left>`select ${`${table}.${column}`} as table, count(*)::int as count from ${sql.table(table)}
        where ${own} and ${sql.ref(column)} is not null ${others}`;
    }),
  );
  const { rows } = await sql<Left>`${sql.join([...deleted, ...emptied], sql` union all `)}`.execute(database);
  return rows.filter(({ count }) => count > 0).map(({ table }) => table);
};

const readStatus = async (database: Database, tenant: string, memberId: string): Promise<string | undefined> => {
  const row = await database
    .selectFrom("member")
    .select(["status", "merged_into"])
    .where("tenant", "=", tenant)
    .where("id", "=", memberId)
    .executeTakeFirst();
  return row?.merged_into ? "merged" : row?.status;
};

/** Whether a member is gone, and nothing is left of them. */
const gone = async (database: Database, erasure: Erasure, memberId: string): Promise<readonly Check[]> => {
  const as = erasures.get(erasure.action);
  if (as === undefined) return [{ holds: false, says: `${erasure.action} erases nobody.` }];
  const expected = memberId === erasure.memberId ? as : "merged";
  const status = await readStatus(database, erasure.tenant, memberId);
  const left = await readLeft(database, erasure, memberId, as);
  return [
    check(status === expected, `${memberId} is ${expected}.`, `${memberId} is ${status ?? "not there"}.`),
    check(
      left.length === 0,
      `Nothing personal of ${memberId} is there.`,
      `Of ${memberId} there is: ${left.join(", ")}.`,
    ),
  ];
};

/** What holds of a certificate by the database that it is about, as of now. */
export const verifyInDatabase = async (erasure: Erasure, database: Database): Promise<readonly Check[]> => {
  const members = [erasure.memberId, ...erasure.mergedIds];
  const checks = await sealed(database, erasure);
  for (const memberId of members) checks.push(...(await gone(database, erasure, memberId)));
  return checks;
};
