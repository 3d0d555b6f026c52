import { type ActionDeclaration, type Capabilities, catalogue, findAction } from "../../sdk/contract/index.js";
import { lacksModule } from "../../sdk/contract/modules.js";
import { ownAction } from "../../sdk/contract/own-action.js";
import { capabilityOf } from "./capability.js";

/** The actions of the catalogue that a backend has, in the catalogue's order. */
export const builtInActions = (capabilities: Capabilities): readonly ActionDeclaration[] =>
  Object.values<ActionDeclaration>(catalogue).filter(
    (action) => capabilityOf(capabilities, action.id) && !lacksModule(action, capabilities.modules),
  );

/** All actions that a backend has: those of the catalogue, then its own. */
export const offeredActions = (capabilities: Capabilities): readonly ActionDeclaration[] => {
  const own = capabilities.actions.filter(({ id }) => !findAction(id));
  return [...builtInActions(capabilities), ...own.flatMap((each) => ownAction(each) ?? [])];
};
