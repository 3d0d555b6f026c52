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
}

const NO_PROGRAM = { program: {} };

const memberAction = (
  declaration: ActionDeclaration,
  action: GatewayAction,
  currency: Currency | null,
  { operator, usage, found }: Standing,
): MemberAction => {
  const code = currency?.code ?? null;
  const refusal =
    authorize(operator, declaration, { currency: code, amount: 1 }, { ...NO_PROGRAM, usage }) ??
    checkMember(action, found);
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
  { vendor, path, member }: GatewayServices,
): Promise<{ data: MemberAction[] }> => {
  const [found, { currencies }, usage] = await Promise.all([
    member(params.memberId),
    vendor.capabilities(),
    path.store.usage(operator.id),
  ]);
  const standing = { operator, usage, found };
  const data = Object.entries(vendor.actions).flatMap(([id, action]) => {
    const declaration = findAction(id);
    if (!declaration) return [];
    const each = hasCurrency(declaration) ? currencies : [null];
    return each.map((currency) => memberAction(declaration, action, currency, standing));
  });
  return { data };
};
