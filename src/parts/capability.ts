import type { ActionCapability, Capabilities, Currency } from "../../sdk/contract/index.js";

/** What a backend says of an action; undefined: it does not have it. */
export const capabilityOf = ({ actions }: Capabilities, actionId: string): ActionCapability | undefined =>
  actions.find(({ id }) => id === actionId);

/** The currencies that the backend does an action in; none where it does not have the action. */
export const currenciesOf = (capabilities: Capabilities, actionId: string): readonly Currency[] => {
  const action = capabilityOf(capabilities, actionId);
  return action ? capabilities.currencies.filter(({ code }) => action.currencies?.includes(code) ?? true) : [];
};

/** How the backend undoes an action. A way that the kit does not know counts as none (U10). */
export const undoOf = (capabilities: Capabilities, actionId: string): "exact" | "compensating" | "none" => {
  const { undo = "exact" } = capabilityOf(capabilities, actionId) ?? {};
  return undo === "exact" || undo === "compensating" ? undo : "none";
};
