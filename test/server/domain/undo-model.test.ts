import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { handlers } from "../../../server/actions/index.js";
import { programHandlers } from "../../../server/actions/program/index.js";
import { applyEffect } from "../../../server/domain/apply-effect.js";
import type { Effect } from "../../../server/domain/effects.js";
import type { Decision } from "../../../server/domain/handler.js";
import { balanceEffect } from "../../../server/domain/ledger.js";
import { accountOf, type MemberState, type State } from "../../../server/domain/member.js";
import { lotIdOf } from "../../../server/domain/pending-lot.js";
import { TagSet } from "../../../server/domain/tag-set.js";
import { withTier } from "../../../server/domain/tiers.js";
import { decideReversal, type OriginalOperation } from "../../../server/domain/undo.js";
import {
  type Balances,
  collecting,
  type Ledger,
  NEVER,
  PointModel,
  scaledProgram,
  sortLots,
  steps,
  unwind,
} from "../../support/point-model.js";
import { checkProperty } from "../../support/property.js";
import { smallProgram } from "../../support/tenant.js";

const program = { ...smallProgram, ...scaledProgram };

const nobody: MemberState = {
  id: "m_1",
  status: "active",
  tierId: "bronze",
  givenTiers: [],
  hiddenTierId: null,
  currency: null,
  version: 1,
  profile: {
    salt: "",
    name: "Noa Ben-David",
    firstName: "Noa",
    email: null,
    emailVerified: false,
    phone: null,
    phoneVerified: false,
    birthday: null,
    pushToken: null,
    language: null,
    homeBranchId: null,
  },
  attributes: new Map(),
  accounts: new Map(),
  tags: new TagSet([], "exact"),
  consents: new Map(),
  gifts: new Map(),
  punchCards: new Map(),
  coupons: new Map(),
  cards: new Map(),
};

const nothing = {
  gifts: new Map(),
  rewards: new Map(),
  punchCards: new Map(),
  templates: new Map(),
  reasonCodes: new Map(),
  branches: new Map(),
  purchases: new Map(),
  brought: new Map(),
};

/** The domain's own functions, one after the other, as the write path calls them. */
class DomainLedger implements Ledger {
  #member = nobody;
  #today: string;
  readonly #done: Map<string, OriginalOperation>;

  constructor(today: string, done: Iterable<[string, OriginalOperation]> = []) {
    this.#today = today;
    this.#done = new Map(done);
  }

  /** The same member, apart from what becomes of this one. */
  copy(): DomainLedger {
    const copy = new DomainLedger(this.#today, this.#done);
    copy.#member = this.#member;
    return copy;
  }

  add = (amount: number, expiresOn: string) =>
    this.#do(
      "add",
      handlers.add(
        this.#state(),
        { currency: "points", amount, ...(expiresOn !== NEVER && { expiresAt: expiresOn }) },
        this.#context(),
      ),
    );

  collect = (amount: number, expiresOn: string, availableOn: string) =>
    this.#do("add", { effects: [balanceEffect("points", amount, [{ expiresOn, availableOn, delta: amount }])] });

  settlePending = (action: "release-pending" | "cancel-pending", expiresOn: string, availableOn: string) =>
    this.#do(
      action,
      handlers[action](this.#state(), { lotId: lotIdOf("points", { expiresOn, availableOn }) }, this.#context()),
    );

  take = (action: "redeem" | "subtract" | "expire", amount: number) =>
    this.#do(action, handlers[action](this.#state(), { currency: "points", amount }, this.#context()));

  reinstate = (amount: number, expiresAt: string) =>
    this.#do(
      "reinstate",
      handlers.reinstate(this.#state(), { currency: "points", amount, expiresAt }, this.#context()),
    );

  async undo(id: string): Promise<string> {
    const original = this.#done.get(id);
    assert.ok(original);
    const answer = await this.#do("undo", decideReversal(this.#member, original, this.#context()));
    if (this.#done.has(answer)) this.#done.set(id, { ...original, reversedBy: answer });
    return answer;
  }

  async giveTier(tier: string): Promise<void> {
    this.#member = { ...this.#member, tierId: tier };
  }

  turnTo(day: string): void {
    this.#today = day;
  }

  async sweep(): Promise<void> {
    await this.release();
    await this.expire();
  }

  release = () => this.#do("release", programHandlers.release(this.#state(), { currency: "points" }, this.#context()));

  expire = () => this.#do("expire", programHandlers.expire(this.#state(), { currency: "points" }, this.#context()));

  async balances(): Promise<Balances> {
    const { earned, spendable, spent, expired, pending, lots } = accountOf(this.#member, "points");
    for (const part of [
      earned,
      spendable,
      spent,
      expired,
      pending,
      ...lots.flatMap((lot) => [lot.amount, lot.expired]),
    ])
      assert.ok(part >= 0);
    const left = lots
      .filter(({ amount }) => amount > 0)
      .map((lot) => [lot.expiresOn, lot.availableOn, lot.amount] as const);
    return { earned, spendable, spent, expired, pending, tier: this.#member.tierId ?? "none", lots: sortLots(left) };
  }

  async #do(action: string, decision: Decision): Promise<string> {
    if ("problem" in decision) return decision.problem.code;
    const id = `op ${this.#done.size}`;
    const effects = JSON.stringify(decision.effects);
    this.#done.set(id, {
      id,
      action,
      currency: "points",
      operatorId: null,
      at: "2028-02-20T10:00:00Z",
      amount: null,
      effects,
      reverses: null,
      reversedBy: null,
      counterpart: null,
    });
    const after = (JSON.parse(effects) as Effect[]).reduce(applyEffect, this.#member);
    this.#member = withTier(program, this.#member, after);
    return id;
  }

  #state(): State {
    return { ...nothing, program, member: this.#member, other: null, merging: null };
  }

  #context() {
    return { today: this.#today, newId: (prefix: string) => prefix, isTaken: () => false, mask: null };
  }
}

test("L01 L04 after any sequence of grants, takings, undos, releases, expiries and tiers, balances, lots and tier are what a model of single points says; undoing all of it leaves nothing", async () => {
  await checkProperty(
    fc.asyncProperty(fc.commands([...steps, collecting], { maxCommands: 100, size: "max" }), async (commands) => {
      const model = new PointModel("2028-02-20");
      const ledger = new DomainLedger(model.today);
      await fc.asyncModelRun(() => ({ model, real: ledger }), commands);
      await unwind(model, ledger);
    }),
    { numRuns: 1000 },
  );
});

test("L04 an undo comes to the same before an expiry is booked and after it", async () => {
  const sequence = fc.commands([...steps, collecting], { maxCommands: 40, size: "max" });
  await checkProperty(
    fc.asyncProperty(sequence, fc.nat(99), async (commands, which) => {
      const model = new PointModel("2028-02-20");
      const ledger = new DomainLedger(model.today);
      await fc.asyncModelRun(() => ({ model, real: ledger }), commands);
      if (model.ids.length === 0) return;
      await ledger.release();
      const id = model.ids[which % model.ids.length] ?? "";
      const [before, after] = [ledger.copy(), ledger.copy()];
      await before.undo(id);
      await before.expire();
      await after.expire();
      await after.undo(id);
      assert.deepEqual(await before.balances(), await after.balances());
    }),
    { numRuns: 1000 },
  );
});
