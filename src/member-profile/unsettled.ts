import { css, html, type LitElement, type ReactiveController, type TemplateResult } from "lit";
import type { Client, PendingWrite, SettledWrite, UnsettledWrite } from "../../sdk/client/client.js";
import { outcomeOf, type Settlement } from "../../sdk/contract/index.js";
import { alert, check, cross } from "../icons/signs.js";
import { unsettledMessages } from "../locales/en/unsettled.js";
import { actionWords } from "../parts/action-words.js";
import { currenciesOf } from "../parts/capability.js";
import { asWords } from "../format/code-words.js";
import { reasonText } from "../parts/reasons.js";
import type { ProfileView } from "./profile-view.js";

/** Pauses between two times that what an earlier page left is asked about, in milliseconds. */
const FIRST_PAUSE_MS = 4_000;
const LONGEST_PAUSE_MS = 60_000;

/** A write, and what became of it; null: that is being found out. */
interface Known {
  readonly write: PendingWrite & Partial<UnsettledWrite>;
  result: Settlement | null;
}

interface Options {
  readonly client: () => Client | undefined;
  readonly view: () => ProfileView | null;
  readonly announce: (words: string) => void;
  /** Whether a dialog is open, which tells of its own. */
  readonly busy: () => boolean;
  /** Looks again at what is open now. */
  readonly look: () => void;
}

/** What was asked for: "Add points, 10"; without its amount and its currency where an earlier page asked. */
const whatOf = ({ action: id, input }: Known["write"], view: ProfileView): string => {
  const { amount, currency: code } = (input ?? {}) as { amount?: number; currency?: string };
  const { t } = view.with(unsettledMessages);
  const declared = actionWords(view.capabilities, id);
  if (!declared) return id === "undo" ? t("undo") : asWords(id);
  const codes = code === undefined ? currenciesOf(view.capabilities, id).map((each) => each.code) : [code];
  const labels = codes.map((each) => view.currency(each).label);
  const currency = new Intl.ListFormat(view.format.locale, { type: "disjunction" }).format(labels);
  const action = view.translate(`action.${id}.title`, declared.title, { currency });
  if (code === undefined || amount === undefined) return action;
  return t("unsettled.what", { action, amount: view.format.amount(amount, view.currency(code).scale) });
};

const checkingWords = (write: Known["write"], view: ProfileView): string =>
  view.with(unsettledMessages).t("unsettled.checking", { what: whatOf(write, view) });

const resultWords = (settlement: Settlement, write: Known["write"], view: ProfileView): string => {
  const { t } = view.with(unsettledMessages);
  const what = whatOf(write, view);
  const { operation, problem } = settlement;
  const outcome = operation && outcomeOf(operation);
  if (outcome === "done") return t("unsettled.done", { what });
  if (outcome === "waiting" || outcome === "unknown") return t("unsettled.later", { what });
  if (!problem) return t("unsettled.not-done", { what });
  return t("unsettled.refused", { what, why: reasonText(view, problem) });
};

/**
 * Writes whose outcome is not known, on the profile of their member, until it is: the dialog that sent them may be
 * closed, or may have gone with an earlier page. What this page sent is found out by what sent it; what an earlier page
 * left is asked about here.
 */
export class Unsettled implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: Options;
  #known = new Map<string, Known>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pauseMs = FIRST_PAUSE_MS;

  constructor(host: LitElement, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("online", this.#ask);
  }

  hostDisconnected(): void {
    removeEventListener("online", this.#ask);
    clearTimeout(this.#timer);
  }

  /** Another member is shown. */
  forget(): void {
    this.#known.clear();
    clearTimeout(this.#timer);
  }

  /** Takes what is open now: what was, and is so no more, is settled. */
  take(open: readonly UnsettledWrite[]): void {
    for (const write of open)
      if (!this.#known.has(write.key)) {
        this.#known.set(write.key, { write, result: null });
        this.#say((view) => checkingWords(write, view));
      }
    for (const known of this.#known.values())
      if (!known.result && !open.some(({ key }) => key === known.write.key)) void this.#learn(known);
    if (open.some(({ input }) => input === null)) this.#askLater();
    this.#host.requestUpdate();
  }

  /** Takes what was open when the page was left, and is settled by now. */
  takeSettled(settled: readonly SettledWrite[]): void {
    for (const { write, settlement } of settled) {
      const known = { write, result: null };
      this.#known.set(write.key, known);
      this.#tell(known, settlement);
    }
  }

  draw(view: ProfileView): unknown {
    return [...this.#known.values()].map((known) => this.#line(known, view));
  }

  #line({ write, result }: Known, view: ProfileView): TemplateResult {
    if (!result)
      return html`<div class="banner unsettled">
        <span class="spin"></span><span class="grow">${checkingWords(write, view)}</span>
      </div>`;
    const { t } = view.with(unsettledMessages);
    const done = result.operation && outcomeOf(result.operation) === "done";
    return html`<div class="banner unsettled">
      ${done ? check : alert}<span class="grow">${resultWords(result, write, view)}</span>
      <button
        type="button"
        class="btn ghost icon"
        aria-label=${t("unsettled.close")}
        title=${t("unsettled.close")}
        @click=${() => this.#drop(write.key)}
      >
        ${cross}
      </button>
    </div>`;
  }

  #drop(key: string): void {
    this.#known.delete(key);
    this.#host.requestUpdate();
  }

  /** Its key tells what became of it, however often it is asked. */
  async #learn(known: Known): Promise<void> {
    const { key } = known.write;
    if (this.#options.busy()) {
      this.#drop(key);
      return;
    }
    const settlement = await this.#options
      .client()
      ?.settle(key)
      .catch(() => null);
    if (settlement && this.#known.get(key) === known) this.#tell(known, settlement);
  }

  #tell(known: Known, settlement: Settlement): void {
    if (known.result) return;
    known.result = settlement;
    this.#say((view) => resultWords(settlement, known.write, view));
    this.#host.requestUpdate();
  }

  #say(words: (view: ProfileView) => string): void {
    const view = this.#options.view();
    if (view) this.#options.announce(words(view));
  }

  /** What an earlier page left is asked about ever less often, for as long as the page lives. */
  #askLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#ask, this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  readonly #ask = async (): Promise<void> => {
    const left = [...this.#known.values()].some(({ result }) => !result);
    if (!left) return;
    const settled = await this.#options
      .client()
      ?.settlePending()
      .catch(() => []);
    if (!this.#host.isConnected) return;
    this.takeSettled((settled ?? []).filter(({ write }) => this.#known.has(write.key)));
    this.#options.look();
  };
}

export const styles = css`
  .unsettled {
    background: var(--_subtle);
    padding-inline-end: calc(var(--_u) * 2);
    min-block-size: calc(var(--_control) + 8px);
  }
  .banner.unsettled > svg.i {
    color: var(--_muted);
  }
`;
