import * as z from "zod/mini";
import type { Detail, MemberSummary } from "../../../sdk/contract/index.js";
import { RefusalError } from "../../domain/refusal.js";
import type { Listed, MembersBy, VendorSearch } from "../vendor/vendor.js";
import { Customer, type SquareApi } from "./square-api.js";

const Page = z.object({ customers: z.optional(z.array(Customer)), cursor: z.optional(z.string()) });
const Many = z.object({ responses: z.optional(z.record(z.string(), z.object({ customer: z.optional(Customer) }))) });
const One = z.object({ customer: Customer });

export const customerPath = (id: string): string => `/v2/customers/${encodeURIComponent(id)}`;

const given = (text: string | null | undefined): text is string => typeof text === "string" && text.trim() !== "";

const nameOf = ({ id, given_name: first, family_name: last, company_name: company, email_address: email }: Customer) =>
  [[first, last].filter(given).join(" "), company, email].find(given) ?? id;

/** What to call them in a sentence. */
export const firstNameOf = (customer: Customer): string =>
  given(customer.given_name) ? customer.given_name.trim() : nameOf(customer);

export const summaryOf = (customer: Customer): MemberSummary => ({
  ...{ id: customer.id, name: nameOf(customer), status: "active", supportId: null, tier: null },
  externalIds: given(customer.reference_id) ? [customer.reference_id] : [],
});

/** A birthday without a year is one of Square's year 0. */
export const isYearless = ({ birthday }: Customer): boolean => birthday?.startsWith("0000") === true;

/** What is known of a customer, in the order to be shown. */
export const detailsOf = (customer: Customer): Detail[] => {
  const { family_name: family, email_address: email, phone_number: phone, company_name: company } = customer;
  const all: (Omit<Detail, "value"> & { readonly value: string | null | undefined })[] = [
    { id: "familyName", label: "Family name", kind: "text", value: family },
    { id: "email", label: "E-mail", kind: "email", value: email },
    { id: "phone", label: "Phone", kind: "phone", value: phone },
    { id: "birthday", label: "Birthday", kind: "date", value: isYearless(customer) ? null : customer.birthday },
    { id: "company", label: "Company", kind: "text", value: company },
  ];
  return all.flatMap(({ value, ...rest }) => (given(value) ? [{ ...rest, value }] : []));
};

type Filter = Readonly<Record<string, object>>;

/** What may be searched for by a text: Square has no search by name. */
const filtersFor = (q: string): Filter[] => {
  if (/\s/.test(q) && !/^[+\d\s()-]+$/.test(q)) return [];
  const digits = q.replace(/[^\d+]/g, "");
  return [
    { reference_id: { exact: q } },
    ...(q.includes("@") ? [{ email_address: { fuzzy: q } }] : []),
    ...(/^\+?\d{5,15}$/.test(digits) ? [{ phone_number: { fuzzy: digits } }] : []),
  ];
};

/** Customers, as Square lists and finds them. */
export class Customers {
  readonly #api: SquareApi;

  constructor(api: SquareApi) {
    this.#api = api;
  }

  /** @throws RefusalError `not-found` */
  async read(id: string): Promise<Customer> {
    const { customer } = await this.#api.ask({ method: "GET", path: customerPath(id) }, One);
    return customer;
  }

  async find({ q, status = "active", limit, cursor }: VendorSearch): Promise<Listed<MemberSummary>> {
    if (status !== "active") return { data: [], next: null };
    const text = q.trim();
    if (text !== "") return { data: (await this.#called(text, limit)).map(summaryOf), next: null };
    const page = await this.#search({ limit, ...(cursor !== undefined && { cursor }) });
    return { data: (page.customers ?? []).map(summaryOf), next: page.cursor ?? null };
  }

  async summaries(by: MembersBy): Promise<MemberSummary[]> {
    if ("ids" in by) return (await this.#readMany(by.ids)).map(summaryOf);
    const found = await Promise.all(by.externalIds.map((id) => this.#filtered({ reference_id: { exact: id } }, 100)));
    return once(found.flat()).map(summaryOf);
  }

  /** By the whole of an id, of an e-mail address or of a phone number. */
  async #called(q: string, limit: number): Promise<Customer[]> {
    const [byId, ...others] = await Promise.all([
      /^\S{1,191}$/.test(q) ? this.#readIfThere(q) : [],
      ...filtersFor(q).map((filter) => this.#filtered(filter, limit)),
    ]);
    return once([byId, ...others].flat()).slice(0, limit);
  }

  async #readIfThere(id: string): Promise<Customer[]> {
    return this.read(id).then(
      (customer) => [customer],
      (error: unknown) => {
        if (error instanceof RefusalError && error.code === "not-found") return [];
        throw error;
      },
    );
  }

  async #filtered(filter: Filter, limit: number): Promise<Customer[]> {
    return (await this.#search({ limit, query: { filter } })).customers ?? [];
  }

  #search(body: object): Promise<z.output<typeof Page>> {
    return this.#api.ask({ method: "POST", path: "/v2/customers/search", body, reads: true }, Page);
  }

  async #readMany(ids: readonly string[]): Promise<Customer[]> {
    const request = {
      method: "POST",
      path: "/v2/customers/bulk-retrieve",
      body: { customer_ids: ids },
      reads: true,
    } as const;
    const { responses = {} } = await this.#api.ask(request, Many);
    return ids.flatMap((id) => responses[id]?.customer ?? []);
  }
}

/** Each customer once, in the order of the first time. */
const once = (customers: readonly Customer[]): Customer[] => [
  ...new Map(customers.map((customer) => [customer.id, customer])).values(),
];
