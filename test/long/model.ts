import type { Operation } from "../../sdk/contract/index.js";

/** By how much an operation moves each part of a balance, in minor units. */
export interface Movement {
  readonly earned: number;
  readonly spendable: number;
  readonly spent: number;
}

/** How each action moves a balance. */
export const movements: Readonly<Record<"add" | "redeem" | "subtract", (amount: number) => Movement>> = {
  add: (amount) => ({ earned: amount, spendable: amount, spent: 0 }),
  redeem: (amount) => ({ earned: 0, spendable: -amount, spent: amount }),
  subtract: (amount) => ({ earned: -amount, spendable: -amount, spent: 0 }),
};

/** What takes a movement back. */
export const inverse = ({ earned, spendable, spent }: Movement): Movement => ({
  earned: 0 - earned,
  spendable: 0 - spendable,
  spent: 0 - spent,
});

/** Whose keys and limits hold for a write. */
export interface Operator {
  readonly id: string;
  /** Points that may be added in a day; null: any number. */
  readonly dailyPoints: number | null;
}

/** The one whose limit holds for all processes together. */
export const limited: Operator & { readonly dailyPoints: number } = { id: "u_limited", dailyPoints: 20_000 };

/** One thing that somebody wants done once, however often it is sent. */
export interface Intent {
  /** Sent along as its `reference`: by it the database is asked what became of it, whatever keys it travelled under. */
  readonly id: string;
  readonly memberId: string;
  readonly currency: string;
  readonly movement: Movement;
  /** The operation that it undoes. */
  readonly undoes: string | null;
}

/** What its sender was told of it. */
export type Told =
  | { readonly state: "open" }
  | { readonly state: "applied"; readonly operationId: string; readonly spendableAfter: number }
  | { readonly state: "refused"; readonly code: string };

const movementOf = ({ changes: [change] }: Operation): Movement => {
  const by = (part: keyof Movement) => (change?.[part] ? change[part].after - change[part].before : 0);
  return { earned: by("earned"), spendable: by("spendable"), spent: by("spent") };
};

/** What a receipt tells. */
export const toldBy = ({ id, changes }: Operation): Told & { readonly state: "applied" } => ({
  state: "applied",
  operationId: id,
  spendableAfter: changes[0]?.spendable?.after ?? NaN,
});

export const isSameMovement = (one: Movement, other: Movement): boolean =>
  one.earned === other.earned && one.spendable === other.spendable && one.spent === other.spent;

/** Whether a receipt is that of an intent. */
export const isReceiptOf = (intent: Intent, receipt: Operation): boolean =>
  receipt.member.id === intent.memberId &&
  receipt.changes[0]?.currency === intent.currency &&
  receipt.reverses === intent.undoes &&
  isSameMovement(movementOf(receipt), intent.movement);

/** What is wrong, by its kind. */
export interface Findings {
  /** Acknowledged, and not there. */
  readonly lost: Set<string>;
  /** There more than once, or without having been asked for. */
  readonly doubled: Set<string>;
  /** There in another way than its sender was told. */
  readonly wrong: Set<string>;
  /** Books that do not balance, answers that the contract does not know, waits without an end. */
  readonly broken: Set<string>;
}

export const noFindings = (): Findings => ({
  lost: new Set(),
  doubled: new Set(),
  wrong: new Set(),
  broken: new Set(),
});

/** What the books must say, from what the senders were told alone. */
export class Model {
  readonly findings = noFindings();
  readonly #intents = new Map<string, { readonly intent: Intent; told: Told }>();
  readonly #undone = new Map<string, string>();

  /** Every intent, with what its sender was told so far. */
  get intents(): ReadonlyMap<string, { readonly intent: Intent; readonly told: Told }> {
    return this.#intents;
  }

  /** An intent is about to be sent: until its sender is told, it may be there or not. */
  ask(intent: Intent): void {
    this.#intents.set(intent.id, { intent, told: { state: "open" } });
  }

  /** What was once told to be done stays so. */
  tell(intent: Intent, told: Told): void {
    if (this.#intents.get(intent.id)?.told.state === "applied" && told.state !== "applied") return;
    this.#intents.set(intent.id, { intent, told });
    if (told.state !== "applied" || intent.undoes === null) return;
    const other = this.#undone.get(intent.undoes);
    if (other !== undefined && other !== told.operationId)
      this.findings.doubled.add(`${intent.undoes} was undone twice`);
    this.#undone.set(intent.undoes, told.operationId);
  }

  /** How many were told to have ended so. */
  count(state: Told["state"]): number {
    let count = 0;
    for (const { told } of this.#intents.values()) if (told.state === state) count++;
    return count;
  }
}
