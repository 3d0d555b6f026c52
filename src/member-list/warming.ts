import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { Dwell } from "../parts/dwell.js";

/** Reads whom the operator is about to open, or to act on, so that they are there at once. */
export class Warming implements ReactiveController {
  readonly #client: () => Client | undefined;
  readonly #dwell = new Dwell();

  constructor(host: ReactiveControllerHost, client: () => Client | undefined) {
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#dwell.end();
  }

  /** The pointer or the focus has moved within the table. */
  readonly moved = (event: Event): void => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-warm]") : null;
    const { warm, member = "" } = target?.dataset ?? {};
    this.#dwell.at(event, target, () => void this.#read(warm === "actions", member));
  };

  readonly left = (): void => this.#dwell.end();

  /** What can't be read now is read once it is opened, and told then. */
  async #read(acts: boolean, memberId: string): Promise<void> {
    const members = this.#client()?.members;
    if (!members) return;
    const ahead = { ahead: true };
    await Promise.allSettled([
      members.get(memberId, ahead),
      acts ? members.actions(memberId, ahead) : members.activities(memberId).first(ahead),
    ]);
  }
}
