import { permissionOf, type Capabilities } from "../../sdk/contract/index.js";
import { senderOf } from "../../sdk/contract/senders.js";
import { capabilityOf } from "../parts/capability.js";
import { isGranted } from "../parts/rights.js";

/** The channels by which an operator with these permissions can have a member told of an action. */
export const tellingChannels = (
  capabilities: Capabilities,
  actionId: string,
  permissions: readonly string[],
): readonly string[] =>
  (capabilityOf(capabilities, actionId)?.notifiesBy ?? []).filter((channel) => {
    const permission = permissionOf(senderOf(channel) ?? "");
    return permission !== undefined && isGranted(permissions, permission);
  });
