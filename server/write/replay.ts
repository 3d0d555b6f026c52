import type { Operation } from "../../sdk/contract/index.js";
import type { OpenTransaction } from "../postgres/database.js";
import { isErased, type Kept } from "./claim.js";
import { KEPT_FOR_MS } from "../due/forget-refusals.js";
import { answerOf, type Finished, refusalAnswer } from "./answer.js";
import type { Refusal } from "../domain/handler.js";
import { readFirstAnswers } from "../read/receipts.js";
import type { Work } from "./write-job.js";

/** Why a used key does not answer what it did before; null where it does. */
const objection = (work: Work, kept: Kept): Refusal | null => {
  if (kept.status === "voided") return { code: "conflict", detail: "This request was given up before it arrived. Do it anew." };
  if (isErased(kept)) return { code: "member-gone", detail: "This member is no longer in the program." };
  if (kept.fingerprint !== null && kept.fingerprint !== work.fingerprint)
    return { code: "idempotency-key-reused", detail: "This key was used for another request." };
  if (kept.at.getTime() < work.at.getTime() - KEPT_FOR_MS)
    return { code: "already-done", detail: "This was done before; its answer is no longer kept." };
  return null;
};

const answerAgain = (work: Work, kept: Kept, receipt: Operation | undefined): Finished => {
  const refusal = objection(work, kept);
  if (refusal) return { answer: refusalAnswer(refusal, work.requestId), kept: false };
  const body = receipt ? JSON.stringify(receipt) : (kept.receipt ?? "");
  return { answer: answerOf(kept.http_status ?? 200, body, true), kept: true };
};

/** Answers works whose keys were used before: with the first answer, to the byte, whatever has become of the member since. */
export const replay = async (trx: OpenTransaction, known: ReadonlyMap<Work, Kept>): Promise<Map<Work, Finished>> => {
  const [tenant = ""] = [...known.keys()].map((work) => work.tenant);
  const applied = [...known.values()].flatMap(({ id, status }) => (status === "applied" ? [id] : []));
  const receipts = await readFirstAnswers(trx, tenant, applied);
  return new Map([...known].map(([work, kept]) => [work, answerAgain(work, kept, receipts.get(kept.id))]));
};
