import type { Selectable } from "kysely";
import type { Operation } from "../../sdk/contract/index.js";
import type { Database } from "../postgres/database.js";
import type { OperationTable } from "../postgres/schema.js";
import type { WritePath } from "../write/write-path.js";
import type { Rule } from "../domain/rule.js";

export interface RuleOptions {
  readonly database: Database;
  readonly writePath: WritePath;
  readonly rules: readonly Rule[];
}

type Due = Pick<Selectable<OperationTable>, "tenant" | "id" | "member_id" | "source" | "branch_id" | "receipt">;

const MOST_AT_ONCE = 50;

const takeDue = (database: Database): Promise<Due[]> =>
  database
    .selectFrom("operation")
    .select(["tenant", "id", "member_id", "source", "branch_id", "receipt"])
    .where("rules_due", "=", true)
    .orderBy("at")
    .limit(MOST_AT_ONCE)
    .execute();

/**
 * Shows one operation to every rule. Each reaction goes through the write path under a key made of the operation and
 * the rule, so that it is done once, however often this is repeated. What a rule does is shown to the rules once more,
 * and no further.
 */
const react = async ({ database, writePath, rules }: RuleOptions, due: Due): Promise<void> => {
  const { tenant, id, source, branch_id: branchId, member_id: memberId, receipt } = due;
  for (const { id: ruleId, name, react } of memberId && receipt ? rules : []) {
    const reaction = react(JSON.parse(receipt ?? "") as Operation);
    if (!reaction) continue;
    const key = `${id}.${ruleId}`;
    const by = {
      tenant,
      operator: null,
      source: "rule",
      cause: { id: ruleId, name },
      branchId,
      firesRules: source !== "rule",
      requestId: key,
    };
    await writePath.submit({
      ...by,
      actionId: reaction.actionId,
      memberId: memberId ?? "",
      input: { ...reaction.input },
      key,
    });
  }
  await database
    .updateTable("operation")
    .set({ rules_due: false })
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    .execute();
};

/**
 * Lets the program's rules react to all that has happened since, what they did themselves included, and answers how
 * many operations they saw. Manual operations are never among these (S0-28). Safe to repeat, to cut short, and to call
 * from several processes.
 */
export const runDueRules = async (options: RuleOptions): Promise<number> => {
  const due = await takeDue(options.database);
  for (const one of due) await react(options, one);
  return due.length === 0 ? 0 : due.length + (await runDueRules(options));
};
