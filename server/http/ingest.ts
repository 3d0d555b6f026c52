import { Hono } from "hono";
import * as z from "zod/mini";
import type { Operation } from "../../sdk/contract/index.js";
import { Id } from "../../sdk/contract/schemas/inputs.js";
import type { Admit } from "./admission.js";
import type { Environment, HttpContext } from "./exchange.js";
import { readIdempotencyKey } from "./idempotency-key.js";
import { readJson } from "./json-body.js";
import { isGranted, type Operator } from "../domain/operator.js";
import { send } from "./routing.js";
import type { Services } from "./services.js";
import { validate } from "../domain/validation.js";
import { keepReceipt } from "../write/keep-receipt.js";
import { replyOf } from "./writing.js";
import { runRulesOn } from "../due/run-rules.js";
import type { Rule } from "../domain/rule.js";
import { RefusalError } from "../domain/refusal.js";

/** What a till reports. */
const Purchase = z.strictObject({
  /** Whose it is. Left out: nobody's yet, to be claimed by the number on its receipt. */
  memberId: z.optional(Id),
  /** What was paid, in cents of a euro: at most a million euros. */
  amount: z.int().check(z.gte(1), z.lte(100_000_000)),
  branchId: z.optional(Id),
  /** The number on the till's receipt, which counts once: letters, digits and `-/._#`. */
  receipt: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(40))),
  /** What was bought. A thing that the program doesn't list is kept by its id. */
  items: z.optional(
    z
      .array(
        z.strictObject({
          itemId: Id,
          quantity: z.int().check(z.gte(1), z.lte(10_000)),
          /** What was paid for all of them, in cents. */
          amount: z.int().check(z.gte(0), z.lte(100_000_000)),
        }),
      )
      .check(z.maxLength(200)),
  ),
});

/** The one permission of a till: to report events. */
const PERMISSION = "events:ingest";

const admitTill = async (c: HttpContext, admit: Admit): Promise<Operator> => {
  c.set("route", "/ingest/purchases");
  const till = await admit(c, "ingest");
  if (!isGranted(till, PERMISSION)) throw new RefusalError("forbidden");
  return till;
};

/**
 * The route by which tills report purchases: `POST /purchases`, once for each `Idempotency-Key`. It answers the
 * purchase's receipt after the rules have reacted to it and to what they caused; other operations that are due are left
 * to the due work. A repetition finishes reactions that were cut short. Of a purchase without a member, the receipt is
 * kept until somebody claims it: its number is its key. The route is no part of the contract: another backend learns of
 * purchases in its own way.
 */
export const ingestRoutes = (
  admit: Admit,
  { writeDatabase, writePath, clock }: Services,
  rules: readonly Rule[],
): Hono<Environment> => {
  const routes = new Hono<Environment>();
  routes.post("/purchases", async (c) => {
    const { tenant, id: till } = await admitTill(c, admit);
    const key = `${till}:${readIdempotencyKey(c.req.raw.headers)}`;
    const { memberId, amount: cents, branchId = null, ...told } = validate(Purchase, await readJson(c.req.raw));
    const amount = { amount: cents, currency: "EUR", scale: 2 };
    if (memberId === undefined)
      return c.json(await keepReceipt(writeDatabase, { tenant, at: clock.now(), branchId, amount, ...told }));
    const input = { amount, ...told };
    const by = { tenant, operator: null, source: "pos", branchId, firesRules: true, requestId: c.var.requestId };
    const answer = await writePath.submit({ ...by, actionId: "purchase", memberId, input, key });
    if (answer.status === 200) {
      const { id } = JSON.parse(answer.body) as Operation;
      await runRulesOn({ database: writeDatabase, writePath, rules }, tenant, [id]);
    }
    return send(c, replyOf(answer));
  });
  return routes;
};
