import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Loaded } from "../../sdk/client/client.js";
import type { Member, Operation } from "../../sdk/contract/index.js";
import { findTag, type TagCase } from "../../sdk/contract/tag.js";
import { KitController } from "../controllers/kit-controller.js";
import { ReadController } from "../controllers/read-controller.js";
import { isUnknownOutcome } from "../errors.js";
import { MemberChangeEvent } from "../events/member-events.js";
import { plus } from "../icons/signs.js";
import { tagMessages } from "../locales/en/tags.js";
import { base } from "../theme/base.js";
import { buttons } from "../theme/buttons.js";
import { inputs } from "../theme/inputs.js";
import { tags as tagStyles } from "../theme/tags.js";
import { toasts } from "../theme/toasts.js";
import { tokens } from "../theme/tokens.js";
import { chip, pendingChip, plainChip } from "./chip.js";
import { statusLines } from "./status-lines.js";
import { readonlyTags } from "./readonly-tags.js";
import { refusal } from "./refusal.js";
import type { TagTranslate } from "./say.js";
import { styles } from "./styles.js";
import { TagInput } from "./tag-input.js";
import { splitList } from "./split-list.js";
import { readTagCase, readTagRights, type TagRights } from "./tag-rights.js";
import { TagWrites, type TagOutcome } from "./tag-writes.js";

/**
 * Tags, inline: any text becomes a tag, those in use are suggested with their counts. Bound to a member, each change is
 * an action of its own, done at once; alone, it is a form control that submits one entry a tag under its `name`. Enter
 * adds the tag and never submits the form around it. Backspace in the empty input marks the last tag, a second one
 * removes it.
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
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

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

  readonly #internals = this.attachInternals();
  readonly #kit = new KitController(this);
  readonly #client = () => this.#kit.client;
  readonly #input = new TagInput(this, {
    client: this.#client,
    tagCase: () => this.#tagCase,
    tags: () => this.#tags,
    removable: (tag) => this.#canRemove && !this.#writes.pendingOf(tag),
    add: (tag) => void this.#add(tag),
    remove: (tag) => void this.#remove(tag),
    marked: (tag) => this.#announce(this.#kit.translator(tagMessages)("tags.again", { tag })),
    left: () => this.#left(),
  });
  readonly #rights = new ReadController<TagRights>(this, {
    client: this.#client,
    key: () => (this.#boundTo ? "rights" : undefined),
    read: (client, _key, signal) => readTagRights(client, { signal }),
  });
  readonly #policy = new ReadController<TagCase>(this, {
    client: this.#client,
    key: () => "tag-case",
    read: (client, _key, signal) => readTagCase(client, { signal }),
  });
  readonly #read = new ReadController<Loaded<Member>>(this, {
    client: this.#client,
    key: () => (this.member ? undefined : (this.memberId ?? undefined)),
    read: (client, id, signal) => client.members.get(id, { signal }),
    onResult: () => this.#writes.memberRead(),
  });
  readonly #writes = new TagWrites(this, {
    client: this.#client,
    memberId: () => this.#boundTo,
    reference: () => this.#kit.kit?.reference ?? null,
  });

  #shownOf: string | null = null;
  #initial: readonly string[] = [];
  #editing = false;
  #announcement = "";
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
    if (changed.has("member")) this.#writes.memberRead();
    if (changed.has("value") || changed.has("name")) this.#submitValue();
    if (this.#boundTo !== this.#shownOf) this.#forget();
  }

  protected override render(): unknown {
    const t = this.#kit.translator(tagMessages);
    return html`<div @input=${(event: Event) => event.stopPropagation()}>
      ${this.#canEdit ? this.#editor(t) : this.#readonlyTags(t)}
      <div class="vh" role="status">${this.#announcement}</div>
    </div>`;
  }

  get #boundTo(): string | null {
    return this.member?.id ?? this.memberId;
  }

  get #tags(): readonly string[] {
    if (!this.#boundTo) return this.value;
    return this.#writes.applyTo(this.member?.tags ?? this.#read.value?.value.tags ?? []);
  }

  /** Until it is known, a member's backend decides; alone, spellings are one tag. */
  get #tagCase(): TagCase {
    return this.#policy.value ?? (this.#boundTo ? "exact" : "folded");
  }

  get #canEdit(): boolean {
    if (this.readonly || this.disabled) return false;
    if (!this.#boundTo) return true;
    const known = this.member ?? this.#read.value;
    // Where the operator's rights can't be read, the backend still decides.
    return known !== undefined && (this.#rights.value?.add === true || this.#rights.state.error !== undefined);
  }

  /** A control's own tags, and a member's where the backend can take one off, or it is not known whether it can. */
  get #canRemove(): boolean {
    return !this.#boundTo || this.#rights.value?.remove !== false;
  }

  /** Another member: nothing typed for the last one stays. */
  #forget(): void {
    this.#shownOf = this.#boundTo;
    this.#writes.forget();
    this.#removed = null;
    this.#editing = false;
    this.#input.set("");
  }

  #submitValue(): void {
    const data = new FormData();
    for (const tag of this.value) data.append(this.name, tag);
    this.#internals.setFormValue(this.name ? data : null);
  }

  #readonlyTags(t: TagTranslate): TemplateResult {
    const forbidden = this.#rights.value?.forbidden === true && !this.readonly;
    return readonlyTags(this.#tags, { forbidden, loading: this.#rights.state.loading }, t);
  }

  #editor(t: TagTranslate): TemplateResult {
    const tags = this.#tags.map((tag, index, all) =>
      this.#chip(tag, this.#input.marked && index === all.length - 1, t),
    );
    const box = this.#editing || !this.#boundTo;
    return html`<div class="anchor">
        ${
          box
            ? this.#input.draw(tags, t)
            : html`<div class="tags" role="group" aria-label=${t("tags.label")}>
                ${tags}<button type="button" class="tagadd" @click=${() => this.#edit()}>
                  ${plus}${t("tags.add")}
                </button>
              </div>`
        }
      </div>
      ${statusLines(
        {
          error: this.#input.error,
          marked: this.#input.marked ? this.#tags.at(-1) : undefined,
          removed: this.#removed?.tag,
          undo: () => void this.#undoRemoval(t),
        },
        t,
      )}`;
  }

  #chip(tag: string, hot: boolean, t: TagTranslate): TemplateResult {
    const pending = this.#writes.pendingOf(tag);
    if (pending) return pendingChip(tag, t(`tags.${pending}`, { tag }));
    if (!this.#canRemove) return plainChip(tag);
    return chip(tag, { hot, label: t("tags.remove", { tag }), remove: (event) => this.#pressRemove(event, tag) });
  }

  #edit(): void {
    this.#editing = true;
    this.requestUpdate();
    void this.updateComplete.then(() => this.#input.focus());
  }

  #left(): void {
    // Taken away by a render, the input is not left by the operator.
    if (this.#boundTo && !this.#editing) return;
    this.#input.close();
    // What was refused since it is there already is of no more use.
    if (this.#input.error && findTag(this.#tags, this.#input.text.trim(), this.#tagCase) !== undefined)
      this.#input.set("");
    if (!this.#input.text && !this.#input.error) this.#editing = false;
  }

  #announce(words: string): void {
    this.#announcement = words;
    this.requestUpdate();
  }

  #fail(words: string): void {
    this.#input.refuse(words);
    this.#announce(words);
  }

  async #add(tag: string): Promise<void> {
    const t = this.#kit.translator(tagMessages);
    this.#input.close();
    if (!tag) return;
    const held = findTag(this.#tags, tag, this.#tagCase);
    if (held !== undefined) {
      const name = this.member?.firstName ?? this.#read.value?.value.firstName;
      this.#fail(name ? t("tags.held.by", { name, tag: held }) : t("tags.held", { tag: held }));
      return;
    }
    this.#input.set("");
    this.#removed = null;
    const outcome = await this.#change([...this.value, tag], (writes) => writes.add(tag));
    if (!outcome) return;
    if (outcome.ok) {
      this.#changed(t("tags.added", { tag }));
      return;
    }
    // Nothing typed is lost: the text comes back with the reason, unless another one stands there by now.
    if (!this.#input.text && !isUnknownOutcome(outcome.error)) this.#input.set(tag);
    this.#editing = true;
    this.#fail(refusal("tags.refused.add", tag, outcome.error, t));
  }

  #pressRemove(event: Event, tag: string): void {
    event.stopPropagation();
    void this.#remove(tag);
    // The pressed button is gone: the focus stays with the tags.
    void this.updateComplete.then(() => this.#input.focus());
  }

  async #remove(tag: string): Promise<void> {
    const t = this.#kit.translator(tagMessages);
    this.#removed = null;
    this.#input.error = "";
    const left = this.value.filter((one) => one !== tag);
    const outcome = await this.#change(left, (writes) => writes.remove(tag));
    if (!outcome) return;
    if (!outcome.ok) {
      this.#fail(refusal("tags.refused.remove", tag, outcome.error, t));
      return;
    }
    const canUndo = !outcome.operation || (outcome.operation.reversible && this.#rights.value?.undo !== false);
    this.#removed = canUndo ? { tag, operation: outcome.operation } : null;
    this.#changed(t("tags.removed", { tag }));
  }

  async #undoRemoval(t: TagTranslate): Promise<void> {
    const removed = this.#removed;
    if (!removed) return;
    const { tag, operation } = removed;
    this.#removed = null;
    const outcome = await this.#change([...this.value, tag], (writes) =>
      operation ? writes.undo(tag, operation) : writes.add(tag),
    );
    if (!outcome) return;
    if (outcome.ok) this.#changed(t("tags.back", { tag }));
    else this.#fail(refusal("tags.refused.add", tag, outcome.error, t));
    this.#input.focus();
  }

  /**
   * Changes the tags where they live: on the member, or in the control's own value. Undefined: nobody waits for its end
   * any more.
   */
  async #change(
    value: readonly string[],
    write: (writes: TagWrites) => Promise<TagOutcome | undefined>,
  ): Promise<TagOutcome | undefined> {
    const member = this.#boundTo;
    if (!member) {
      this.value = value;
      return { ok: true, operation: null };
    }
    const outcome = await write(this.#writes);
    return member === this.#boundTo ? outcome : undefined;
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
