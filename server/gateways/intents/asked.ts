import { type ActionDeclaration, hasCurrency } from "../../../sdk/contract/index.js";
import { canonicalJson, digest, keyedDigest } from "../../domain/digest.js";
import type { Operator } from "../../domain/operator.js";
import { invalid, type RefusalError } from "../../domain/refusal.js";
import { declarationOf, type Act } from "../../http/read-act.js";
import type { GatewayAction } from "../kept/kept-action.js";
import { type Reasons, takenOf } from "../reasons.js";
import type { VendorCapabilities } from "../vendor/vendor.js";

/** An act that an operator asks for: to do something, or to undo it. */
export interface Asked extends Act {
  /** The operation that is to be undone; null: do the action. */
  readonly reverses: string | null;
  /** What waited for a second person, who approves it now; left out: it is asked for now. */
  readonly approval?: { readonly id: string; readonly by: Operator };
}

/** An act with a key: to be done once. */
export interface AskedOnce extends Asked {
  readonly key: string;
  /** The ETag that the caller saw; null: none was sent. */
  readonly ifMatch: string | null;
}

/** Keyed by the key itself, so that no two others can be compared. */
export const fingerprintOf = ({ operator, key, actionId, memberId, reverses, input, ifMatch }: AskedOnce): string =>
  keyedDigest(
    `${operator.tenant}\n${operator.id}\n${key}`,
    canonicalJson([actionId, memberId, reverses, input, ifMatch]),
  );

/** The vendor's own idempotency key: of one length, whatever the caller's is, and told apart by tenant and operator. */
export const vendorKeyOf = (tenant: string, operatorId: string, key: string): string =>
  `mk-${digest(`${tenant}\n${operatorId}\n${key}`)}`;

const unknownField = (name: string): RefusalError =>
  invalid({ pointer: `/${name}`, code: "unknown-field", detail: "There is no such field." });

/** What every action takes, and no capability names. */
const ALWAYS_TAKEN = "reference";

const isTaken = (name: string, declaration: ActionDeclaration, { capability }: GatewayAction, reasons: Reasons) =>
  name === ALWAYS_TAKEN ||
  declaration.fields[name]?.required === true ||
  takenOf(declaration, capability.optionalFields, reasons).includes(name);

/** Holds an input to what is taken of an action here. @throws RefusalError `validation` */
export const checkInput = (
  { actionId, input, reverses }: Asked,
  action: GatewayAction,
  { currencies }: VendorCapabilities,
  reasons: Reasons,
): void => {
  if (reverses !== null) return;
  const declaration = declarationOf(actionId, []);
  const foreign = Object.keys(input).find((name) => !isTaken(name, declaration, action, reasons));
  if (foreign !== undefined) throw unknownField(foreign);
  if (hasCurrency(declaration) && !currencies.some(({ code }) => code === input.currency))
    throw invalid({ pointer: "/currency", code: "unknown", detail: "There is no such currency." });
};
