import type { ActionCapability, Capabilities, Currency } from "../../sdk/contract/index.js";

/** What a backend says of an action; undefined: it does not have it. */
export const capabilityOf = ({ actions }: Capabilities, actionId: string): ActionCapability | undefined =>
  actions.find(({ id }) => id === actionId);

/** The currencies that the backend does an action in. */
export const currenciesOf = (capabilities: Capabilities, actionId: string): readonly Currency[] => {
  const only = capabilityOf(capabilities, actionId)?.currencies;
  return capabilities.currencies.filter(({ code }) => only?.includes(code) ?? true);
};

/** How the backend undoes an action. A way that the kit does not know counts as none (U10). */
export const undoOf = (capabilities: Capabilities, actionId: string): "exact" | "compensating" | "none" => {
  const { undo = "exact" } = capabilityOf(capabilities, actionId) ?? {};
  return undo === "exact" || undo === "compensating" ? undo : "none";
};
