import type { Operation } from "../../sdk/contract/index.js";
import type { PipelinedTransaction } from "../postgres/pipeline.js";
import { isErased, type KeptAnswer } from "./kept-answers.js";
import { answerOf, type JobAnswer, refusalAnswer } from "./answer.js";
import { firstAnswersOf, receiptRows } from "../read/receipts.js";
import type { WriteJob } from "./write-job.js";
import type { Refusal } from "../domain/refusal.js";

/** How long an answer can be asked for again: 7 days. Its key is used for ever. */
export const KEPT_FOR_MS = 7 * 24 * 60 * 60 * 1000;

/** Why a used key does not answer what it did before; null where it does. */
const objection = (job: WriteJob, kept: KeptAnswer): Refusal | null => {
  if (kept.status === "voided")
    return { code: "conflict", detail: "This request was given up before it arrived. Do it anew." };
  if (isErased(kept)) return { code: "member-gone", detail: "This member is no longer in the program." };
  if (kept.fingerprint !== null && kept.fingerprint !== job.fingerprint)
    return { code: "idempotency-key-reused", detail: "This key was used for another request." };
  if (kept.at.getTime() < job.at.getTime() - KEPT_FOR_MS)
    return { code: "already-done", detail: "This was done before; its answer is no longer kept." };
  return null;
};

const answerAgain = (job: WriteJob, kept: KeptAnswer, receipt: Operation | undefined): JobAnswer => {
  const refusal = objection(job, kept);
  if (refusal) return { answer: refusalAnswer(refusal, job.requestId), kept: false };
  const body = receipt ? JSON.stringify(receipt) : (kept.receipt ?? "");
  return { answer: answerOf(kept.http_status ?? 200, body, true), kept: true };
};

/**
 * Answers works whose keys were used before: with the first answer, to the byte, whatever has become of the member
 * since.
 */
export const replay = async (
  transaction: PipelinedTransaction,
  known: ReadonlyMap<WriteJob, KeptAnswer>,
): Promise<Map<WriteJob, JobAnswer>> => {
  const [tenant = ""] = [...known.keys()].map((job) => job.tenant);
  const applied = [...known.values()].flatMap(({ id, status }) =>
    status === "applied" || status === "awaiting" ? [id] : [],
  );
  const [rows] = applied.length === 0 ? [[]] : await transaction.send(receiptRows(tenant, applied));
  const receipts = firstAnswersOf(rows);
  return new Map([...known].map(([job, kept]) => [job, answerAgain(job, kept, receipts.get(kept.id))]));
};
