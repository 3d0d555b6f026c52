import { type Capabilities, contractVersion, findAction } from "../../../sdk/contract/index.js";
import { takenOf } from "../reasons.js";
import type { GatewayServices } from "./services.js";

/** What a vendor lacks is left out, so that the kit hides it. */
export const capabilities = async ({ vendor, reasons, approvals }: GatewayServices): Promise<Capabilities> => {
  const said = await vendor.capabilities();
  return {
    contractVersion,
    level: "preview",
    ...{ program: said.program, currencies: said.currencies, tiers: said.tiers, tierCurrency: said.tierCurrency },
    channels: [],
    actions: Object.entries(vendor.actions).map(([id, { capability, undo }]) => ({
      id,
      ...(!undo && { undo: "none" }),
      ...capability,
      optionalFields: takenOf(findAction(id) ?? { fields: {} }, capability.optionalFields, reasons),
    })),
    modules: [...said.modules, ...(approvals ? ["approvals"] : [])],
    ...{ branches: said.branches, reason: reasons.rule, search: said.search },
    ...(said.tagCase !== undefined && { tagCase: said.tagCase }),
    preview: "estimate",
    idempotency: "gateway",
  };
};
