import type { ActionDeclaration, ReasonCode } from "../../sdk/contract/index.js";
import type { ReasonRule } from "../domain/program.js";

/** Why operators act: what is asked of them, and the reasons that they choose from. They stand in the gateway only. */
export interface Reasons {
  readonly rule: ReasonRule;
  /** In the order in which they are offered; without any, no reason is asked for. */
  readonly codes: readonly ReasonCode[];
}

/** A note may be given, and nothing else. */
export const NO_REASONS: Reasons = { rule: { reasonCode: "hidden", note: "optional" }, codes: [] };

/** The optional fields that are taken of an action: what the vendor takes, and the reason. */
export const takenOf = (
  { fields }: Pick<ActionDeclaration, "fields">,
  optionalFields: readonly string[],
  { rule }: Reasons,
): string[] => [
  ...("reasonCode" in fields && rule.reasonCode !== "hidden" ? ["reasonCode"] : []),
  ...optionalFields.filter((name) => name !== "note" || rule.note !== "hidden"),
];
