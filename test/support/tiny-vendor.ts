import type { Member } from "../../sdk/contract/index.js";
import { RefusalError } from "../../server/domain/refusal.js";
import { movedBalance } from "../../server/gateways/vendor/balance-change.js";
import type { Done, Estimate, Found, Vendor, VendorAction, VendorCall } from "../../server/gateways/vendor/vendor.js";
import { refusedByVendor, VendorError } from "../../server/gateways/vendor/vendor-error.js";

/** What the next call meets: it is done; done, and its answer lost; nothing answers any more; it is refused; it never leaves. */
export type Meeting = "done" | "lost" | "hangs" | "refused" | "unreachable";

interface Plan {
  readonly points: number;
}

const memberOf = (id: string, spendable: number): Member => ({
  ...{ id, name: `Member ${id}`, firstName: id, status: "active", supportId: null, externalIds: [], joinedAt: null },
  ...{ tier: null, tags: [], consents: [], details: [], segments: [] },
  accounts: [
    {
      ...{ currency: "points", spendable, earned: null, spent: null, expired: null, pending: null },
      ...{ lots: [], trend: null },
    },
  ],
});

const gone = (): RefusalError => new RefusalError("not-found", "There is no such member.");

/**
 * The least vendor that there can be, in memory: it has balances, knows no keys, returns no mark and keeps no ledger. So a lost
 * answer can neither be asked for again nor be looked up.
 */
export class TinyVendor {
  /** Each call that reached it, in order. */
  readonly calls: VendorCall<Plan>[] = [];
  /** What the next calls meet, in this order; then each is done. */
  readonly meets: Meeting[] = [];
  readonly balances = new Map(["m_1", "m_2", "m_3", "m_4"].map((id) => [id, 100]));

  async #run(call: VendorCall<Plan>): Promise<Done> {
    const meeting = this.meets.shift() ?? "done";
    if (meeting === "unreachable") throw new VendorError("not-sent", "unavailable", "Tiny can't be reached.");
    this.calls.push(call);
    if (meeting === "refused") throw refusedByVendor("insufficient-balance", "Tiny says no.");
    this.balances.set(call.memberId, (this.balances.get(call.memberId) ?? 0) + call.plan.points);
    if (meeting === "lost") throw new VendorError("lost", "backend-timeout", "Tiny doesn't answer.");
    if (meeting === "hangs") await new Promise(() => undefined);
    return { status: "applied", entryId: null };
  }

  #moved({ member }: Found, points: number): Estimate<Plan> | { readonly problem: RefusalError["refusal"] } {
    const [account = { currency: "points", spendable: 0 }] = member.accounts;
    const change = movedBalance(account, points);
    return "problem" in change ? change : { plan: { points }, changes: [change], effects: [] };
  }

  #moving(sign: 1 | -1): VendorAction<unknown, Plan> {
    return {
      capability: { firesRules: "no", optionalFields: ["note"], undo: "compensating" },
      repeat: { by: "never" },
      estimate: async (found, { amount }) => this.#moved(found, sign * (amount as number)),
      undo: async (found, { plan }) => this.#moved(found, -plan.points),
      run: (call) => this.#run(call),
    };
  }

  get vendor(): Vendor {
    const member = async (id: string): Promise<Found> => {
      const balance = this.balances.get(id);
      if (balance === undefined) throw gone();
      return { member: memberOf(id, balance), version: "1", own: null };
    };
    const deleting: VendorAction<unknown, null> = {
      capability: { firesRules: "no", optionalFields: ["note"], undo: "none" },
      repeat: { by: "key", forMs: 60_000 },
      estimate: async () => ({ plan: null, changes: [], effects: [{ kind: "erasure", subject: null }] }),
      run: async ({ memberId }) => {
        this.balances.delete(memberId);
        return { status: "applied", entryId: null };
      },
    };
    return {
      name: "Tiny",
      actions: { add: this.#moving(1), subtract: this.#moving(-1), delete: deleting },
      capabilities: async () => ({
        program: { name: "Tiny", timeZone: "UTC" },
        currencies: [{ code: "points", kind: "points", scale: 0, label: "points" }],
        ...{ tiers: [], tierCurrency: null, modules: [], branches: [] },
        search: { exact: ["id"], prefix: [] },
      }),
      find: async () => ({ data: [], next: null }),
      summaries: async (by) =>
        ("ids" in by ? by.ids : []).flatMap((id) => {
          const balance = this.balances.get(id);
          return balance === undefined ? [] : [memberOf(id, balance)];
        }),
      member,
      history: async function* () {
        // It keeps none.
      },
    };
  }
}
