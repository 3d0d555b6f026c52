import { adoptStyles, LitElement, nothing, type CSSResult, type CSSResultGroup } from "lit";
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

  /** What depends on where it stands, the language of the page too, is known only now. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  /** Whoever keeps an element that has left the page keeps nobody's data with it (S14); one that is moved stays as it is. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    setTimeout(() => this.isConnected || this.requestUpdate());
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

  /** What is drawn in the place of all else: where a mistake leaves nothing to draw, or off the page. */
  protected get placeholder(): unknown {
    return this.isConnected ? this.#watched.placeholder : nothing;
  }

  protected override createRenderRoot(): ShadowRoot {
    const { scope } = registrationOf(this);
    const { shadowRootOptions } = this.constructor as typeof LitElement;
    const root = this.attachShadow({ ...shadowRootOptions, ...(scope && { customElementRegistry: scope }) });
    if (scope) {
      const importNode = (node: Node) => document.importNode(node, { customElementRegistry: scope });
      this.renderOptions.creationScope = { importNode };
    }
    this.#dress(root);
    // No script that listens to the host's document is told what is typed here (S14); what is slotted in is the host's.
    for (const type of ["beforeinput", "input"])
      root.addEventListener(type, (event) => root.contains(event.target as Node) && event.stopPropagation());
    return root;
  }

  /** A document takes no style sheets of another one's: moved there, it gets its own. */
  adoptedCallback(): void {
    if (this.shadowRoot) this.#dress(this.shadowRoot);
  }

  /**
   * Puts the styles of a part that is loaded later behind the element's own.
   *
   * @internal
   */
  addStyles(added: CSSResultGroup): void {
    this.#addedStyles.push(added);
    this.#dress(this.renderRoot as ShadowRoot);
  }

  #dress(root: ShadowRoot): void {
    const { elementStyles, finalizeStyles } = this.constructor as typeof KitElement;
    const styles = [...elementStyles, ...finalizeStyles(this.#addedStyles)];
    const view = this.ownerDocument.defaultView;
    if (view === window) adoptStyles(root, styles);
    else if (view)
      root.adoptedStyleSheets = styles.map((style) => {
        const sheet = new view.CSSStyleSheet();
        sheet.replaceSync((style as CSSResult).cssText);
        return sheet;
      });
  }
}
