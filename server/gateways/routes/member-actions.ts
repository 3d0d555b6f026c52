import {
  type ActionDeclaration,
  type Currency,
  findAction,
  hasCurrency,
  type MemberAction,
} from "../../../sdk/contract/index.js";
import { remaining, type Usage } from "../../domain/limits.js";
import { authorize } from "../../domain/permission.js";
import type { Call } from "../../http/route-handler.js";
import { checkMember } from "../intents/checks.js";
import type { GatewayAction } from "../kept/kept-action.js";
import type { Found } from "../vendor/vendor.js";
import type { GatewayServices } from "./services.js";

interface Standing {
  readonly operator: Call["operator"];
  readonly usage: Usage;
  readonly found: Found;
  /** What is over a limit waits for a second person. */
  readonly waits: boolean;
}

const NO_PROGRAM = { program: {} };

const memberAction = (
  declaration: ActionDeclaration,
  action: GatewayAction,
  currency: Currency | null,
  { operator, usage, found, waits }: Standing,
): MemberAction => {
  const code = currency?.code ?? null;
  const unauthorized = authorize(operator, declaration, { currency: code, amount: 1 }, { ...NO_PROGRAM, usage });
  const isToWait = waits && unauthorized?.code === "limit-exceeded";
  const refusal = (isToWait ? null : unauthorized) ?? checkMember(action, found);
  return {
    action: declaration.id,
    currency: code,
    allowed: refusal === null,
    reason: refusal && { code: refusal.code, detail: refusal.detail },
    remaining: remaining(operator.limits, declaration.id, code, usage),
    warnings: [],
  };
};

/** Every action that the vendor has, once for each currency where it has one, with the reason why it is not allowed now. */
export const memberActions = async (
  { operator, params }: Call<"memberActions">,
  { vendor, path, member, approvals }: GatewayServices,
): Promise<{ data: MemberAction[] }> => {
  const [found, { currencies }, usage] = await Promise.all([
    member(params.memberId),
    vendor.capabilities(),
    path.store.usage(operator.id),
  ]);
  const standing = { operator, usage, found, waits: approvals !== null };
  const data = Object.entries(vendor.actions).flatMap(([id, action]) => {
    const declaration = findAction(id);
    if (!declaration) return [];
    const each = hasCurrency(declaration) ? currencies : [null];
    return each.map((currency) => memberAction(declaration, action, currency, standing));
  });
  return { data };
};
