import type { ActionDeclaration } from "./define-action.js";
import type { Field, PickerList } from "./fields.js";

/** The module of a backend that tells what balances were. */
export const balanceHistoryModule = "balance-history";

/** The module of a backend that tells which members belong together. */
export const householdModule = "household";

/** The module of a backend that shows who did, and was shown, what. */
export const auditModule = "audit";

/** The module of a backend that certifies erasures. */
export const certificatesModule = "certificates";

const moduleOfList: Partial<Readonly<Record<PickerList, string>>> = {
  gifts: "gifts",
  "held-gifts": "gifts",
  "punch-cards": "punch-cards",
  rewards: "rewards",
  "held-coupons": "rewards",
  "held-cards": "cards",
  purchases: "purchases",
  templates: "messages",
  tiers: "tiers",
  "hidden-tiers": "hidden-tiers",
  currencies: "multicurrency",
  integrations: "integrations",
};

const moduleOf = ({ kind, list, module }: Field): string | undefined =>
  kind === "tag" ? "tags" : list ? moduleOfList[list] : module;

/** Whether a backend with these modules lacks one without which an action can't be filled in (S3-1, S3-7, S3-11). */
export const lacksModule = ({ fields }: Pick<ActionDeclaration, "fields">, modules: readonly string[]): boolean =>
  Object.values(fields).some((field) => {
    const module = moduleOf(field);
    return module !== undefined && !modules.includes(module);
  });
