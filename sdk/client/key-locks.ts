/** The mark of this page load, in all its scripts. A reload has another, and so has a frame. */
export const PAGE = String(performance.timeOrigin);

const nameOf = (key: string): string => `memberkit:${key}`;

/** Nothing on plain http, and in a sandboxed frame. */
const webLocks = (): LockManager | undefined =>
  (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;

/**
 * Tells the other documents that share this tab's storage (a frame, a copy of the tab) which keys have a page that
 * lives: each key is a Web Lock, which a browser frees when its page is gone. Where there are no locks, only the mark
 * of the page load tells.
 */
export class KeyLocks {
  readonly #releases = new Map<string, () => void>();

  /** Resolves once the others can see that this page has the key. Safe to repeat. */
  async hold(key: string): Promise<void> {
    const locks = webLocks();
    if (!locks || this.#releases.has(key)) return;
    await new Promise<void>((resolve) => {
      const keep = (lock: Lock | null) => {
        resolve();
        return lock && new Promise<void>((release) => this.#releases.set(key, release));
      };
      locks.request(nameOf(key), { ifAvailable: true }, keep).catch(() => resolve());
    });
  }

  release(key: string): void {
    this.#releases.get(key)?.();
    this.#releases.delete(key);
  }
}

/** Whether the page of a key lives, this one or another. */
export const livingKeys = async (): Promise<(key: string) => boolean> => {
  const { held = [] } =
    (await webLocks()
      ?.query()
      .catch(() => undefined)) ?? {};
  const names = new Set(held.map(({ name }) => name));
  return (key) => names.has(nameOf(key));
};
