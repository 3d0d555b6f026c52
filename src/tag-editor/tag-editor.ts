import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import type { Loaded } from "../../sdk/client/client.js";
import type { Member, Operation } from "../../sdk/contract/index.js";
import { KitController } from "../controllers/kit-controller.js";
import { ReadController } from "../controllers/read-controller.js";
import { MemberChangeEvent } from "../events/member-events.js";
import { alert, plus } from "../icons/signs.js";
import { lock } from "../icons/things.js";
import { tagsEnglish } from "../locales/en/tags.js";
import { base } from "../theme/base.js";
import { buttons } from "../theme/buttons.js";
import { inputs } from "../theme/inputs.js";
import { tags as tagStyles } from "../theme/tags.js";
import { toasts } from "../theme/toasts.js";
import { tokens } from "../theme/tokens.js";
import { chip, pendingChip, plainChip } from "./chip.js";
import { list, optionsOf } from "./list.js";
import { isUnknown, refusal } from "./refusal.js";
import { longestTag, sameTag } from "./same-tag.js";
import type { Say } from "./say.js";
import { styles } from "./styles.js";
import { Suggestions } from "./suggestions.js";
import { readTagRights, type TagRights } from "./tag-rights.js";
import { TagWrites } from "./tag-writes.js";

const splitList = {
  fromAttribute: (text: string | null) =>
    (text ?? "")
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
};

/**
 * Tags, inline: any text becomes a tag, those in use are suggested with their counts. Bound to a member, each change is an action of its
 * own, done at once; alone, it is a form control that submits one entry a tag under its `name`. Enter adds the tag and never submits the
 * form around it. Backspace in the empty input marks the last tag, a second one removes it.
 *
 * @example
 * ```html
 * <tag-editor member-id="m_1048"></tag-editor>
 * <form><tag-editor name="tags" value="VIP, weekend"></tag-editor></form>
 * ```
 *
 * @fires {MemberChangeEvent} member-change - The operator added or removed a tag; bound to a member: once it is done.
 * @fires {MemberActionRequestEvent} member-action-request - Bound: before a tag is written. Cancelable.
 * @fires {MemberActionDoneEvent} member-action-done - Bound: a tag was written.
 * @fires {MemberActionFailedEvent} member-action-failed - Bound: a tag was refused.
 * @csspart tag - A tag.
 * @csspart input - The input.
 * @csspart suggestions - The list of suggestions.
 */
export class TagEditor extends LitElement {
  static readonly formAssociated = true;
  static override readonly styles = [tokens, base, buttons, tagStyles, inputs, toasts, styles];
  static override readonly shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  /** The member whose tags these are. Reads them; every change is written at once. Without it: a form control. */
  @property({ attribute: "member-id" }) memberId: string | null = null;
  /** The member, where the host has read them already: spares a request. */
  @property({ attribute: false }) member: Pick<Member, "id" | "firstName" | "tags"> | null = null;
  /** The name that the tags are submitted under. */
  @property({ reflect: true }) name = "";
  /** The tags of a form control. In the attribute, separated by commas. */
  @property({ converter: splitList }) value: readonly string[] = [];
  /** Shows the tags, changes none. */
  @property({ type: Boolean }) readonly = false;
  /** As on any form control: not to be changed, and not submitted. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  @query("input") private readonly input!: HTMLInputElement | null;

  readonly #internals = this.attachInternals();
  readonly #kit = new KitController(this);
  readonly #client = () => this.#kit.client;
  readonly #suggestions = new Suggestions(this, this.#client);
  readonly #rights = new ReadController<TagRights>(this, {
    client: this.#client,
    key: () => (this.#boundTo ? "rights" : undefined),
    read: (client, _key, signal) => readTagRights(client, { signal }),
  });
  readonly #read = new ReadController<Loaded<Member>>(this, {
    client: this.#client,
    key: () => (this.member ? undefined : (this.memberId ?? undefined)),
    read: (client, id, signal) => client.members.get(id, { signal }),
    settled: () => this.#writes.seen(),
  });
  readonly #writes = new TagWrites(this, {
    client: this.#client,
    memberId: () => this.#boundTo,
    reference: () => this.#kit.kit?.reference ?? null,
  });

  #shownOf: string | null = null;
  #initial: readonly string[] = [];
  #editing = false;
  #text = "";
  #active = -1;
  #listOpen = false;
  #hot = false;
  #error = "";
  #said = "";
  #removed: { tag: string; operation: Operation | null } | null = null;

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  formDisabledCallback(disabled: boolean): void {
    this.disabled = disabled;
  }

  formResetCallback(): void {
    this.value = this.#initial;
  }

  protected override firstUpdated(): void {
    this.#initial = this.value;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("member")) this.#writes.seen();
    if (changed.has("value") || changed.has("name")) this.#submitValue();
    if (this.#boundTo !== this.#shownOf) this.#forget();
  }

  protected override render(): unknown {
    const t = this.#kit.translate(tagsEnglish);
    return html`<div @input=${(event: Event) => event.stopPropagation()}>
      ${this.#writable ? this.#editor(t) : this.#plain(t)}
      <div class="vh" role="status">${this.#said}</div>
    </div>`;
  }

  get #boundTo(): string | null {
    return this.member?.id ?? this.memberId;
  }

  get #tags(): readonly string[] {
    if (!this.#boundTo) return this.value;
    return this.#writes.over(this.member?.tags ?? this.#read.value?.value.tags ?? []);
  }

  get #writable(): boolean {
    if (this.readonly || this.disabled) return false;
    if (!this.#boundTo) return true;
    const known = this.member ?? this.#read.value;
    // Where the operator's rights can't be read, the backend still decides.
    return known !== undefined && (this.#rights.value?.add === true || this.#rights.reading.error !== undefined);
  }

  /** Another member: nothing typed for the last one stays. */
  #forget(): void {
    this.#shownOf = this.#boundTo;
    this.#writes.forget();
    this.#removed = null;
    this.#editing = false;
    this.#setText("");
  }

  #submitValue(): void {
    const data = new FormData();
    for (const tag of this.value) data.append(this.name, tag);
    this.#internals.setFormValue(this.name ? data : null);
  }

  #plain(t: Say): TemplateResult {
    const tags = this.#tags;
    return html`<div class="tags" role="group" aria-label=${t("tags.label")}>
        ${tags.length ? tags.map(plainChip) : nothing}
        ${tags.length || this.#rights.reading.loading ? nothing : html`<span class="muted small">${t("tags.none")}</span>`}
      </div>
      ${this.#rights.value?.forbidden && !this.readonly ? html`<p class="help locked">${lock}${t("tags.forbidden")}</p>` : nothing}`;
  }

  #editor(t: Say): TemplateResult {
    const tags = this.#tags.map((tag, index, all) => this.#chip(tag, this.#hot && index === all.length - 1, t));
    const box = this.#editing || !this.#boundTo;
    return html`<div class="anchor">
        ${
          box
            ? html`<div
                  class="tagbox ${this.#error ? "invalid" : ""}"
                  role="group"
                  aria-label=${t("tags.label")}
                  @mousedown=${this.#focusInput}
                >
                  ${tags}${this.#inputOf(t)}
                </div>
                ${this.#list(t)}`
            : html`<div class="tags" role="group" aria-label=${t("tags.label")}>
                ${tags}<button type="button" class="tagadd" @click=${() => this.#edit()}>${plus}${t("tags.add")}</button>
              </div>`
        }
      </div>
      ${this.#lines(t)}`;
  }

  #chip(tag: string, hot: boolean, t: Say): TemplateResult {
    const pending = this.#writes.pendingOf(tag);
    if (pending) return pendingChip(tag, t(`tags.${pending}`, { tag }));
    return chip(tag, { hot, label: t("tags.remove", { tag }), remove: (event) => this.#pressRemove(event, tag) });
  }

  #inputOf(t: Say): TemplateResult {
    const open = this.#listOpen && this.#options.length > 0;
    return html`<input
      part="input"
      dir="auto"
      autocomplete="off"
      maxlength=${longestTag}
      role="combobox"
      aria-label=${t("tags.add")}
      aria-autocomplete="list"
      aria-expanded=${open}
      aria-controls=${open ? "list" : nothing}
      aria-activedescendant=${open && this.#active >= 0 ? `option-${this.#active}` : nothing}
      aria-invalid=${this.#error ? "true" : nothing}
      aria-describedby=${this.#error ? "error" : "help"}
      placeholder=${this.#hot ? "" : t("tags.add")}
      .value=${this.#text}
      @input=${(event: Event) => this.#typed((event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => this.#key(event)}
      @keypress=${(event: Event) => event.stopPropagation()}
      @blur=${() => this.#left()}
    />`;
  }

  get #options() {
    return optionsOf(this.#text.trim(), this.#suggestions.tags, this.#tags);
  }

  #list(t: Say): unknown {
    const options = this.#options;
    if (!this.#listOpen || !options.length) return nothing;
    return list({ options, active: this.#active, text: this.#text.trim(), choose: (tag) => void this.#add(tag) }, t);
  }

  #lines(t: Say): unknown {
    const last = this.#tags.at(-1);
    const help = this.#hot && last ? t("tags.again", { tag: last }) : "";
    const removed = this.#removed;
    return html`${this.#error ? html`<p class="err line" id="error">${alert}<span>${this.#error}</span></p>` : nothing}
      <p class=${help ? "help line" : "vh"} id="help">${help || t("tags.help")}</p>
      ${
        removed
          ? html`<div class="toast line">
              <span>${t("tags.removed", { tag: removed.tag })}</span>
              <button type="button" class="btn sm" @click=${() => this.#takeBack(t)}>${t("tags.undo")}</button>
            </div>`
          : nothing
      }`;
  }

  /** A press beside the tags goes to the input, and does not take the focus from it. */
  readonly #focusInput = (event: Event): void => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    this.input?.focus();
  };

  #edit(): void {
    this.#editing = true;
    this.requestUpdate();
    void this.updateComplete.then(() => this.input?.focus());
  }

  #left(): void {
    // Taken away by a render, the input is not left by the operator.
    if (this.#boundTo && !this.#editing) return;
    this.#listOpen = false;
    this.#hot = false;
    if (!this.#text && !this.#error) this.#editing = false;
    this.requestUpdate();
  }

  #setText(text: string): void {
    this.#text = text;
    this.#active = -1;
    this.#hot = false;
    this.#error = "";
    this.#suggestions.ask(text.trim());
    this.requestUpdate();
  }

  #typed(text: string): void {
    this.#setText(text);
    this.#listOpen = text.trim() !== "";
  }

  /** Keys that it handles, and plain typing, are no shortcuts of the page around it (U08). */
  #key(event: KeyboardEvent): void {
    // Safari reports the Enter that ends a composition as none of it, but for this code.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (event.isComposing || event.keyCode === 229) {
      event.stopPropagation();
      return;
    }
    const handled = this.#handle(event.key);
    if (handled) event.preventDefault();
    if (handled || (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey)) event.stopPropagation();
  }

  #handle(key: string): boolean {
    if (key === "Enter") return this.#enter();
    if (key === "Escape") return this.#escape();
    if (key === "Backspace") return this.#backspace();
    if (key === "ArrowDown" || key === "ArrowUp") return this.#move(key === "ArrowDown" ? 1 : -1);
    if (this.#hot) this.#setText(this.#text);
    return false;
  }

  #enter(): true {
    const chosen = this.#listOpen ? this.#options[this.#active]?.tag : undefined;
    void this.#add(chosen ?? this.#text.trim());
    return true;
  }

  /** First the list, then the text; an Escape that changes nothing here is the page's. */
  #escape(): boolean {
    if (this.#listOpen || this.#hot) {
      this.#listOpen = this.#hot = false;
      this.#active = -1;
      this.requestUpdate();
      return true;
    }
    if (!this.#text) return false;
    this.#setText("");
    return true;
  }

  #backspace(): boolean {
    const last = this.#tags.at(-1);
    if (this.#text || !last || this.#writes.pendingOf(last)) return false;
    if (this.#hot) {
      this.#hot = false;
      void this.#remove(last);
    } else {
      this.#hot = true;
      this.#announce(this.#kit.translate(tagsEnglish)("tags.again", { tag: last }));
    }
    return true;
  }

  #move(by: number): boolean {
    const count = this.#options.length;
    if (!count) return false;
    this.#listOpen = true;
    // One place more than there are options: none chosen, the text itself.
    this.#active = ((this.#active + 1 + by + count + 1) % (count + 1)) - 1;
    this.requestUpdate();
    return true;
  }

  #announce(words: string): void {
    this.#said = words;
    this.requestUpdate();
  }

  #fail(words: string): void {
    this.#error = words;
    this.#announce(words);
  }

  async #add(tag: string): Promise<void> {
    const t = this.#kit.translate(tagsEnglish);
    this.#listOpen = false;
    if (!tag) {
      this.requestUpdate();
      return;
    }
    const held = sameTag(this.#tags, tag);
    if (held) {
      const name = this.member?.firstName ?? this.#read.value?.value.firstName;
      this.#fail(name ? t("tags.held.by", { name, tag: held }) : t("tags.held", { tag: held }));
      return;
    }
    this.#setText("");
    this.#removed = null;
    if (!this.#boundTo) {
      this.#change([...this.value, tag], t("tags.added", { tag }));
      return;
    }
    const member = this.#boundTo;
    const outcome = await this.#writes.add(tag);
    if (member !== this.#boundTo) return;
    if (outcome.ok) {
      this.#changed(t("tags.added", { tag }));
      return;
    }
    // Nothing typed is lost: the text comes back with the reason, unless another one stands there by now.
    if (!this.#text && !isUnknown(outcome.error)) this.#setText(tag);
    this.#editing = true;
    this.#fail(refusal("tags.refused.add", tag, outcome.error, t));
  }

  #pressRemove(event: Event, tag: string): void {
    event.stopPropagation();
    void this.#remove(tag);
    void this.updateComplete.then(() => this.#refocus());
  }

  /** The pressed button is gone: the focus stays with the tags. */
  #refocus(): void {
    const { renderRoot } = this;
    renderRoot.querySelector<HTMLElement>("input, .tagadd")?.focus();
  }

  async #remove(tag: string): Promise<void> {
    const t = this.#kit.translate(tagsEnglish);
    this.#removed = null;
    this.#error = "";
    if (!this.#boundTo) {
      this.#removed = { tag, operation: null };
      this.#change(
        this.value.filter((one) => one !== tag),
        t("tags.removed", { tag }),
      );
      return;
    }
    const member = this.#boundTo;
    const outcome = await this.#writes.remove(tag);
    if (member !== this.#boundTo) return;
    if (!outcome.ok) {
      this.#fail(refusal("tags.refused.remove", tag, outcome.error, t));
      return;
    }
    this.#removed = { tag, operation: outcome.operation };
    this.#changed(t("tags.removed", { tag }));
  }

  async #takeBack(t: Say): Promise<void> {
    const removed = this.#removed;
    if (!removed) return;
    const { tag, operation } = removed;
    this.#removed = null;
    if (!operation) {
      this.#change([...this.value, tag], t("tags.back", { tag }));
      return;
    }
    const member = this.#boundTo;
    const outcome = await this.#writes.undo(tag, operation);
    if (member !== this.#boundTo) return;
    if (outcome.ok) this.#changed(t("tags.back", { tag }));
    else this.#fail(refusal("tags.refused.add", tag, outcome.error, t));
    this.#refocus();
  }

  #change(value: readonly string[], words: string): void {
    this.value = value;
    this.#changed(words);
  }

  #changed(words: string): void {
    this.#announce(words);
    this.dispatchEvent(new MemberChangeEvent([...this.#tags]));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tag-editor": TagEditor;
  }
}
