import { problems, type Settlement } from "../../sdk/contract/index.js";
import type { Problem } from "../../sdk/contract/schemas/problem.js";
import type { Database } from "../postgres/database.js";
import { pipelined, type PipelinedTransaction } from "../postgres/pipeline.js";
import { insertOf } from "../postgres/rows.js";
import { isErased, type KeptAnswer, keptAnswers } from "./kept-answers.js";
import { answerOf } from "./answer.js";
import { lockTimeout, onLockTimeout, TWIN_WAIT_MS } from "./lock-timeout.js";
import { newId } from "../domain/new-id.js";
import { firstAnswersOf, receiptRows } from "../read/receipts.js";
import type { Answer, SettleRequest } from "./request.js";
import { scopeOf } from "./write-job.js";

const unsettled = (state: "running" | "voided"): Settlement => ({
  state,
  status: null,
  operation: null,
  problem: null,
});

const keptProblem = ({ receipt }: KeptAnswer): Settlement["problem"] => {
  if (receipt === null) return { code: "already-done", detail: "This was refused before; why is no longer kept." };
  const { code, detail } = JSON.parse(receipt) as Problem;
  return { code, detail };
};

const gone: Settlement["problem"] = { code: "member-gone", detail: problems["member-gone"].title };

const settled = async (transaction: PipelinedTransaction, tenant: string, kept: KeptAnswer): Promise<Settlement> => {
  if (kept.status === "voided") return unsettled("voided");
  const status = kept.http_status;
  if (kept.status === "refused") return { state: "settled", status, operation: null, problem: keptProblem(kept) };
  if (isErased(kept))
    return { state: "settled", status: problems["member-gone"].status, operation: null, problem: gone };
  const [rows] = await transaction.send(receiptRows(tenant, [kept.id]));
  const operation = firstAnswersOf(rows).get(kept.id) ?? null;
  return { state: "settled", status, operation, problem: null };
};

/**
 * Claims the key for nothing, so that whatever arrives under it is refused; a key that was used keeps what it answered.
 */
const voidOrRead = async (
  transaction: PipelinedTransaction,
  request: SettleRequest,
  now: Date,
): Promise<Settlement> => {
  const { tenant, key, operator, source } = request;
  const scope = scopeOf(request);
  const id = newId("op", now);
  const row = {
    tenant,
    id,
    scope,
    key,
    action: "void",
    operator_id: operator?.id ?? null,
    source,
    at: now,
    status: "voided",
    rules_due: false,
  };
  transaction.ahead(
    lockTimeout(TWIN_WAIT_MS),
    insertOf("operation", [row], { keys: ["tenant", "scope", "key"], update: "keep" }),
  );
  const [[kept]] = await transaction.send(keptAnswers(tenant, [{ scope, key }]));
  const settlement = kept && kept.id !== id ? await settled(transaction, tenant, kept) : unsettled("voided");
  await transaction.commit();
  return settlement;
};

/** Says what became of a key: its outcome, "still running", or voids it. Safe to repeat. */
export const settle = async (database: Database, request: SettleRequest, now: Date): Promise<Answer> => {
  const settlement = await pipelined(database, (transaction) => voidOrRead(transaction, request, now)).catch(
    onLockTimeout(() => unsettled("running")),
  );
  return answerOf(200, JSON.stringify(settlement));
};
