import { permissionOf, type Capabilities, type Operator } from "../../sdk/contract/index.js";
import { capabilityOf, currenciesOf } from "./capability.js";

/** The backend that is asked, and who asks. Until the operator is known, nothing is taken to be forbidden. */
export interface Asking {
  readonly capabilities: Capabilities;
  readonly operator: Operator | undefined;
}

/**
 * Whether a control that writes may be used: `absent`, the backend can't do it, so that there is no control; or
 * `forbidden`, this operator may not, so that the control stands there and says why it does nothing.
 */
export type Right = "allowed" | "forbidden" | "absent";

/** Whether an operator was granted one of these permissions, or all there are. */
export const isGranted = (permissions: readonly string[], ...oneOf: readonly string[]): boolean =>
  ["*", ...oneOf].some((permission) => permissions.includes(permission));

/** Whether this operator may not do an action; in one currency, where it has one. */
export const isForbidden = ({ capabilities, operator }: Asking, actionId: string, currency: string | null): boolean => {
  const permission = permissionOf(actionId) ?? capabilityOf(capabilities, actionId)?.own?.permission;
  if (!operator || !permission) return false;
  return !isGranted(operator.permissions, permission, `${permission}:${currency}`);
};

/** The right to an action; in one currency, where it has one. */
export const rightTo = (asking: Asking, actionId: string, currency: string | null = null): Right => {
  const { capabilities } = asking;
  const isThere =
    currency === null
      ? capabilityOf(capabilities, actionId) !== undefined
      : currenciesOf(capabilities, actionId).some(({ code }) => code === currency);
  if (!isThere) return "absent";
  return isForbidden(asking, actionId, currency) ? "forbidden" : "allowed";
};

/** Whether there is anything that this operator may do. */
export const mayAct = (asking: Asking): boolean =>
  asking.capabilities.actions.some(({ id }) => {
    const codes = [null, ...currenciesOf(asking.capabilities, id).map(({ code }) => code)];
    return codes.some((code) => !isForbidden(asking, id, code));
  });
