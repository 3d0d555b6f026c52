import type { GatewayTransaction } from "../schema.js";
import type { Vendor, VendorAction, VendorCall } from "../vendor/vendor.js";

/** What is to be kept of an act: it stands in the gateway's own tables once the transaction of the act is committed. */
export type KeptChange<Plan = unknown> = Pick<VendorCall<Plan>, "memberId" | "plan" | "text"> & { readonly at: Date };

/**
 * An action of the gateway's own: the vendor knows nothing of what it changes, and is not called. So it takes no key of the
 * vendor's and no mark, and one transaction is all of it.
 */
export interface KeptAction<Own = unknown, Plan = unknown> extends Pick<
  VendorAction<Own, Plan>,
  "capability" | "refusal" | "estimate" | "undo"
> {
  /**
   * Writes what was decided, in the transaction of the act.
   * @throws RefusalError `operation-in-progress` where it is by then no more as it was when that was decided
   */
  keep(trx: GatewayTransaction, change: KeptChange<Plan>): Promise<void>;
}

/** An action as the gateway does it: by the vendor, or by itself. */
export type GatewayAction = VendorAction | KeptAction;

/** A vendor with what the gateway keeps for it. */
export interface KeepingVendor extends Omit<Vendor, "actions"> {
  readonly actions: Readonly<Record<string, GatewayAction>>;
}
