import { type Selectable, sql } from "kysely";
import { findAction, type Operation, type Problem } from "../../sdk/contract/index.js";
import { RefusalError } from "../domain/refusal.js";
import type { Rule } from "../domain/rule.js";
import { tenantsWith } from "../postgres/all-tenants.js";
import type { Database } from "../postgres/database.js";
import type { OperationTable } from "../postgres/schema.js";
import type { Answer } from "../write/request.js";
import type { WritePath } from "../write/write-path.js";

export interface RuleOptions {
  readonly database: Database;
  readonly writePath: WritePath;
  readonly rules: readonly Rule[];
}

interface Due extends Pick<
  Selectable<OperationTable>,
  "tenant" | "id" | "member_id" | "source" | "branch_id" | "receipt"
> {
  /** When that was bought which it registered; null: it registered nothing that was bought. */
  readonly bought_at: Date | null;
}

const readDue = (database: Database, tenant: string, ids: readonly string[]): Promise<Due[]> =>
  database
    .selectFrom("operation")
    .leftJoin("purchase", (join) =>
      join.onRef("purchase.tenant", "=", "operation.tenant").onRef("purchase.operation_id", "=", "operation.id"),
    )
    .select(["operation.tenant", "operation.id", "operation.member_id", "operation.source", "operation.receipt"])
    .select(["purchase.at as bought_at"])
    .select((eb) => eb.fn.coalesce("operation.branch_id", "purchase.branch_id").as("branch_id"))
    .where("operation.tenant", "=", tenant)
    .where("operation.id", "in", ids)
    .where("operation.rules_due", "=", true)
    .orderBy("operation.id")
    .execute();

/** A reaction that may still be done later must not be taken for one that was refused for good. */
const assertFinal = ({ status, body }: Answer): void => {
  if (status === 200) return;
  const { detail, retryable } = JSON.parse(body) as Problem;
  if (retryable) throw new RefusalError("unavailable", undefined, { cause: new Error(detail) });
};

/** When what an event earns expires, where it says so and the reaction may: a rule's own day comes first (S3-16). */
const expiryOf = ({ effects }: Operation, actionId: string): { readonly expiresAt?: string } => {
  const expiresAt = effects.find((effect) => effect.expiresAt)?.expiresAt;
  return expiresAt && findAction(actionId)?.fields.expiresAt ? { expiresAt } : {};
};

/**
 * Shows one operation to every rule, and answers the ids of the operations that the reactions became. Each reaction has
 * a key made of the operation and the rule, so that it is done once, however often this is repeated.
 */
const react = async ({ writePath, rules }: RuleOptions, due: Due): Promise<readonly string[]> => {
  const { tenant, id, source, branch_id: branchId, member_id: memberId, receipt, bought_at } = due;
  if (memberId === null || receipt === null) return [];
  const caused: string[] = [];
  for (const { id: ruleId, name, react } of rules) {
    const told = JSON.parse(receipt) as Operation;
    // A purchase that is claimed earns by the rules of its day, and days are counted from it.
    const seen = bought_at ? { ...told, at: bought_at.toISOString() } : told;
    const reaction = react(seen);
    if (!reaction) continue;
    const key = `${id}.${ruleId}`;
    const by = {
      tenant,
      operator: null,
      source: "rule",
      cause: { id: ruleId, name },
      branchId,
      requestId: key,
      causedBy: id,
    };
    // The rules see what a rule did once more, and no further.
    const firesRules = source !== "rule";
    const { actionId } = reaction;
    const input = { ...expiryOf(seen, actionId), ...reaction.input };
    const answer = await writePath.submit({ ...by, firesRules, actionId, memberId, input, key });
    assertFinal(answer);
    if (answer.status === 200 && firesRules) caused.push((JSON.parse(answer.body) as Operation).id);
  }
  return caused;
};

/**
 * Lets the program's rules react to some operations of one tenant, and to what these reactions caused in turn. Answers
 * how many operations the rules saw. Operations that the rules have seen already are skipped. An operation counts as
 * seen once everything it caused is done, so that a repetition finishes what was cut short. It is safe to repeat, and
 * to run in several processes.
 *
 * @throws RefusalError `unavailable` where a reaction cannot be done now. Its operation stays due.
 */
export const runRulesOn = async (options: RuleOptions, tenant: string, ids: readonly string[]): Promise<number> => {
  if (ids.length === 0) return 0;
  const { database } = options;
  let seen = 0;
  for (const due of await readDue(database, tenant, ids)) {
    seen += 1 + (await runRulesOn(options, tenant, await react(options, due)));
    await database
      .updateTable("operation")
      .set({ rules_due: false })
      .where("tenant", "=", tenant)
      .where("id", "=", due.id)
      .execute();
  }
  return seen;
};

const MOST_AT_ONCE = 50;

type Place = Pick<Selectable<OperationTable>, "at" | "id">;

/** The next of the due operations of a tenant, by the index of those that are due. */
const findDue = (database: Database, tenant: string, after: Place | undefined): Promise<Place[]> =>
  database
    .selectFrom("operation")
    .select(["at", "id"])
    .where("tenant", "=", tenant)
    .where("rules_due", "=", true)
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(at, id) > (${after?.at}, ${after?.id})`))
    .orderBy("at")
    .orderBy("id")
    .limit(MOST_AT_ONCE)
    .execute();

/** @param failed told of each that could not be done now; answers how many the rules saw of it */
const runDueRulesOf = async (
  options: RuleOptions,
  tenant: string,
  failed: (error: unknown) => number,
): Promise<number> => {
  let seen = 0;
  let page: Place[] = [];
  do {
    page = await findDue(options.database, tenant, page.at(-1));
    for (const { id } of page) seen += await runRulesOn(options, tenant, [id]).catch(failed);
  } while (page.length === MOST_AT_ONCE);
  return seen;
};

/**
 * Lets the program's rules react to every operation of any tenant that they have not seen yet, and answers how many
 * they saw. Manual operations are never among these (S0-28). It is safe to repeat, to cut short, and to run in several
 * processes.
 *
 * @throws RefusalError `unavailable`, after all others are done, where some reaction could not be done now
 */
export const runDueRules = async (options: RuleOptions): Promise<number> => {
  const failures: unknown[] = [];
  const failed = (error: unknown): number => {
    failures.push(error);
    return 0;
  };
  let seen = 0;
  for (const tenant of await tenantsWith(options.database, sql`operation`, sql`rules_due`))
    seen += await runDueRulesOf(options, tenant, failed);
  if (failures.length > 0) throw failures[0];
  return seen;
};
