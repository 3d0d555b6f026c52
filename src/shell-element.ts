import type { CSSResultGroup, LitElement, PropertyValues } from "lit";
import type { Client } from "../sdk/client/client.js";
import { reportError } from "./events/member-events.js";
import { KitElement } from "./kit-element.js";
import type { Suspicions } from "./mistakes/suspicion.js";

/** What draws a shell once it is loaded. */
export interface Body {
  willUpdate?(changed: PropertyValues): void;
  render(): unknown;
  updated?(changed: PropertyValues): void;
  /** Reads anew what is shown. */
  refresh?(): void;
  /** What looks like a mistake of the host's as the element stands now. */
  readonly suspicions?: Suspicions;
  /** Why a form can't be submitted with it; empty: it can. */
  readonly invalid?: string;
}

interface BodyClass<Host extends LitElement> {
  readonly styles: CSSResultGroup;
  /** Loads and reads what is likely to be needed of a member next; left out: there is nothing. */
  readonly ahead?: (client: Client, memberId: string) => Promise<void>;
  /** Made while the host updates for the first time with it. It begins with how the host stands by then. */
  new (host: Host): Body;
}

/** Loads the class of an element's bodies. */
export interface BodyLoader<Host extends LitElement> {
  /** Null until it is loaded. */
  readonly value: BodyClass<Host> | null;
  /** Loads it once. A failure is tried again by the next call. */
  load(): Promise<BodyClass<Host>>;
}

export const bodyLoader = <Host extends LitElement>(load: () => Promise<BodyClass<Host>>): BodyLoader<Host> => {
  let value: BodyClass<Host> | null = null;
  let loading: Promise<BodyClass<Host>> | null = null;
  return {
    get value() {
      return value;
    },
    load: () =>
      (loading ??= load().then(
        (loaded) => (value = loaded),
        (error: unknown) => {
          loading = null;
          throw error;
        },
      )),
  };
};

/**
 * An element that is registered at once, with its properties and its place in a form, and whose body is loaded when
 * there is something to draw. A body that can't be loaded is reported, and tried again with the next update.
 */
export abstract class ShellElement extends KitElement {
  static readonly body: BodyLoader<never>;
  #body: Body | null = null;
  #loading = false;

  /** Whether there is anything to draw. */
  protected abstract readonly needsBody: boolean;

  /** What draws it; null until that is loaded. */
  protected get body(): Body | null {
    return this.#body;
  }

  protected override get suspicions(): Suspicions {
    return this.#body?.suspicions ?? [];
  }

  /** Why a form can't be submitted with it; empty: it can. */
  protected get invalid(): string {
    return this.#body?.invalid ?? "";
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.#body && this.isConnected && this.needsBody) this.#embody();
    this.#body?.willUpdate?.(changed);
  }

  protected override render(): unknown {
    return this.placeholder ?? this.#body?.render();
  }

  protected override updated(changed: PropertyValues): void {
    this.#body?.updated?.(changed);
  }

  /** The body could not be loaded. */
  protected failed?(): void;

  #embody(): void {
    const { body } = this.constructor as typeof ShellElement;
    if (body.value) {
      this.addStyles(body.value.styles);
      this.#body = new body.value(this as never);
    } else if (!this.#loading) void this.#load(body);
  }

  async #load(body: BodyLoader<never>): Promise<void> {
    this.#loading = true;
    try {
      await body.load();
      this.requestUpdate();
    } catch (error) {
      reportError(this, `${this.localName} could not be loaded`, error);
      this.failed?.();
    }
    this.#loading = false;
  }
}
