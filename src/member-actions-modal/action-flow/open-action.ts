import type { Member } from "../../../sdk/contract/index.js";
import { refusalIn } from "../../controllers/action-run-errors.js";
import type { ActionRunController } from "../../controllers/action-run-controller.js";
import { amountIn, typedValues } from "../../fields/amount-field.js";
import { confirms } from "../../fields/kinds/confirmation.js";
import { openingDraft, shownFields, type Draft, type Form } from "../../fields/form.js";
import { readForm, type FieldProblem, type Reading } from "../../fields/read-form.js";
import type { MenuItem } from "../menu/menu.js";

export interface OpenActionOptions {
  item: MenuItem;
  form: Form;
  /** What was typed before for this member, where there is anything. */
  draft: Draft | null;
  run: ActionRunController;
  member: Member;
  locale: string;
  /** The host's own reference, sent along. */
  reference: string | null;
}

/** One action opened for one member: what is typed into its form, and the run that it feeds. */
export class OpenAction {
  readonly item: MenuItem;
  readonly form: Form;
  readonly run: ActionRunController;
  /** The member as they were when the form was opened: what is said of them stays sayable after they are gone. */
  readonly member: Member;
  /** What was typed to confirm. */
  confirmation = "";
  /** What is searched for in pickers, by field name. */
  readonly queries = new Map<string, string>();
  #draft: Draft;
  readonly #locale: string;
  readonly #reference: string | null;
  readonly #left = new Set<string>();

  constructor({ item, form, draft, run, member, locale, reference }: OpenActionOptions) {
    this.item = item;
    this.form = form;
    this.run = run;
    this.member = member;
    this.#locale = locale;
    this.#reference = reference;
    this.#draft = draft ?? openingDraft(form, item.preset ? typedValues(item.action, item.preset.values, this.#scale, locale) : {});
    this.#feed(true);
  }

  get draft(): Draft {
    return this.#draft;
  }

  /** The amount typed, in minor units; null where there is none. */
  get amount(): number | null {
    return amountIn(this.form.action, this.#draft.values, this.#scale, this.#locale);
  }

  get reading(): Reading {
    return readForm(this.form, this.#draft, this.#locale);
  }

  get isConfirmed(): boolean {
    return !this.form.confirmation || confirms(this.confirmation, this.member);
  }

  set(name: string, value: string | undefined): void {
    const others = Object.entries(this.#draft.values).filter(([other]) => other !== name);
    this.#draft = { ...this.#draft, values: Object.fromEntries(value === undefined ? others : [...others, [name, value]]) };
    this.#feed();
  }

  choose(alternative: string): void {
    this.#draft = { ...this.#draft, alternative };
    this.#feed();
  }

  /** What is wrong with a field may be said once it was left with something in it; that it is empty, on submit. Answers whether there is something new to say. */
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

  /** What the form itself finds wrong with a field, as far as it may be said by now. */
  problemOf(name: string): FieldProblem | null {
    return this.#left.has(name) ? (this.reading.problems[name] ?? null) : null;
  }

  /** What the server found wrong with a field (RFC 6901 pointers), in its own words. */
  refusalOf(name: string): string | null {
    const errors = refusalIn(this.run.error)?.errors ?? [];
    return errors.find(({ pointer }) => pointer === `/${name}` || pointer.startsWith(`/${name}/`))?.detail ?? null;
  }

  /** The first field that stands in the way, now said to be wrong; null where the form is complete. */
  firstWrong(): string | null {
    const names = shownFields(this.form, this.#draft).map(({ name }) => name);
    for (const name of names) this.#left.add(name);
    const { problems } = this.reading;
    return names.find((name) => name in problems) ?? names.find((name) => this.refusalOf(name) !== null) ?? null;
  }

  get #scale(): number {
    return this.form.currency?.scale ?? 0;
  }

  /** A preview needs something in the confirmation's place: it writes nothing, and the write sends what was typed. */
  #feed(now = false): void {
    const { input } = this.reading;
    const name = this.form.confirmation?.name;
    const confirmation = name && name in this.form.action.fields ? { [name]: this.member.id } : {};
    this.run.edit(input && { ...input, ...confirmation, ...(this.#reference && { reference: this.#reference }) }, { now });
  }
}
