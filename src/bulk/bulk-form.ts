import type { BulkPreview, Target } from "../../sdk/contract/bulk/requests.js";
import type { Capabilities, Operator } from "../../sdk/contract/index.js";
import type { FieldProblem } from "../fields/field-value.js";
import { type Draft, type Form, formOf, type FormSource, openingDraft, shownFields } from "../fields/form.js";
import { type FormReading, readForm } from "../fields/read-form.js";
import type { Choice } from "./choices.js";

/** The conventional tag of members who are there to try things with (S1-11). */
const TEST_TAG = "test-user";

/** How far back "lately" goes unless another number is typed, in days. */
const LATELY = 7;

/** Who is left out beside those to whom it can't be done, by how many days back is looked; null: nobody is. */
export interface LeavingOut {
  /** Who was written to. */
  readonly contacted: number | null;
  /** Who got the same action. */
  readonly received: number | null;
}

interface FormSources {
  readonly capabilities: Capabilities;
  readonly operator: Operator | undefined;
  readonly locale: string;
  readonly source: FormSource;
}

/** What is filled in, once for many members. */
export class BulkForm {
  readonly choice: Choice;
  readonly form: Form;
  /** By default nobody: whoever got the same last week gets it again. */
  leavingOut: LeavingOut = { contacted: null, received: null };
  #draft: Draft;
  readonly #locale: string;
  readonly #left = new Set<string>();

  constructor(choice: Choice, { capabilities, operator, locale, source }: FormSources) {
    this.choice = choice;
    this.form = formOf(choice.action, choice.currency, capabilities, operator?.permissions, source);
    this.#draft = openingDraft(this.form);
    this.#locale = locale;
  }

  get draft(): Draft {
    return this.#draft;
  }

  get reading(): FormReading {
    return readForm(this.form, this.#draft, this.#locale);
  }

  /** Whether the action leaves the house by a channel, so that who was written to lately can be left out. */
  get isMessage(): boolean {
    return this.choice.action.channel !== undefined;
  }

  set(name: string, text: string | undefined): void {
    const others = Object.entries(this.#draft.values).filter(([each]) => each !== name);
    const entered = text === undefined ? others : [...others, [name, text]];
    this.#draft = { ...this.#draft, values: Object.fromEntries(entered) as Draft["values"] };
  }

  choose(alternative: string): void {
    this.#draft = { ...this.#draft, alternative };
  }

  /** From now on the field shows what is wrong with it. */
  leave(name: string): void {
    if (this.#draft.values[name]) this.#left.add(name);
  }

  problemOf(name: string): FieldProblem | null {
    return this.#left.has(name) ? (this.reading.problems[name] ?? null) : null;
  }

  /** The first field that is missing or wrong; null: none is. From now on all of them show it. */
  firstWrong(): string | null {
    const names = shownFields(this.form, this.#draft).map(({ name }) => name);
    for (const name of names) this.#left.add(name);
    const { problems, input } = this.reading;
    return names.find((name) => name in problems) ?? (input ? null : (names[0] ?? null));
  }

  /** Leaves out who was reached in so many last days; null: nobody any more. */
  leaveOut(who: keyof LeavingOut, days: number | null): void {
    this.leavingOut = { ...this.leavingOut, [who]: days };
  }

  toggle(who: keyof LeavingOut, on: boolean): void {
    this.leaveOut(who, on ? LATELY : null);
  }

  /** What is to be looked at; null: the form is not complete. */
  request(target: Target, reference: string | null, { onlyTest }: { readonly onlyTest: boolean }): BulkPreview | null {
    const { input } = this.reading;
    const { contacted, received } = this.leavingOut;
    return (
      input && {
        target,
        action: this.choice.action.id,
        input: { ...input, ...(reference !== null && { reference }) },
        ...(onlyTest && { onlyTagged: TEST_TAG }),
        ...(this.isMessage && contacted !== null && { notContactedForDays: contacted }),
        ...(received !== null && { notReceivedForDays: received }),
      }
    );
  }
}
