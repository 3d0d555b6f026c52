import { confirms } from "../../../sdk/contract/confirmation.js";
import type { AttributeValue, Field, Member, Notice } from "../../../sdk/contract/index.js";
import type { ActionRunController } from "../../controllers/action-run-controller.js";
import { isFinalRefusal, refusalIn } from "../../errors.js";
import { amountIn, typedValues } from "../../fields/amount-values.js";
import type { FieldProblem } from "../../fields/field-value.js";
import {
  groupsState,
  openingDraft,
  shownFields,
  type Draft,
  type Form,
  type FormField,
  type Known,
} from "../../fields/form.js";
import type { LibraryList } from "../../fields/library.js";
import { readForm, type FormReading } from "../../fields/read-form.js";
import type { MenuItem } from "../menu-item.js";

/** What stands in a form as it opens, beside what a preset fills in. */
export interface Typed {
  /** What was typed for this member before; null: nothing. */
  readonly draft: Draft | null;
  /** What was just typed in the palette, by field name: it takes the place of a draft. Left out: nothing. */
  readonly values?: Draft["values"] | undefined;
}

interface OpenActionOptions {
  item: MenuItem;
  form: Form;
  typed: Typed;
  run: ActionRunController;
  member: Member;
  /** The member as they were when they were last read: what the form fills in of them. */
  known: { member: Member };
  locale: string;
  /** The host page's own reference, sent with the write. */
  reference: string | null;
}

const without = <Value>(all: Readonly<Record<string, Value>>, name: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(all).filter(([other]) => other !== name));

const pointerOf = ({ name, within }: FormField): string => (within ? `/${within.name}/${within.key}` : `/${name}`);

/** Refusals that are about how much was asked for. */
const ofAmount = ["limit-exceeded", "insufficient-balance", "balance-overflow"];

/** Refusals that are about what was chosen. */
const ofChoice: Partial<Readonly<Record<NonNullable<Field["list"]>, readonly string[]>>> = {
  gifts: ["out-of-stock"],
  rewards: ["out-of-stock", "not-eligible", "insufficient-balance"],
};

const meansField = (code: string, { kind, list }: Field): boolean =>
  (kind === "amount" ? ofAmount : ((list && ofChoice[list]) ?? [])).includes(code);

/** One action that is open for one member: what is typed into its form, and the run that it feeds. */
export class OpenAction {
  readonly item: MenuItem;
  readonly form: Form;
  readonly run: ActionRunController;
  /** The member as they were when the form was opened. Their name can still be shown after they are removed. */
  readonly member: Member;
  /** What was typed to confirm. */
  confirmation = "";
  /** The search texts of pickers, by field name. */
  readonly queries = new Map<string, string>();
  /** It was asked whether it is meant again. */
  isAsked = false;
  /** Whether the form opened with something in it that was meant for now: by a preset, or in the palette. */
  readonly isFilledIn: boolean;
  /** What was typed for this member before is in the form again. */
  restored: boolean;
  #draft: Draft;
  readonly #known: { member: Member };
  readonly #opening: Draft;
  readonly #locale: string;
  readonly #reference: string | null;
  readonly #left = new Set<string>();
  #isReviewed = false;
  /** What is taken from the other one of two profiles, by the attribute's id. */
  readonly #picked = new Set<string>();

  constructor({ item, form, typed: { draft, values }, run, member, known, locale, reference }: OpenActionOptions) {
    this.item = item;
    this.form = form;
    this.run = run;
    this.member = member;
    this.#known = known;
    this.#locale = locale;
    this.#reference = reference;
    const preset = item.preset ? typedValues(item.action, item.preset.values, this.#scale, locale) : {};
    this.#opening = openingDraft(form, preset);
    this.isFilledIn = item.preset !== null || values !== undefined;
    this.restored = draft !== null && !values;
    this.#draft = values ? openingDraft(form, { ...preset, ...values }) : (draft ?? this.#opening);
    this.#feed(true);
  }

  get draft(): Draft {
    return this.#draft;
  }

  /** Whether anything differs from the form as it opens. */
  get isTyped(): boolean {
    return JSON.stringify(this.#draft) !== JSON.stringify(this.#opening);
  }

  /** The amount typed, in minor units; null: there is none. */
  get amount(): number | null {
    return amountIn(this.form.action, this.#draft.values, this.#scale, this.#locale);
  }

  get reading(): FormReading {
    return readForm(this.form, this.#draft, this.#locale);
  }

  /** How far the program's list of what the form asks for is read. */
  get fieldsState(): LibraryList["state"] {
    return groupsState(this.form);
  }

  get isConfirmed(): boolean {
    return !this.form.confirmation || confirms(this.confirmation, this.confirmedBy);
  }

  /** That somebody did the same lately; null: nobody did. */
  get doneBefore(): Notice | null {
    return this.run.preview.operation?.warnings.find(({ code }) => code === "done-before") ?? null;
  }

  /** Whether it is to be asked once whether that is meant again. */
  get mustAsk(): boolean {
    return this.doneBefore !== null && !this.isAsked;
  }

  /** Whether a message leaves with it, which is read before it is sent: it is one, or the member is told of it. */
  get sends(): boolean {
    return this.item.action.danger === "outward" || this.tells;
  }

  /** Whether the member is told of it. */
  get tells(): boolean {
    return shownFields(this.form, this.#draft).some(
      ({ name, field }) => field.list === "any-templates" && Boolean(this.#draft.values[name]),
    );
  }

  /** Whether a second screen comes before it is done: two profiles become one (S3-4). */
  get needsReview(): boolean {
    return this.item.action.merges === true && !this.isReviewed;
  }

  /** Whether what it comes to is shown, on the second screen. What is wrong with a field is said on the first. */
  get isReviewed(): boolean {
    return this.#isReviewed && !shownFields(this.form, this.#draft).some(({ name }) => this.fieldRefusal(name));
  }

  /** Shows what it comes to, once that is known. */
  async review(): Promise<void> {
    const { preview } = this.run;
    await preview.finished();
    this.#isReviewed = preview.state === "ready";
  }

  isPicked(attributeId: string): boolean {
    return this.#picked.has(attributeId);
  }

  /** Takes an attribute from the other profile, or leaves the member's own. */
  pick(attributeId: string, isTaken: boolean): void {
    if (isTaken) this.#picked.add(attributeId);
    else this.#picked.delete(attributeId);
    this.#feed(true);
  }

  /** Goes back to the first screen. Answers whether it was on the second. */
  reconsider(): boolean {
    const { isReviewed } = this;
    this.#isReviewed = false;
    return isReviewed;
  }

  /** Whose id or name is typed to confirm: of who is gone afterwards. */
  get confirmedBy(): { readonly id: string; readonly name: string } {
    if (!this.item.action.merges) return this.member;
    const found = this.run.preview.operation?.counterpart?.member;
    const id = found?.id ?? this.#otherId ?? "";
    return { id, name: found?.name ?? id };
  }

  /** Takes what is typed. What is typed back to what is known already was never touched. */
  set(name: string, text: string | undefined): void {
    const known = this.#entry(name)?.known;
    const value = text === known?.text ? undefined : text;
    const values = without(this.#draft.values, name);
    const seen = without(this.#draft.seen ?? {}, name);
    const typed = value !== undefined;
    this.#draft = {
      ...this.#draft,
      values: typed ? { ...values, [name]: value } : values,
      ...(known && { seen: typed ? { ...seen, [name]: this.#seen(name, known) } : seen }),
    };
    this.#feed();
  }

  /** Whether somebody else has changed what was seen when something was typed here, to something else than that. */
  isOvertaken({ name, known }: FormField): boolean {
    const text = this.#draft.values[name];
    return known !== undefined && text !== undefined && text !== known.text && this.#seen(name, known) !== known.value;
  }

  /** What was typed is to be, though somebody else has changed what stood there. */
  insist(name: string): void {
    const known = this.#entry(name)?.known;
    if (known) this.#draft = { ...this.#draft, seen: { ...this.#draft.seen, [name]: known.value } };
    this.#feed(true);
  }

  /** What was read since reaches the form: the member as they are by now, and lists, which may make other fields. */
  see(member: Member): void {
    const before = this.#known.member;
    this.#known.member = member;
    if (["editing", "failed"].includes(this.run.phase)) this.#feed(true);
    if (member !== before && JSON.stringify(member) !== JSON.stringify(before)) void this.run.renew();
  }

  /** Drops the restored draft: the form is as it opens. */
  discard(): void {
    this.restored = false;
    this.#draft = this.#opening;
    this.#left.clear();
    this.#feed(true);
  }

  choose(alternative: string): void {
    this.#draft = { ...this.#draft, alternative };
    this.#feed();
  }

  /**
   * The operator has left a field. From now on it shows what is wrong with its value; that it is empty is shown on
   * submit. Answers whether there is something new to show.
   */
  leave(name: string): boolean {
    if (!this.#draft.values[name] || this.#left.has(name)) return false;
    this.#left.add(name);
    return name in this.reading.problems;
  }

  confirm(text: string): void {
    this.confirmation = text;
    const name = this.form.confirmation?.name;
    if (name && name in this.form.action.fields) this.run.confirm({ [name]: text.trim() });
  }

  /** What the form finds wrong with a field; null: nothing, or the field was not left yet. */
  fieldProblem(name: string): FieldProblem | null {
    return this.#left.has(name) ? (this.reading.problems[name] ?? null) : null;
  }

  /** What the server found wrong with a field: by RFC 6901 pointer, or by a code that can mean no other field. */
  fieldRefusal(name: string): { readonly code: string; readonly detail: string } | null {
    const refusal = refusalIn(this.run.error);
    if (!refusal) return null;
    const entry = this.#entry(name);
    const at = entry ? pointerOf(entry) : `/${name}`;
    const error = refusal.errors.find(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`));
    const field = entry?.field;
    return error ?? (!refusal.errors.length && field && meansField(refusal.code, field) ? refusal : null);
  }

  /** Whether what was refused is shown at a field. */
  get isRefusedAtField(): boolean {
    const names = shownFields(this.form, this.#draft).map(({ name }) => name);
    return [...names, this.form.confirmation?.name ?? ""].some((name) => this.fieldRefusal(name) !== null);
  }

  /** The first field in which something wrong is typed; undefined: there is none. */
  get wronglyTyped(): FormField | undefined {
    const { problems } = this.reading;
    return shownFields(this.form, this.#draft).find(({ name }) => problems[name] && this.#draft.values[name]?.trim());
  }

  /** Whether it is known that this can't be done as it is filled in. */
  get isRefused(): boolean {
    return this.wronglyTyped !== undefined || isFinalRefusal(this.run.error);
  }

  /** The first field with a wrong value; null: the form is complete. From now on all fields show what is wrong. */
  firstWrong(): string | null {
    const names = shownFields(this.form, this.#draft).map(({ name }) => name);
    for (const name of names) this.#left.add(name);
    const { problems } = this.reading;
    const wrong = names.find((name) => name in problems) ?? names.find((name) => this.fieldRefusal(name) !== null);
    // Where nothing is wrong and nothing is to be sent, nothing was filled in yet.
    return wrong ?? (this.reading.input ? null : (names[0] ?? null));
  }

  #entry(name: string): FormField | undefined {
    return shownFields(this.form, this.#draft).find((each) => each.name === name);
  }

  /** What stood in a field when something was first typed into it. */
  #seen(name: string, { value }: Known): AttributeValue {
    const { seen = {} } = this.#draft;
    return name in seen ? (seen[name] ?? null) : value;
  }

  /** The other member that is chosen, where the action takes two. */
  get #otherId(): string | undefined {
    const name = this.form.fields.find(({ field }) => field.kind === "member")?.name;
    return name === undefined ? undefined : this.#draft.values[name];
  }

  get #scale(): number {
    return this.form.currency?.scale ?? 0;
  }

  /**
   * Gives the input to the run. A preview needs a confirmation, so it gets the id of who goes; the write sends what was
   * typed.
   */
  #feed(now = false): void {
    const { input } = this.reading;
    const name = this.form.confirmation?.name;
    const confirmation =
      name && name in this.form.action.fields
        ? { [name]: this.item.action.merges ? this.#otherId : this.member.id }
        : {};
    const picks = Object.entries(this.form.action.fields).find(([, { kind }]) => kind === "picks")?.[0];
    const picked = picks && this.#picked.size > 0 ? { [picks]: [...this.#picked] } : {};
    this.run.edit(
      input && { ...input, ...picked, ...confirmation, ...(this.#reference && { reference: this.#reference }) },
      {
        now,
      },
    );
  }
}
