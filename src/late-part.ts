/** A part of an element that is loaded when it is needed, once. What could not be loaded is tried again by the next need. */
export class LatePart<Part> {
  /** Null until it is loaded. */
  value: Part | null = null;
  /** Why it could not be loaded; null: it could, is on its way, or was not needed yet. */
  error: unknown = null;
  readonly #import: () => Promise<Part>;
  readonly #changed: (part: LatePart<Part>) => void;
  #loading: Promise<void> | null = null;

  /** @param changed Called once it is loaded, and where it could not be. */
  constructor(load: () => Promise<Part>, changed: (part: LatePart<Part>) => void) {
    this.#import = load;
    this.#changed = changed;
  }

  load(): Promise<void> {
    return (this.#loading ??= this.#load());
  }

  async #load(): Promise<void> {
    this.error = null;
    try {
      this.value = await this.#import();
    } catch (error) {
      this.error = error;
      this.#loading = null;
    }
    this.#changed(this);
  }
}
