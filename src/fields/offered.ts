import type { Capabilities, Field } from "../../sdk/contract/index.js";
import { isOfferedFor } from "../../sdk/contract/reason-code.js";
import type { Option } from "./library.js";
import { tellingChannels } from "./telling.js";

interface Asking {
  readonly capabilities: Capabilities;
  readonly permissions: readonly string[];
}

/** Whether an option of a field's list is for this action, and by a channel that this operator may send by. */
export const isOffered = (
  { capabilities, permissions }: Asking,
  actionId: string,
  { list }: Field,
  { reason, channel = "" }: Option,
): boolean =>
  list === "any-templates"
    ? tellingChannels(capabilities, actionId, permissions).includes(channel)
    : !reason || isOfferedFor(reason, actionId);
