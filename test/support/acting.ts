import type { Problem, Settlement, Simulation } from "../../sdk/contract/index.js";
import type { Operator } from "../../server/domain/operator.js";
import type { Database } from "../../server/postgres/database.js";
import type { Program } from "../../server/domain/program.js";
import type { Answer, ReverseRequest, WriteRequest } from "../../server/write/request.js";
import { createWritePath } from "../../server/write/write-path.js";
import { TestClock } from "./backend.js";
import { recorded } from "./statements.js";
import { makeMember, makeTenant, operatorOf } from "./tenant.js";

/** An answer, read: exactly one of `operation` and `problem` is there. */
export interface ReadAnswer extends Answer {
  readonly operation: Simulation;
  readonly problem: Problem;
  readonly code: string | undefined;
}

export const readAnswer = (answer: Answer): ReadAnswer => {
  const body = JSON.parse(answer.body) as Simulation & Problem;
  return { ...answer, operation: body, problem: body, code: body.code };
};

type Given = Partial<Omit<WriteRequest, "input" | "actionId" | "tenant">>;

let keys = 0;

/** A program, a member and an operator on a database, and the write path to act with. */
export const startActing = async (
  database: Database,
  { program = {}, operator: who = {} }: { program?: Partial<Program>; operator?: Partial<Operator> } = {},
) => {
  const tenant = await makeTenant(database, program);
  const memberId = await makeMember(database, tenant);
  const operator = operatorOf(tenant, who);
  const clock = new TestClock("2026-11-21T10:00:00.000Z");
  const path = createWritePath({ database: recorded(database), clock });
  const origin = { tenant, operator, source: "manual", requestId: "req_test" };
  const newKey = () => `key-${++keys}`;
  return {
    database,
    tenant,
    memberId,
    operator,
    clock,
    path,
    newKey,
    /** Does an action on the member, by default with a key of its own. */
    act: async (actionId: string, input: Record<string, unknown>, given: Given = {}) =>
      readAnswer(await path.submit({ ...origin, memberId, key: newKey(), ...given, actionId, input })),
    preview: async (actionId: string, input: Record<string, unknown>, given: Given = {}) =>
      readAnswer(await path.preview({ ...origin, memberId, ...given, actionId, input })),
    previewReversal: async (operationId: string) =>
      readAnswer(await path.previewReversal({ ...origin, operationId, input: {} })),
    reverse: async (operationId: string, given: Partial<Omit<ReverseRequest, "tenant" | "operationId">> = {}) =>
      readAnswer(await path.reverse({ ...origin, key: newKey(), input: {}, ...given, operationId })),
    settle: async (key: string, given: Given = {}) =>
      JSON.parse((await path.settle({ ...origin, ...given, key })).body) as Settlement,
    /** The member's account in a currency, as it stands in the database. */
    account: (currency = "points", id = memberId) =>
      database
        .selectFrom("account")
        .select(["earned", "spendable", "spent", "expired", "pending", "seq"])
        .where("tenant", "=", tenant)
        .where("member_id", "=", id)
        .where("currency", "=", currency)
        .executeTakeFirst(),
    /** The row that is the member's own. */
    row: (id = memberId) =>
      database
        .selectFrom("member")
        .select(["status", "tier_id", "version"])
        .where("tenant", "=", tenant)
        .where("id", "=", id)
        .executeTakeFirstOrThrow(),
    /** How many rows of a table belong to the tenant. */
    count: async (
      table: "operation" | "entry" | "audit" | "message" | "member_gift" | "member_punch_card" | "coupon",
    ): Promise<number> => {
      const { n } = await database
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("tenant", "=", tenant)
        .executeTakeFirstOrThrow();
      return n;
    },
  };
};

export type Acting = Awaited<ReturnType<typeof startActing>>;
