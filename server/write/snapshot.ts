import { HttpProblem } from "../http/problem.js";
import { askOf, type Usage } from "../domain/permission.js";
import type { Applied } from "./outcome.js";
import { memberOf } from "./member-of.js";
import type { OriginalRow, Reading } from "./state-rows.js";
import type { Library, MemberState } from "../domain/member.js";
import { type UsedToday, usageOf } from "../read/usage.js";
import type { Work } from "./write-job.js";

const byId = <T extends { readonly id: string }>(items: readonly T[]) => new Map(items.map((item) => [item.id, item]));

/**
 * What a group's decisions stand on, which moves on with each of them: the second operation of a group sees what the first did,
 * though nothing is written yet.
 */
export class Snapshot {
  readonly #members = new Map<string, MemberState | "gone">();
  readonly #originals: Map<string, OriginalRow>;
  readonly #usage: UsedToday[];
  #library: Library;

  /** @throws HttpProblem `not-found` where the tenant has no program */
  constructor(reading: Reading) {
    if (!reading.program) throw new HttpProblem("not-found", "There is no such program.");
    const { program, gifts, punchCards, templates, reasonCodes, branches } = reading;
    this.#library = {
      program,
      gifts: byId(gifts),
      punchCards: byId(punchCards),
      templates: byId(templates),
      reasonCodes: byId(reasonCodes),
      branches: byId(branches),
    };
    for (const row of reading.members) this.#members.set(row.id, memberOf(row, reading));
    this.#originals = byId(reading.originals);
    this.#usage = [...reading.usage];
  }

  get library(): Library {
    return this.#library;
  }

  /** The member as of now; `gone` once erased; undefined where there never was one. */
  member(id: string): MemberState | "gone" | undefined {
    return this.#members.get(id);
  }

  /** The operation that is to be undone, as of now. */
  original(id: string): OriginalRow | undefined {
    return this.#originals.get(id);
  }

  usage(operatorId: string): Usage {
    return usageOf(this.#usage, operatorId);
  }

  /** Moves on past an applied operation. */
  advance(work: Work, { effects, after }: Applied): void {
    this.#members.set(work.memberId, after.status === "deleted" ? "gone" : after);
    for (const effect of effects) if (effect.kind === "gift") this.#moveStock(effect.gift.id, effect.change === "issued" ? -1 : 1);
    if (work.reverses !== null) this.#markReversed(work.reverses, work.id);
    else if (work.operator) this.#usage.push({ operator_id: work.operator.id, action: work.action.id, ...askOf(work.input) });
  }

  #moveStock(giftId: string, by: number): void {
    const gift = this.#library.gifts.get(giftId);
    if (gift?.stock == null) return;
    this.#library = { ...this.#library, gifts: new Map(this.#library.gifts).set(giftId, { ...gift, stock: gift.stock + by }) };
  }

  #markReversed(id: string, reversedBy: string): void {
    const original = this.#originals.get(id);
    if (original) this.#originals.set(id, { ...original, reversedBy });
  }
}
