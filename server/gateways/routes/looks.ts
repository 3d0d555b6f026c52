import type { Clock } from "../../clock.js";
import type { Call } from "../../http/route-handler.js";
import type { IntentStore } from "../intents/intent-store.js";

/** The same look within so many milliseconds is one. */
const SAME_MS = 300_000;
/** Most looks that are remembered. */
const REMEMBERED = 10_000;

/** Audits who was shown which member, before they see it. */
export class Looks {
  readonly #store: IntentStore;
  readonly #clock: Clock;
  readonly #seen = new Map<string, number>();

  constructor(store: IntentStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async note({ operator, requestId }: Pick<Call, "operator" | "requestId">, memberId: string): Promise<void> {
    const [look, now] = [`${operator.id} ${memberId}`, this.#clock.now().getTime()];
    if (now - (this.#seen.get(look) ?? -Infinity) < SAME_MS) return;
    await this.#store.audit({
      ...{ requestId, operatorId: operator.id, action: "view", memberId, operationId: null, outcome: "applied" },
    });
    if (this.#seen.size >= REMEMBERED) this.#seen.clear();
    this.#seen.set(look, now);
  }
}
