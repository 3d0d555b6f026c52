/** How long a pointer or the focus rests before it means something, in milliseconds: what is passed over means nothing. */
const RESTS_MS = 120;

/** Does something once the pointer, or the focus, rests. A touch never rests: it scrolls, or has pressed already. */
export class Dwell {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #on: unknown = null;

  /** The pointer or the focus has come to something; null: to nothing that matters. */
  at(event: Event, on: unknown, act: () => void): void {
    if (on === this.#on) return;
    this.end();
    if (on === null || (event instanceof PointerEvent && event.pointerType === "touch")) return;
    this.#on = on;
    this.#timer = setTimeout(act, RESTS_MS);
  }

  /** It has left. */
  end(): void {
    clearTimeout(this.#timer);
    this.#on = null;
  }
}
