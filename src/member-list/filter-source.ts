import type { LitElement, ReactiveController } from "lit";
import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";
import { FILTER_SET, MemberFilterChangeEvent } from "../events/filter-events.js";

interface FilterElement extends HTMLElement {
  readonly value: FilterGroup | null;
}

/** A filter has another value: by the operator, or by the host. */
const CHANGES = [MemberFilterChangeEvent.eventName, FILTER_SET];

/** The `member-filter` that a list is for: found by its id in the same tree, whenever it comes, and heard as it changes. */
export class FilterSource implements ReactiveController {
  readonly #host: LitElement & { readonly for: string | null };
  readonly #changed: () => void;
  #root: (Document | ShadowRoot) | undefined;

  /** @param changed Called when another filter holds. */
  constructor(host: LitElement & { readonly for: string | null }, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  /** What the filter says; null: there is none, or it says nothing. */
  get value(): FilterGroup | null {
    return this.#element?.value ?? null;
  }

  hostConnected(): void {
    this.#root = this.#host.getRootNode() as Document | ShadowRoot;
    for (const name of CHANGES) this.#root.addEventListener(name, this.#hear);
  }

  hostDisconnected(): void {
    for (const name of CHANGES) this.#root?.removeEventListener(name, this.#hear);
  }

  get #element(): FilterElement | null {
    return this.#host.for === null
      ? null
      : ((this.#root?.getElementById(this.#host.for) as FilterElement | null) ?? null);
  }

  readonly #hear = (event: Event): void => {
    if (event.target === this.#element) this.#changed();
  };
}
