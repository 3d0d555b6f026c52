import assert from "node:assert/strict";
import fc from "fast-check";
import { smallProgram } from "./tenant.js";

/** What is left of points that expire on one day and become available on another; `-infinity`: they are. */
type LeftInLot = readonly [expiresOn: string, availableOn: string, amount: number];

export interface Balances {
  readonly earned: number | null;
  readonly spendable: number | null;
  readonly spent: number | null;
  readonly expired: number | null;
  readonly pending: number | null;
  readonly tier: string;
  readonly lots: readonly LeftInLot[];
}

/**
 * A member's points, as the domain or the whole app keeps them. What is done answers the operation's id, or the
 * problem's code.
 */
export interface Ledger {
  add(amount: number, expiresOn: string): Promise<string>;
  /** Points that become available on a later day. */
  collect(amount: number, expiresOn: string, availableOn: string): Promise<string>;
  /** An operator makes available, or cancels, what was collected for a day. */
  settlePending(action: "release-pending" | "cancel-pending", expiresOn: string, availableOn: string): Promise<string>;
  take(action: "redeem" | "subtract" | "expire", amount: number): Promise<string>;
  reinstate(amount: number, expiresOn: string): Promise<string>;
  undo(id: string): Promise<string>;
  /** The program gives a tier, whatever was earned. */
  giveTier(tier: string): Promise<void>;
  turnTo(day: string): void;
  /** The program releases and expires what is due. */
  sweep(): Promise<void>;
  balances(): Promise<Balances>;
}

export const NEVER = "infinity";
const NOW = "-infinity";

/** The tiers of the model's program, lowest first, and what has to be earned for each. */
export const LADDER = { bronze: 0, silver: 20, gold: 60 } as const;
const tiers = Object.keys(LADDER) as (keyof typeof LADDER)[];

/** What makes a small program the model's. */
export const scaledProgram = {
  timeZone: "Europe/Paris",
  tiers: smallProgram.tiers.map((tier) => ({ ...tier, threshold: LADDER[tier.id as keyof typeof LADDER] })),
};

interface Taking {
  readonly kind: "spent" | "subtracted" | "reinstated";
  /** The days on which its points would have expired, or had. */
  readonly days: readonly string[];
}

/** A lot of points that become available on a later day, of which some are no longer pending by hand. */
interface Settled {
  readonly state: "here" | "lapsed";
  readonly expiresOn: string;
  readonly availableOn: string;
  readonly amount: number;
}

interface Point {
  readonly expiresOn: string;
  readonly availableOn: string;
  state: "pending" | "lapsed" | "here" | "taken" | "expired";
  by: Taking | null;
  /**
   * Where it was taken: the day on which the point would have expired that it was taken for. On another day, it stands
   * in.
   */
  meant: string | null;
}

const swap = <K extends keyof Point>(one: Point, other: Point, ...parts: K[]): void => {
  for (const part of parts) [one[part], other[part]] = [other[part], one[part]];
};

const soonest = (a: Point, b: Point): number => (a.expiresOn < b.expiresOn ? -1 : a.expiresOn > b.expiresOn ? 1 : 0);

/** Every grant keeps each of its points as one item, which is somewhere: that is all there is to it. */
export class PointModel {
  today: string;
  readonly #grants = new Map<string, readonly Point[]>();
  readonly #takings = new Map<string, Taking>();
  /** The last days of points that an operator made to expire. */
  readonly #endings = new Map<string, readonly string[]>();
  readonly #settled = new Map<string, Settled>();
  /** All that was ever done, oldest first; undone or not. */
  readonly ids: string[] = [];
  readonly #undone = new Set<string>();
  #given: keyof typeof LADDER = "bronze";

  constructor(today: string) {
    this.today = today;
  }

  grant(id: string, amount: number, expiresOn: string, availableOn = NOW): void {
    const state = availableOn === NOW ? "here" : "pending";
    this.#grants.set(
      id,
      Array.from({ length: amount }, () => ({ expiresOn, availableOn, state, by: null, meant: null })),
    );
    this.ids.push(id);
  }

  canTake(amount: number): boolean {
    return this.#spendable().length >= amount;
  }

  take(id: string, kind: Taking["kind"], amount: number): void {
    this.#take(id, kind, this.#spendable().slice(0, amount));
  }

  end(id: string, amount: number): void {
    const ended = this.#spendable().slice(0, amount);
    for (const point of ended) point.state = "expired";
    this.#endings.set(
      id,
      ended.map(({ expiresOn }) => expiresOn),
    );
    this.ids.push(id);
  }

  whyNotReinstated(amount: number, expiresOn: string): string | null {
    const expired = this.#in("expired");
    if (expired.length < amount) return "insufficient-balance";
    return expired.filter((point) => point.expiresOn !== expiresOn).length < amount ? "validation" : null;
  }

  /** They go from where they have expired, the last first, and as many come where they can be spent. */
  reinstate(id: string, amount: number, expiresOn: string): void {
    const expired = this.#in("expired").filter((point) => point.expiresOn !== expiresOn);
    this.#take(id, "reinstated", expired.sort(soonest).toReversed().slice(0, amount));
    this.grant(id, amount, expiresOn);
    this.ids.pop();
  }

  /** A lot of which something is pending. */
  pendingLot(which: number): readonly [expiresOn: string, availableOn: string] | undefined {
    const lots = [...new Set(this.#in("pending").map((point) => `${point.expiresOn} ${point.availableOn}`))].sort();
    return lots[which % Math.max(1, lots.length)]?.split(" ") as [string, string] | undefined;
  }

  settle(id: string, state: Settled["state"], expiresOn: string, availableOn: string): void {
    const points = this.#alike("pending", expiresOn, availableOn);
    for (const point of points) point.state = state;
    this.#settled.set(id, { state, expiresOn, availableOn, amount: points.length });
    this.ids.push(id);
  }

  /** What an undo has to answer; done where it answers `done`. */
  undo(id: string): string {
    if (this.#undone.has(id)) return "already-reversed";
    const before = this.#points().map((point) => [point, { ...point }] as const);
    if (!this.#undo(id)) {
      for (const [point, was] of before) Object.assign(point, was);
      return "insufficient-balance";
    }
    this.#undone.add(id);
    return "done";
  }

  /** Whether a reinstatement stands that is not undone. */
  isReinstated(): boolean {
    return [...this.#takings].some(([id, { kind }]) => kind === "reinstated" && !this.#undone.has(id));
  }

  giveTier(tier: keyof typeof LADDER): void {
    this.#given = tier;
  }

  sweep(): void {
    for (const point of this.#points())
      if (point.state === "pending" && point.availableOn <= this.today && point.availableOn <= point.expiresOn)
        point.state = "here";
    for (const point of this.#points().filter(({ expiresOn }) => expiresOn < this.today)) {
      if (point.state === "here") point.state = "expired";
      if (point.state === "pending") point.state = "lapsed";
    }
  }

  balances(): Balances {
    const [spendable, expired, pending] = (["here", "expired", "pending"] as const).map(
      (state) => this.#in(state).length,
    ) as [number, number, number];
    const spent = this.#in("taken").filter(({ by }) => by?.kind === "spent").length;
    const earned = spendable + spent + expired;
    const reached = tiers.filter((tier) => LADDER[tier] <= earned || tier === this.#given).at(-1) ?? "bronze";
    return { earned, spendable, spent, expired, pending, tier: reached, lots: this.#lots() };
  }

  #take(id: string, kind: Taking["kind"], points: readonly Point[]): void {
    const taking = { kind, days: points.map(({ expiresOn }) => expiresOn) };
    for (const point of points) Object.assign(point, { state: "taken", by: taking, meant: point.expiresOn });
    this.#takings.set(id, taking);
    this.ids.push(id);
  }

  #undo(id: string): boolean {
    const taking = this.#takings.get(id);
    if (taking) this.#giveBack(taking);
    const ending = this.#endings.get(id);
    if (ending) return this.#bringBack(ending);
    const settled = this.#settled.get(id);
    if (settled) return settled.state === "here" ? this.#makePending(settled) : this.#uncancel(settled);
    const granted = this.#grants.get(id);
    if (!granted) return taking !== undefined;
    if (!this.#gather(granted)) return false;
    this.#grants.delete(id);
    this.#unravel();
    return true;
  }

  /** What would have expired since stays so. */
  #bringBack(days: readonly string[]): boolean {
    for (const day of days.filter((each) => each >= this.today)) {
      const point = this.#in("expired").find(({ expiresOn }) => expiresOn === day);
      if (!point) return false;
      point.state = "here";
    }
    return true;
  }

  /** What has been released by its day by now stays so; some of it may be over, which is seen then. */
  #makePending({ expiresOn, availableOn, amount }: Settled): boolean {
    if (this.#hasCome(expiresOn, availableOn)) {
      const over = this.#in("here").filter((point) => point.expiresOn === expiresOn && expiresOn < this.today);
      for (const point of over.slice(0, amount)) point.state = "expired";
      return true;
    }
    const released = this.#points().filter(
      (point) =>
        point.expiresOn === expiresOn &&
        point.availableOn === availableOn &&
        !["pending", "lapsed"].includes(point.state),
    );
    const own = released.slice(0, amount);
    if (!this.#gather(own, true)) return false;
    for (const point of own)
      Object.assign(point, { by: null, meant: null, state: expiresOn < this.today ? "lapsed" : "pending" });
    this.#unravel();
    return true;
  }

  #uncancel({ expiresOn, availableOn, amount }: Settled): boolean {
    const isOver = expiresOn < this.today;
    const hasCome = this.#hasCome(expiresOn, availableOn);
    if (isOver && !hasCome) return true;
    const points = this.#alike("lapsed", expiresOn, availableOn).slice(0, amount);
    for (const point of points) point.state = isOver ? "expired" : hasCome ? "here" : "pending";
    return points.length === amount;
  }

  #hasCome(expiresOn: string, availableOn: string): boolean {
    return availableOn <= this.today && availableOn <= expiresOn;
  }

  /**
   * Makes of points those that would go without them: what is pending, or no longer, of the same lot; once its day has
   * come, what is here of the same day, then what has expired; at last those that stand in for what was taken. They are
   * all alike.
   */
  #gather(own: readonly Point[], wasReleased = false): boolean {
    const [first] = own;
    if (!first) return true;
    const { expiresOn, availableOn } = first;
    const others = this.#points().filter((point) => !own.includes(point));
    const isPending = availableOn !== NOW;
    const isHere = !isPending || wasReleased || this.#hasCome(expiresOn, availableOn);
    const better: Point["state"][] = [];
    for (const state of ["pending", "lapsed", "here", "expired"] as const) {
      if (["pending", "lapsed"].includes(state) ? !isPending || wasReleased : !isHere) continue;
      better.push(state);
      for (const point of own.filter((each) => !better.includes(each.state))) {
        const alike = others.find(
          (other) =>
            other.state === state &&
            other.expiresOn === expiresOn &&
            (!["pending", "lapsed"].includes(state) || other.availableOn === availableOn),
        );
        if (alike) swap(point, alike, "state", "by", "meant");
      }
    }
    const missing = own.filter(({ state }) => !better.includes(state));
    if (!isHere) return missing.length === 0;
    const standIns = others.filter((point) => point.state === "here" && point.expiresOn >= this.today).sort(soonest);
    if (standIns.length < missing.length) return false;
    for (const [index, point] of missing.entries()) swap(point, standIns[index] ?? point, "state", "by", "meant");
    return true;
  }

  /** Where one stands in for a day of which a point stands in for another day, it may as well stand in for that. */
  #unravel(): void {
    const standIns = this.#in("taken").filter(({ meant, expiresOn }) => meant !== expiresOn);
    for (const point of standIns) {
      const between = standIns.find(({ expiresOn, meant }) => expiresOn === point.meant && meant !== expiresOn);
      if (!between) continue;
      swap(point, between, "meant");
      this.#unravel();
      return;
    }
  }

  /**
   * What comes back for each day is the last to expire of all that stand in, where one does for that day; else a point
   * of that day.
   */
  #giveBack(taking: Taking): void {
    for (const day of taking.days) {
      const taken = this.#in("taken").sort(soonest);
      const standIns = taken.filter(({ meant, expiresOn }) => meant !== expiresOn);
      const forDay = standIns.find(({ meant }) => meant === day);
      const back = forDay ? standIns.at(-1) : taken.find(({ meant, expiresOn }) => meant === day && expiresOn === day);
      const own = taken.find(({ by }) => by === taking);
      if (!back || !own) throw new Error("The model lost a point");
      if (forDay) swap(forDay, back, "meant");
      swap(own, back, "by");
      const isExpired = back.expiresOn < this.today || (!forDay && taking.kind === "reinstated");
      Object.assign(back, { by: null, meant: null, state: isExpired ? "expired" : "here" });
    }
  }

  #points(): Point[] {
    return [...this.#grants.values()].flat();
  }

  #alike(state: Point["state"], expiresOn: string, availableOn: string): Point[] {
    return this.#in(state).filter((point) => point.expiresOn === expiresOn && point.availableOn === availableOn);
  }

  #in(state: Point["state"]): Point[] {
    return this.#points().filter((point) => point.state === state);
  }

  #spendable(): Point[] {
    return this.#in("here")
      .filter(({ expiresOn }) => expiresOn >= this.today)
      .sort(soonest);
  }

  #lots(): LeftInLot[] {
    const lots = new Map<string, number>();
    for (const { state, expiresOn, availableOn } of this.#points()) {
      const key = `${expiresOn} ${state === "pending" ? availableOn : NOW}`;
      if (state === "here" || state === "pending") lots.set(key, (lots.get(key) ?? 0) + 1);
    }
    return sortLots([...lots].map(([key, amount]) => [...(key.split(" ") as [string, string]), amount] as const));
  }
}

export const sortLots = (lots: readonly LeftInLot[]): LeftInLot[] =>
  [...lots].sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1));

export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

type Step = fc.AsyncCommand<PointModel, Ledger>;

/** A step, told in words where it is part of what failed. */
const step = (told: string, run: Step["run"]): Step => ({ check: () => true, run, toString: () => told });

/** Both did it, and agree on what has become of the member. */
const agree = async (model: PointModel, ledger: Ledger): Promise<void> =>
  assert.deepEqual(await ledger.balances(), model.balances());

const isCode = (answer: string): boolean => /^[a-z-]+$/.test(answer);

const addStep = (amount: number, inDays: number | null): Step =>
  step(`add ${amount}${inDays === null ? "" : ` for ${inDays} days`}`, async (model, ledger) => {
    const expiresOn = inDays === null ? NEVER : daysAfter(model.today, inDays);
    model.grant(await ledger.add(amount, expiresOn), amount, expiresOn);
    await agree(model, ledger);
  });

export const collectStep = (amount: number, fromDays: number, inDays: number | null): Step =>
  step(
    `collect ${amount} from ${fromDays} days on${inDays === null ? "" : ` for ${inDays} days`}`,
    async (model, ledger) => {
      const expiresOn = inDays === null ? NEVER : daysAfter(model.today, inDays);
      const availableOn = daysAfter(model.today, fromDays);
      model.grant(await ledger.collect(amount, expiresOn, availableOn), amount, expiresOn, availableOn);
      await agree(model, ledger);
    },
  );

const takeStep = (action: "redeem" | "subtract", amount: number): Step =>
  step(`${action} ${amount}`, async (model, ledger) => {
    const answer = await ledger.take(action, amount);
    assert.equal(isCode(answer) ? answer : "done", model.canTake(amount) ? "done" : "insufficient-balance");
    if (!isCode(answer)) model.take(answer, action === "redeem" ? "spent" : "subtracted", amount);
    await agree(model, ledger);
  });

const endStep = (amount: number): Step =>
  step(`expire ${amount}`, async (model, ledger) => {
    const answer = await ledger.take("expire", amount);
    assert.equal(isCode(answer) ? answer : "done", model.canTake(amount) ? "done" : "insufficient-balance");
    if (!isCode(answer)) model.end(answer, amount);
    await agree(model, ledger);
  });

const reinstateStep = (amount: number, inDays: number): Step =>
  step(`reinstate ${amount} for ${inDays} days`, async (model, ledger) => {
    const expiresOn = daysAfter(model.today, inDays);
    const answer = await ledger.reinstate(amount, expiresOn);
    assert.equal(isCode(answer) ? answer : "done", model.whyNotReinstated(amount, expiresOn) ?? "done");
    if (!isCode(answer)) model.reinstate(answer, amount, expiresOn);
    await agree(model, ledger);
  });

const settleStep = (action: "release-pending" | "cancel-pending", which: number): Step =>
  step(`${action} ${which}`, async (model, ledger) => {
    const lot = model.pendingLot(which);
    if (!lot) return;
    const answer = await ledger.settlePending(action, ...lot);
    const isOver = action === "release-pending" && lot[0] < model.today;
    assert.equal(isCode(answer) ? answer : "done", isOver ? "not-eligible" : "done");
    if (!isCode(answer)) model.settle(answer, action === "release-pending" ? "here" : "lapsed", ...lot);
    await agree(model, ledger);
  });

const undoStep = (which: number): Step =>
  step(`undo ${which}`, async (model, ledger) => {
    const id = model.ids[which % Math.max(1, model.ids.length)];
    if (id === undefined) return;
    const answer = await ledger.undo(id);
    assert.equal(isCode(answer) ? answer : "done", model.undo(id));
    await agree(model, ledger);
  });

const giveTierStep = (tier: keyof typeof LADDER): Step =>
  step(`give ${tier}`, async (model, ledger) => {
    if (tiers.indexOf(tier) <= tiers.indexOf(model.balances().tier as keyof typeof LADDER)) return;
    model.giveTier(tier);
    await ledger.giveTier(tier);
    await agree(model, ledger);
  });

const waitStep = (days: number): Step =>
  step(`wait ${days} days`, async (model, ledger) => {
    model.today = daysAfter(model.today, days);
    ledger.turnTo(model.today);
    await agree(model, ledger);
  });

const sweepStep = (): Step =>
  step("sweep", async (model, ledger) => {
    model.sweep();
    await ledger.sweep();
    await agree(model, ledger);
  });

const amount = fc.integer({ min: 1, max: 9 });
/** Few days, so that grants meet in one lot, and so do a day's expiry and another's release. */
const days = fc.constantFrom(0, 1, 2, 7, 7, 30);
const lasting = fc.option(days, { nil: null });

/** A grant that becomes available later, perhaps only when it has expired. */
export const collecting = fc.tuple(amount, fc.constantFrom(1, 2, 7, 30), lasting).map((given) => collectStep(...given));

/** Every other thing that can happen to a member's points. */
export const steps: fc.Arbitrary<Step>[] = [
  fc.tuple(amount, lasting).map((given) => addStep(...given)),
  fc.tuple(fc.constantFrom("redeem" as const, "subtract" as const), amount).map((given) => takeStep(...given)),
  amount.map(endStep),
  fc.tuple(amount, days).map((given) => reinstateStep(...given)),
  fc
    .tuple(fc.constantFrom("release-pending" as const, "cancel-pending" as const), fc.nat(9))
    .map((given) => settleStep(...given)),
  fc.nat(99).map(undoStep),
  fc.nat(99).map(undoStep),
  fc.nat(99).map(undoStep),
  fc.constantFrom("silver" as const, "gold" as const).map(giveTierStep),
  fc.constantFrom(1, 2, 7, 30, 400).map(waitStep),
  fc.constant(sweepStep()),
];

/**
 * Undoes all that was done, the newest first: nothing may be left of it, whatever the program did in between. But where
 * what was reinstated has served to undo something else, it has to stay.
 */
export const unwind = async (model: PointModel, ledger: Ledger): Promise<void> => {
  let undone: number;
  do {
    undone = 0;
    for (const id of model.ids.toReversed()) {
      const answer = await ledger.undo(id);
      assert.equal(isCode(answer) ? answer : "done", model.undo(id));
      if (!isCode(answer)) undone += 1;
    }
  } while (undone > 0);
  if (model.isReinstated()) return;
  const { tier, ...left } = await ledger.balances();
  assert.deepEqual(left, { earned: 0, spendable: 0, spent: 0, expired: 0, pending: 0, lots: [] });
  assert.equal(tier, model.balances().tier);
};
