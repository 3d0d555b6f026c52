import { decodeJwt, type JSONWebKeySet } from "jose";
import type { Erasure } from "../../sdk/contract/index.js";
import { erasures } from "../audit/erasures.js";
import { permissionOf } from "../../sdk/contract/permissions.js";
import { isGranted } from "../domain/operator.js";
import { requirePermission } from "../domain/permission.js";
import { RefusalError } from "../domain/refusal.js";
import type { Database } from "../postgres/database.js";
import { READS_AUDIT } from "./audit.js";
import type { Query, Sources } from "./query.js";
import { refuseUnknown } from "./require-member.js";

const readErasure = (database: Database, tenant: string, operationId: string) =>
  database
    .selectFrom("operation")
    .leftJoin("certificate", (join) =>
      join.onRef("certificate.tenant", "=", "operation.tenant").onRef("certificate.operation_id", "=", "operation.id"),
    )
    .where("operation.tenant", "=", tenant)
    .where("operation.id", "=", operationId)
    .where("operation.status", "=", "applied")
    .where("operation.action", "in", [...erasures.keys()])
    .select(["operation.action", "certificate.document"])
    .executeTakeFirst();

/** The certificate of an erasure, as it was signed, for who may erase in that way or read the audit. */
export const certificate: Query<"certificate"> = async (question, sources) => {
  const { operator, params } = question;
  const { database, signer } = sources;
  if (!signer) throw new RefusalError("capability-not-supported", "This server has no key to sign certificates with.");
  const erasure = await readErasure(database, operator.tenant, params.operationId);
  if (!erasure) return refuseUnknown(question, sources, params);
  if (!isGranted(operator, READS_AUDIT)) requirePermission(operator, permissionOf(erasure.action) ?? erasure.action);
  const { document: jws } = erasure;
  if (jws === null) throw new RefusalError("unavailable", "It is signed once the audit is sealed, within seconds.");
  return { value: { erasure: decodeJwt<Erasure>(jws), jws } };
};

/** The public keys that certificates are verified with. */
export const certificateKeys = ({ signer }: Pick<Sources, "signer">): Promise<JSONWebKeySet> => {
  if (!signer) throw new RefusalError("capability-not-supported", "This server signs no certificates.");
  return signer.keys();
};
