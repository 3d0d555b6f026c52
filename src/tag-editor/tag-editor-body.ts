import { html, type LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { Loaded } from "../../sdk/client/client.js";
import type { Member, Operation } from "../../sdk/contract/index.js";
import { findTag, type TagCase } from "../../sdk/contract/tag.js";
import { KitController } from "../controllers/kit-controller.js";
import { ReadController } from "../controllers/read-controller.js";
import { isUnknownOutcome } from "../errors.js";
import { MemberChangeEvent } from "../events/member-events.js";
import { plus } from "../icons/signs.js";
import { tagMessages } from "../locales/en/tags.js";
import type { Suspicions } from "../mistakes/suspicion.js";
import { FocusKeeper } from "../parts/focus-keeper.js";
import type { Body } from "../shell-element.js";
import { base } from "../theme/base.js";
import { buttons } from "../theme/buttons.js";
import { inputs } from "../theme/inputs.js";
import { print } from "../theme/print.js";
import { tagBoxes } from "../theme/tag-boxes.js";
import { tags as tagStyles } from "../theme/tags.js";
import { toasts } from "../theme/toasts.js";
import { tokens } from "../theme/tokens.js";
import { chip, pendingChip, plainChip } from "./chip.js";
import { statusLines } from "./status-lines.js";
import { readonlyTags, unreadTags } from "./readonly-tags.js";
import { refusal } from "./refusal.js";
import type { TagTranslate } from "./say.js";
import { styles } from "./styles.js";
import { TagInput } from "./tag-input.js";
import { readTagCase, readTagRights, type TagRights } from "./tag-rights.js";
import { TagWrites, type TagOutcome } from "./tag-writes.js";

/** The element that is drawn here. */
export interface TagEditorHost extends LitElement {
  readonly memberId: string | null;
  readonly member: Pick<Member, "id" | "firstName" | "tags"> | null;
  readonly readonly: boolean;
  readonly required: boolean;
  value: readonly string[];
}

/** How a tag editor is drawn, and what is done in it. */
export class TagEditorBody implements Body {
  static readonly styles = [tokens, base, buttons, tagStyles, tagBoxes, inputs, toasts, styles, print];

  readonly #host: TagEditorHost;
  readonly #kit: KitController;
  readonly #input: TagInput;
  readonly #rights: ReadController<TagRights>;
  readonly #policy: ReadController<TagCase>;
  readonly #read: ReadController<Loaded<Member>>;
  readonly #writes: TagWrites;
  #shownOf: string | null = null;
  #editing = false;
  #announcement = "";
  #removed: { tag: string; operation: Operation | null } | null = null;

  constructor(host: TagEditorHost) {
    this.#host = host;
    this.#kit = new KitController(host);
    const client = () => this.#kit.client;
    this.#input = new TagInput(host, {
      client,
      tagCase: () => this.#tagCase,
      tags: () => this.#tags,
      required: () => host.required && !this.#boundTo,
      removable: (tag) => this.#canRemove && !this.#writes.pendingOf(tag),
      add: (tag) => void this.#add(tag),
      remove: (tag) => void this.#remove(tag),
      marked: (tag) => this.#announce(this.#kit.translator(tagMessages)("tags.again", { tag })),
      left: () => this.#left(),
    });
    new FocusKeeper(host, "input", ".tagadd", "[role=group]");
    this.#rights = new ReadController<TagRights>(host, {
      client,
      key: () => (this.#boundTo ? "rights" : undefined),
      read: (from, _key, signal) => readTagRights(from, { signal }),
    });
    this.#policy = new ReadController<TagCase>(host, {
      client,
      key: () => "tag-case",
      read: (from, _key, signal) => readTagCase(from, { signal }),
    });
    this.#read = new ReadController<Loaded<Member>>(host, {
      client,
      key: () => (this.#host.member ? undefined : (this.#host.memberId ?? undefined)),
      read: (from, id, signal) => from.members.get(id, { signal }),
      onResult: () => this.#writes.memberRead(),
    });
    this.#writes = new TagWrites(host, {
      client,
      memberId: () => this.#boundTo,
      reference: () => this.#kit.kit?.reference ?? null,
    });
  }

  willUpdate(changed: PropertyValues<TagEditorHost>): void {
    if (changed.has("member")) this.#writes.memberRead();
    if (this.#boundTo !== this.#shownOf) this.#forget();
  }

  refresh(): void {
    for (const read of [this.#read, this.#rights, this.#policy]) void read.reload();
  }

  /** Why the form around it can't be sent. */
  get invalid(): string {
    const isMissing = this.#host.required && !this.#boundTo && this.#host.value.length === 0;
    return isMissing ? this.#kit.translator(tagMessages)("tags.add") : "";
  }

  get suspicions(): Suspicions {
    return this.#boundTo ? [this.#kit.suspicion, this.#host.value.length > 0 && ["value"]] : [];
  }

  render(): unknown {
    const t = this.#kit.translator(tagMessages);
    return html`<div @input=${(event: Event) => event.stopPropagation()}>
      ${this.#canEdit ? this.#editor(t) : this.#isUnread ? unreadTags(() => this.refresh(), t) : this.#readonlyTags(t)}
      <div class="vh" role="status">${this.#announcement}</div>
    </div>`;
  }

  get #boundTo(): string | null {
    return this.#host.member?.id ?? this.#host.memberId;
  }

  get #tags(): readonly string[] {
    if (!this.#boundTo) return this.#host.value;
    return this.#writes.applyTo(this.#host.member?.tags ?? this.#read.value?.value.tags ?? []);
  }

  /** Until it is known, a member's backend decides; alone, spellings are one tag. */
  get #tagCase(): TagCase {
    return this.#policy.value ?? (this.#boundTo ? "exact" : "folded");
  }

  /** The member's tags could not be read, so that nothing can be said of them. */
  get #isUnread(): boolean {
    return !this.#host.member && this.#read.value === undefined && this.#read.state.error !== undefined;
  }

  get #canEdit(): boolean {
    if (this.#host.readonly || this.#host.matches(":disabled")) return false;
    if (!this.#boundTo) return true;
    const known = this.#host.member ?? this.#read.value;
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
    this.#announcement = "";
    this.#editing = false;
    this.#input.set("");
  }

  #readonlyTags(t: TagTranslate): TemplateResult {
    const forbidden = this.#rights.value?.forbidden === true && !this.#host.readonly;
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
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#input.focus());
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
    this.#host.requestUpdate();
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
      const name = this.#host.member?.firstName ?? this.#read.value?.value.firstName;
      this.#fail(name ? t("tags.held.by", { name, tag: held }) : t("tags.held", { tag: held }));
      return;
    }
    this.#input.set("");
    this.#removed = null;
    const outcome = await this.#change([...this.#host.value, tag], (writes) => writes.add(tag));
    if (!outcome) return;
    if (outcome.ok) {
      this.#changed(t("tags.added", { tag }));
      return;
    }
    // Nothing typed is lost: the text comes back with the reason, unless another one stands there by now.
    if (!this.#input.text && !isUnknownOutcome(outcome.error)) this.#input.set(tag);
    this.#editing = true;
    this.#fail(refusal("tags.refused.add", tag, outcome.error, this.#kit));
  }

  #pressRemove(event: Event, tag: string): void {
    event.stopPropagation();
    void this.#remove(tag);
    // The pressed button is gone: the focus stays with the tags.
    void this.#host.updateComplete.then(() => this.#input.focus());
  }

  async #remove(tag: string): Promise<void> {
    const t = this.#kit.translator(tagMessages);
    this.#removed = null;
    this.#input.error = "";
    const left = this.#host.value.filter((one) => one !== tag);
    const outcome = await this.#change(left, (writes) => writes.remove(tag));
    if (!outcome) return;
    if (!outcome.ok) {
      this.#fail(refusal("tags.refused.remove", tag, outcome.error, this.#kit));
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
    const outcome = await this.#change([...this.#host.value, tag], (writes) =>
      operation ? writes.undo(tag, operation) : writes.add(tag),
    );
    if (!outcome) return;
    if (outcome.ok) this.#changed(t("tags.back", { tag }));
    else this.#fail(refusal("tags.refused.add", tag, outcome.error, this.#kit));
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
      this.#host.value = value;
      return { ok: true, operation: null };
    }
    const outcome = await write(this.#writes);
    return member === this.#boundTo ? outcome : undefined;
  }

  #changed(words: string): void {
    this.#announce(words);
    // As a form control tells it: without the tags, which are personal.
    if (!this.#boundTo)
      for (const event of [
        new Event("input", { bubbles: true, composed: true }),
        new Event("change", { bubbles: true }),
      ])
        this.#host.dispatchEvent(event);
    this.#host.dispatchEvent(new MemberChangeEvent([...this.#tags]));
  }
}
