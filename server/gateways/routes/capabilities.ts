import { type Capabilities, contractVersion } from "../../../sdk/contract/index.js";
import type { GatewayServices } from "./services.js";

/** What a vendor lacks is left out, so that the kit hides it. */
export const capabilities = async ({ vendor }: GatewayServices): Promise<Capabilities> => {
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
    })),
    ...{ modules: said.modules, branches: said.branches, reason: said.reason, search: said.search },
    ...(said.tagCase !== undefined && { tagCase: said.tagCase }),
    preview: "estimate",
    idempotency: "gateway",
  };
};
