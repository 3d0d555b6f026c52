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
  take(action: "redeem" | "subtract", amount: number): Promise<string>;
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
  readonly isSpending: boolean;
  /** The days on which its points would have expired. */
  readonly days: readonly string[];
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

  take(id: string, isSpending: boolean, amount: number): void {
    const taken = this.#spendable().slice(0, amount);
    const taking = { isSpending, days: taken.map(({ expiresOn }) => expiresOn) };
    for (const point of taken) Object.assign(point, { state: "taken", by: taking, meant: point.expiresOn });
    this.#takings.set(id, taking);
    this.ids.push(id);
  }

  /** What an undo has to answer; done where it answers `done`. */
  undo(id: string): string {
    if (this.#undone.has(id)) return "already-reversed";
    const taking = this.#takings.get(id);
    if (taking) this.#giveBack(taking);
    else if (!this.#takeBack(id)) return "insufficient-balance";
    this.#undone.add(id);
    return "done";
  }

  isTaking(id: string): boolean {
    return this.#takings.has(id);
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
    const spent = this.#in("taken").filter(({ by }) => by?.isSpending).length;
    const earned = spendable + spent + expired;
    const reached = tiers.filter((tier) => LADDER[tier] <= earned || tier === this.#given).at(-1) ?? "bronze";
    return { earned, spendable, spent, expired, pending, tier: reached, lots: this.#lots() };
  }

  /**
   * A point of the same day that is here, then one that has expired, goes in place of one that was taken: they are all
   * alike.
   */
  #takeBack(id: string): boolean {
    const own = this.#grants.get(id) ?? [];
    const others = [...this.#grants].flatMap(([other, points]) => (other === id ? [] : points));
    for (const state of ["here", "expired"] as const)
      for (const point of own.filter(
        (each) => each.state === "taken" || (state === "here" && each.state === "expired"),
      )) {
        const alike = others.find((other) => other.state === state && other.expiresOn === point.expiresOn);
        if (alike) swap(point, alike, "state", "by", "meant");
      }
    const taken = own.filter((point) => point.state === "taken");
    const standIns = others.filter((point) => point.state === "here" && point.expiresOn >= this.today).sort(soonest);
    if (standIns.length < taken.length) return false;
    for (const [index, point] of taken.entries()) swap(point, standIns[index] ?? point, "state", "by", "meant");
    this.#grants.delete(id);
    this.#unravel();
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
      Object.assign(back, { by: null, meant: null, state: back.expiresOn < this.today ? "expired" : "here" });
    }
  }

  #points(): Point[] {
    return [...this.#grants.values()].flat();
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
    if (!isCode(answer)) model.take(answer, action === "redeem", amount);
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
  fc.nat(99).map(undoStep),
  fc.nat(99).map(undoStep),
  fc.constantFrom("silver" as const, "gold" as const).map(giveTierStep),
  fc.constantFrom(1, 2, 7, 30, 400).map(waitStep),
  fc.constant(sweepStep()),
];

/** Undoes all that was done, what was taken first: nothing may be left of it, whatever the program did in between. */
export const unwind = async (model: PointModel, ledger: Ledger): Promise<void> => {
  const takings = model.ids.filter((id) => model.isTaking(id));
  for (const id of new Set([...takings, ...model.ids])) {
    await ledger.undo(id);
    model.undo(id);
  }
  const { tier, ...left } = await ledger.balances();
  assert.deepEqual(left, { earned: 0, spendable: 0, spent: 0, expired: 0, pending: 0, lots: [] });
  assert.equal(tier, model.balances().tier);
};
