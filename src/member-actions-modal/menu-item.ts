import type { ActionDeclaration, Currency, Notice } from "../../sdk/contract/index.js";
import type { Preset } from "../parts/preset.js";

/** One button of the menu. */
export interface MenuItem {
  /** `add:points`, and for a preset its place beside: unique in a menu, and the same after a reload of the data. */
  readonly key: string;
  readonly action: ActionDeclaration;
  readonly currency: Currency | null;
  readonly preset: Preset | null;
  /** Why this operator may not do it to this member now; null where they may. */
  readonly refusal: Notice | null;
  /** What to know beforehand. */
  readonly warnings: readonly Notice[];
  /** What is left of the operator's limit, in minor units; null: no limit. */
  readonly remaining: number | null;
}
