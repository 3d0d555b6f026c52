import { adoptStyles, LitElement, type CSSResultGroup } from "lit";
import type { Suspicions, Watched } from "./mistakes/suspicion.js";
import { watch } from "./mistakes/watch.js";
import { registrationOf } from "./registration.js";

/**
 * What all elements share. What an element draws is made in the registry that it was defined in itself.
 */
export class KitElement extends LitElement {
  readonly #addedStyles: CSSResultGroup[] = [];
  readonly #watched: Watched = {
    host: this,
    suspicions: () => this.suspicions,
    addStyles: (styles) => this.addStyles(styles),
  };

  constructor() {
    super();
    watch(this.#watched);
  }

  /** Also `memberid`: so does React write `memberId` while the element is not defined yet. */
  static override get observedAttributes(): string[] {
    const names = super.observedAttributes;
    return [...names, ...names.map((name) => name.replace("-", ""))];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    const { observedAttributes } = this.constructor as typeof KitElement;
    const own = observedAttributes.find((each) => each.replace("-", "") === name) ?? name;
    super.attributeChangedCallback(own, old, value);
  }

  /** What looks like a mistake of the host's as the element stands now. */
  protected get suspicions(): Suspicions {
    return [];
  }

  /** What stands where a mistake leaves nothing to draw. */
  protected get placeholder(): unknown {
    return this.#watched.placeholder;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const { scope } = registrationOf(this);
    if (scope) {
      const { shadowRootOptions } = this.constructor as typeof LitElement;
      this.attachShadow({ ...shadowRootOptions, customElementRegistry: scope });
      const importNode = (node: Node) => document.importNode(node, { customElementRegistry: scope });
      this.renderOptions.creationScope = { importNode };
    }
    return super.createRenderRoot();
  }

  /** Puts the styles of a part that is loaded later behind the element's own. */
  addStyles(added: CSSResultGroup): void {
    this.#addedStyles.push(added);
    const { elementStyles, finalizeStyles } = this.constructor as typeof KitElement;
    adoptStyles(this.renderRoot as ShadowRoot, [...elementStyles, ...finalizeStyles(this.#addedStyles)]);
  }
}
