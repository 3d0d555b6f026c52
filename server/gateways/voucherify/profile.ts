import type { AttributeValue } from "../../../sdk/contract/index.js";
import { standardAttributes } from "../../domain/profile.js";
import { type EditedVendor, givenOf, type Known } from "../vendor/profile-edit.js";
import { refusedByVendor } from "../vendor/vendor-error.js";
import type { VoucherifyOwn } from "./actions.js";
import { customerPath, type Customers } from "./customers.js";
import { Customer, notAccepted, type VoucherifyApi } from "./voucherify-api.js";

/** What each attribute is called in Voucherify. */
const fields = { name: "name", email: "email", phone: "phone", birthday: "birthdate" } as const;

const { name, email, phone, birthday } = standardAttributes;

/** Who has no name is called something else, so that it can't be edited here. */
const knownOf = (customer: Customer): Known => {
  const values = Object.entries(fields).map(([id, field]): readonly [string, AttributeValue] => [
    id,
    givenOf(customer[field]),
  ]);
  return { values: Object.fromEntries(values.filter(([id, value]) => id !== "name" || value !== null)), version: null };
};

/** What Voucherify knows of its customers, as it is edited. It counts no versions, and empties nothing. */
export const editedVoucherify = (
  api: VoucherifyApi,
  customers: Customers,
  today: () => string,
): EditedVendor<VoucherifyOwn> => ({
  ...{ vendor: "Voucherify", attributes: [name, email, phone, birthday], canEmpty: false, today },
  known: ({ own: { customer } }) => knownOf(customer),
  read: async (id) => knownOf(await customers.read(id)),
  write: async (id, values) => {
    const body = Object.fromEntries(
      Object.entries(fields).flatMap(([to, field]) => (to in values ? [[field, values[to]]] : [])),
    );
    const answer = await api.try({ method: "PUT", path: customerPath(id), body }, Customer);
    if (!("value" in answer)) throw refusedByVendor("conflict", notAccepted(answer.code));
    return true;
  },
});
