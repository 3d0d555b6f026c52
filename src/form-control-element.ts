import { LitElement, type PropertyValues } from "lit";
import { property as alias } from "lit/decorators.js";
import { property } from "./property.js";
import { ShellElement } from "./shell-element.js";

/** A shell that stands in a form like any of HTML's own controls. */
export abstract class FormControlElement<Value> extends ShellElement {
  static readonly formAssociated = true;
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  /** The name that it is submitted under. */
  @property({ reflect: true }) name = "";
  /** Shows the value, changes nothing. */
  @property({ type: Boolean }) readonly = false;
  /** `readonly`, as the DOM and React spell it. */
  @alias({ attribute: false }) get readOnly(): boolean {
    return this.readonly;
  }
  set readOnly(value: boolean) {
    this.readonly = value;
  }
  /** As on any form control: not to be changed, and not submitted. A `fieldset` around it disables it as well. */
  @property({ type: Boolean }) disabled = false;

  abstract value: Value;

  protected readonly needsBody = true;
  /** What it is that `invalid` says. */
  protected readonly flaw: keyof ValidityStateFlags = "customError";
  readonly #internals = this.attachInternals();
  #initial: Value | undefined;
  /** What had the focus when it was asked for before there was anything here to take it; undefined: it was not. */
  #focusFrom: Element | null | undefined;

  /** What is submitted. */
  protected abstract readonly submitted: FormData | string;

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** Whether it is checked when its form is sent: not while it is disabled. */
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }
  /** Why its form can't be sent, as any form control says it. Current once `updateComplete` has resolved. */
  get validity(): ValidityState {
    return this.#internals.validity;
  }
  /** The same in words; empty: it can be sent. */
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  /** Answers whether its form can be sent with it; where it can't, `invalid` is fired. */
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }
  /** The same, and tells the operator why not. */
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** Focuses the first control in it, as soon as it is there, unless the focus has gone elsewhere by then. */
  override focus(options?: FocusOptions): void {
    super.focus(options);
    this.#focusFrom = this.matches(":focus-within") ? undefined : document.activeElement;
    this.requestUpdate();
  }

  formDisabledCallback(): void {
    this.requestUpdate();
  }

  formResetCallback(): void {
    this.value = this.#initial as Value;
  }

  protected override firstUpdated(): void {
    this.#initial = this.value;
  }

  protected override willUpdate(changed: PropertyValues): void {
    // In time for what is drawn now: with the attribute, the browser decides whether it is disabled.
    this.toggleAttribute("disabled", this.disabled);
    super.willUpdate(changed);
    if (changed.has("value") || changed.has("name")) this.#internals.setFormValue(this.name ? this.submitted : null);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#internals.setValidity({ [this.flaw]: !!this.invalid }, this.invalid);
    if (this.#focusFrom === undefined) return;
    if (this.#focusFrom === document.activeElement) super.focus();
    if (this.#focusFrom !== document.activeElement) this.#focusFrom = undefined;
  }
}
