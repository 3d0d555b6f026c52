import type { Clock } from "../../server/clock.js";

/** What the state of each double stands on: its clock, and numbers of which none is given twice. */
export class DoubleState {
  readonly clock: Clock;
  #numbers = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  now(): string {
    return this.clock.now().toISOString();
  }

  newNumber(): number {
    return ++this.#numbers;
  }
}
