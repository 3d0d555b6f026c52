import * as z from "zod/mini";
import { standardAttributes } from "../../domain/profile.js";
import { type EditedVendor, givenOf, type Known } from "../vendor/profile-edit.js";
import { refusedByVendor, type VendorError } from "../vendor/vendor-error.js";
import { notAccepted, type SquareOwn } from "./actions.js";
import { customerPath, type Customers, isYearless } from "./customers.js";
import { Customer, type SquareApi } from "./square-api.js";

/** What each attribute is called in Square. A whole name has no field there: it is made of the other two. */
const fields = {
  firstName: "given_name",
  familyName: "family_name",
  email: "email_address",
  phone: "phone_number",
  birthday: "birthday",
  company: "company_name",
} as const;

const text = (id: string, label: string) => ({ id, label, kind: "text", required: false, editable: true });

const { firstName, email, phone, birthday } = standardAttributes;

const attributes = [
  firstName,
  text("familyName", "Family name"),
  ...[email, phone, birthday],
  text("company", "Company"),
];

/** Who has no given name is called something else, and the day of a birthday alone is no date: neither is edited here. */
const isEditable = (customer: Customer, id: string): boolean =>
  id === "firstName" ? Boolean(customer.given_name) : id !== "birthday" || !isYearless(customer);

const knownOf = (customer: Customer): Known => {
  const values = Object.entries(fields).flatMap(([id, field]) =>
    isEditable(customer, id) ? [[id, givenOf(customer[field])] as const] : [],
  );
  return { values: Object.fromEntries(values), version: customer.version ?? null };
};

const Updated = z.object({ customer: Customer });

/** The words for what Square doesn't take as a value. */
const words: Readonly<Partial<Record<string, string>>> = {
  INVALID_EMAIL_ADDRESS: "Square doesn't take this e-mail address.",
  INVALID_PHONE_NUMBER: "Square doesn't take this phone number.",
};

const refusalOf = (code: string): VendorError => {
  const detail = words[code];
  return detail === undefined ? notAccepted(code) : refusedByVendor("conflict", detail);
};

/** What Square knows of its customers, as it is edited. Its version goes with each change. */
export const editedSquare = (api: SquareApi, customers: Customers, today: () => string): EditedVendor<SquareOwn> => ({
  ...{ vendor: "Square", attributes, canEmpty: true, today },
  known: ({ own: { customer } }) => knownOf(customer),
  read: async (id) => knownOf(await customers.read(id)),
  write: async (id, values, version) => {
    const changed = Object.entries(fields).flatMap(([name, field]) => (name in values ? [[field, values[name]]] : []));
    const held = version === null ? [] : [["version", version]];
    const body = Object.fromEntries([...changed, ...held]) as unknown;
    const answer = await api.try({ method: "PUT", path: customerPath(id), body }, Updated);
    if ("value" in answer) return true;
    if (answer.status === 409) return false;
    throw refusalOf(answer.code);
  },
});
