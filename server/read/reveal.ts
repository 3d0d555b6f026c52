import { auditRow, insertAudits } from "../audit/audited.js";
import { isMaskable, REVEALS } from "../domain/masking.js";
import { permit } from "../domain/permission.js";
import { attributesOf } from "../domain/profile.js";
import { invalid, type Refusal, RefusalError } from "../domain/refusal.js";
import { member } from "./member.js";
import { readProgram } from "./program.js";
import type { Query, Question, Sources } from "./query.js";

type Asked = Question<"reveal">;

/** Who looked, when, at whom, at which detail, and whether they were shown it: never what it is. */
const audit = async (
  { operator, requestId, params, body }: Asked,
  { writeDatabase, clock }: Sources,
  outcome: "shown" | Refusal["code"],
): Promise<void> => {
  const { tenant, id: operatorId } = operator;
  const look = { tenant, at: clock.now(), requestId, operatorId, action: "reveal", outcome };
  await insertAudits(writeDatabase, [auditRow({ ...look, memberId: params.memberId, subject: body.field })]);
};

/** The member as they are, whatever is hidden from who asks; refused where they are not there. */
const unmasked = async (asked: Asked, sources: Sources) => {
  const seesAll = { ...asked.operator, permissions: ["*"] };
  return (await member({ ...asked, operator: seesAll, query: {}, body: undefined }, sources)).value;
};

const assertMasks = async ({ operator, body }: Asked, { database }: Sources): Promise<void> => {
  const { program } = await readProgram(database, operator.tenant);
  if (program.masksContacts !== true) throw new RefusalError("capability-not-supported", "This program hides nothing.");
  const attribute = attributesOf(program, []).find(({ id }) => id === body.field);
  if (!attribute || !isMaskable(attribute))
    throw invalid({ pointer: "/field", code: "not-an-option", detail: "This is no detail that is hidden." });
};

/**
 * One detail that is masked, as it is. The look is in the audit before it is answered; where it can't be written there,
 * nothing is answered. Safe to repeat: each time is a look of its own.
 */
export const reveal: Query<"reveal"> = async (asked, sources) => {
  const { field } = asked.body;
  const { details } = await unmasked(asked, sources);
  await assertMasks(asked, sources);
  const refusal = permit(asked.operator, REVEALS, null);
  await audit(asked, sources, refusal?.code ?? "shown");
  if (refusal) throw new RefusalError(refusal.code, refusal.detail);
  const { kind, value } = details.find(({ id }) => id === field) ?? { kind: "text", value: null };
  return { value: { field, kind, value } };
};
