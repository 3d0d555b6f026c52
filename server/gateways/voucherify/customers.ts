import * as z from "zod/mini";
import type { Detail, MemberSummary } from "../../../sdk/contract/index.js";
import type { Listed, MembersBy, VendorSearch } from "../vendor/vendor.js";
import { Customer, ifThere, type VoucherifyApi } from "./voucherify-api.js";

const Page = z.object({ customers: z.array(Customer), has_more: z.optional(z.boolean()) });

export const customerPath = (id: string): string => `/v1/customers/${encodeURIComponent(id)}`;

const given = (text: string | null | undefined): text is string => typeof text === "string" && text.trim() !== "";

const nameOf = ({ id, name, email }: Customer): string => [name, email].find(given) ?? id;

/** Status and tier of a membership stand in no list of Voucherify's, so that they are told among the details of one member. */
export const summaryOf = (customer: Customer): MemberSummary => ({
  ...{ id: customer.id, name: nameOf(customer), status: "active", supportId: null, tier: null },
  externalIds: given(customer.source_id) ? [customer.source_id] : [],
});

/** What is known of a customer, in the order to be shown. */
export const detailsOf = ({ email, phone, birthdate }: Customer): Detail[] => {
  const all: (Omit<Detail, "value"> & { readonly value: string | null | undefined })[] = [
    { id: "email", label: "E-mail", kind: "email", value: email },
    { id: "phone", label: "Phone", kind: "phone", value: phone },
    { id: "birthday", label: "Birthday", kind: "date", value: birthdate },
  ];
  return all.flatMap(({ value, ...rest }) => (given(value) ? [{ ...rest, value }] : []));
};

/** How many are read at a time: Voucherify reads them one by one. */
const AT_ONCE = 5;

/** Customers, as Voucherify lists and finds them. */
export class Customers {
  readonly #api: VoucherifyApi;

  constructor(api: VoucherifyApi) {
    this.#api = api;
  }

  /** By Voucherify's id, or by the one that the host gave. @throws RefusalError `not-found` */
  read(id: string): Promise<Customer> {
    return this.#api.ask({ method: "GET", path: customerPath(id) }, Customer);
  }

  async find({ q, status = "active", limit, cursor }: VendorSearch): Promise<Listed<MemberSummary>> {
    if (status !== "active") return { data: [], next: null };
    const text = q.trim();
    if (text !== "") return { data: (await this.#called(text, limit)).map(summaryOf), next: null };
    const { customers, has_more: isMore } = await this.#list({
      ...{ limit: String(limit), order: "-created_at" },
      ...(cursor !== undefined && { starting_after: cursor }),
    });
    const last = customers.at(-1)?.created_at;
    return { data: customers.map(summaryOf), next: isMore && last ? last : null };
  }

  async summaries(by: MembersBy): Promise<MemberSummary[]> {
    const [asked, idOf] =
      "ids" in by
        ? [by.ids, ({ id }: Customer) => id]
        : [by.externalIds, ({ source_id: sourceId }: Customer) => sourceId];
    const found: MemberSummary[] = [];
    for (let from = 0; from < asked.length; from += AT_ONCE) {
      const some = asked.slice(from, from + AT_ONCE);
      const customers = await Promise.all(some.map((id) => ifThere(this.read(id))));
      // Voucherify takes either kind of id in the same place.
      found.push(...customers.flatMap((each, at) => (each && idOf(each) === some[at] ? [summaryOf(each)] : [])));
    }
    return found;
  }

  /** By the whole of an id, of a name or of an e-mail address. */
  async #called(q: string, limit: number): Promise<Customer[]> {
    const [byId, named] = await Promise.all([
      /^\S{1,191}$/.test(q) ? ifThere(this.read(q)) : null,
      this.#list({ limit: String(limit), [q.includes("@") ? "email" : "name"]: q }),
    ]);
    const all = [...(byId ? [byId] : []), ...named.customers];
    return [...new Map(all.map((customer) => [customer.id, customer])).values()].slice(0, limit);
  }

  #list(query: Readonly<Record<string, string>>): Promise<z.output<typeof Page>> {
    const asked = new URLSearchParams(query).toString();
    return this.#api.ask({ method: "GET", path: `/v1/customers?${asked}` }, Page);
  }
}
