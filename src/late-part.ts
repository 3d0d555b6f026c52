/**
 * A part of an element that is loaded when it is needed, with styles of its own. What could not be loaded is tried again
 * by the next need.
 */
export class LatePart<Part> {
  /** Null until it is loaded. */
  value: Part | null = null;
  /** Why it could not be loaded; null: it could, or was not needed yet. */
  error: unknown = null;
  readonly #import: () => Promise<Part>;
  readonly #changed: (part: LatePart<Part>) => void;
  #loading = false;

  /** @param changed Called once it is loaded, and where it could not be. */
  constructor(load: () => Promise<Part>, changed: (part: LatePart<Part>) => void) {
    this.#import = load;
    this.#changed = changed;
  }

  async load(): Promise<void> {
    if (this.value || this.#loading) return;
    this.#loading = true;
    try {
      this.value = await this.#import();
      this.error = null;
    } catch (error) {
      this.error = error;
    }
    this.#loading = false;
    this.#changed(this);
  }
}
