import { findAction, type ActionDeclaration, type Capabilities } from "../../sdk/contract/index.js";
import { capabilityOf } from "./capability.js";

/** What an action is called and looks like: one of the catalogue, or of the backend's own. Undefined: it is neither. */
export const actionWords = (
  capabilities: Capabilities,
  id: string,
): Pick<ActionDeclaration, "title" | "past" | "icon" | "channel"> | undefined => {
  const own = capabilityOf(capabilities, id)?.own;
  return findAction(id) ?? (own && { title: own.title, past: own.past ?? own.title, icon: own.icon ?? "" });
};
