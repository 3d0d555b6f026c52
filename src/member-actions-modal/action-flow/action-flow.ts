import { nothing, type CSSResult, type LitElement } from "lit";
import type { Fields } from "../../../sdk/contract/index.js";
import { certificatesModule } from "../../../sdk/contract/modules.js";
import { ActionRunController } from "../../controllers/action-run-controller.js";
import type { KitController } from "../../controllers/kit-controller.js";
import { kindOf } from "../../errors.js";
import { MemberActionDoneEvent, MemberActionFailedEvent, requestAction } from "../../events/action-events.js";
import { formOf, type Form } from "../../fields/form.js";
import { groupMaker } from "../../fields/groups.js";
import { LibraryController, type Option } from "../../fields/library.js";
import { MemberFinder } from "../../fields/member-finder.js";
import { actionFlowMessages } from "../../locales/en/action-flow.js";
import { fieldMessages } from "../../locales/en/fields.js";
import { whenIdle } from "../../idle.js";
import { LatePart } from "../../late-part.js";
import type { Suspicion } from "../../mistakes/suspicion.js";
import { focusFirst } from "../focus.js";
import type { MenuItem } from "../menu-item.js";
import type { ModalView } from "../modal-view.js";
import { SessionWatch } from "../session/session-watch.js";
import { noteUse } from "../recent.js";
import type { GoTo } from "./cases.js";
import { formFooter, type FooterOptions } from "./footer.js";
import { form } from "./form.js";
import { OpenAction, type Typed } from "./open-action.js";
import type { CertificatePart } from "./outcome/certificate.js";
import { presetMistakes } from "./preset-mistakes.js";
import { previewKind } from "./preview-kind.js";
import { actionFlowStyles } from "./styles.js";

interface ActionFlowOptions {
  /** Puts styles before those of the dialog, in place of those that the same part gave before. */
  readonly adopt: (part: string, styles: readonly CSSResult[]) => void;
  /** Whether one of its forms is open. */
  readonly isOpen: () => boolean;
  /** A session that was about to end goes on: what a screen reader is to be told. */
  readonly extended: (said: string) => void;
}

/**
 * What follows the menu: forms, previews, outcomes. It is a chunk of its own, loaded while the operator reads the menu;
 * the outcomes are another, loaded while the form is filled in, and there before anything is sent.
 */
export class ActionFlow {
  readonly #host: LitElement;
  readonly #kit: KitController;
  readonly #library: LibraryController;
  readonly #finder: MemberFinder;
  readonly #adopt: (styles: readonly CSSResult[]) => void;
  readonly #session: SessionWatch;
  #outcome: typeof import("./outcome/outcome.js") | null = null;
  /** What an erasure's receipt has more than others: loaded with its form. */
  readonly #certificate: LatePart<CertificatePart>;

  constructor(host: LitElement, kit: KitController, { adopt, isOpen, extended }: ActionFlowOptions) {
    this.#host = host;
    this.#kit = kit;
    this.#adopt = (styles) => adopt("flow", styles);
    this.#session = new SessionWatch(host, {
      client: () => kit.client,
      isOpen,
      extended,
      adopt: (styles) => adopt("session", styles),
    });
    this.#library = new LibraryController(host, () => kit.client ?? null);
    this.#finder = new MemberFinder(host, () => kit.client);
    const changed = () => host.requestUpdate();
    this.#certificate = new LatePart(
      async () => new (await import("./outcome/certificate.js")).CertificatePart(changed),
      changed,
    );
    this.#adoptStyles();
  }

  get messages() {
    return { ...fieldMessages, ...actionFlowMessages, ...this.#outcome?.messages, ...this.#session.messages };
  }

  /** What an action asks for here, as far as its own declaration says. */
  formOf({ action, currency }: MenuItem, { capabilities, operator }: ModalView): Form {
    return formOf(action, currency, capabilities, operator.permissions);
  }

  /**
   * Opens an action of the menu for the member. Null while there is no client to send it.
   *
   * @param typed What was typed for it.
   * @param reread Reads the member again, after a refusal: its numbers are of now.
   */
  open(
    { capabilities, member, operator }: ModalView,
    item: MenuItem,
    typed: Typed,
    reread: () => void,
  ): OpenAction | null {
    const { client, kit, locale } = this.#kit;
    if (!client || !kit) return null;
    const { reference } = kit;
    const known = { member };
    const makeGroup = groupMaker({
      list: (listed) => this.#library.list(listed, member.id),
      reload: (listed) => this.#library.reload(listed, member.id),
      member: () => known.member,
      locale,
    });
    const asksForNote = (reasonId: string | undefined) =>
      this.#reasonOf(reasonId, item.action.fields, member.id)?.reason?.requiresNote === true;
    this.#library.forgetHeld();
    const run = new ActionRunController(this.#host, {
      client,
      memberId: member.id,
      action: item.action,
      previews: previewKind(capabilities),
      reference,
      ready: () => this.#loadOutcome(),
      onRefused: reread,
      permit: (action, input) => requestAction(this.#host, action, member.id, input),
      onOutcome: (outcome) => {
        if ("operation" in outcome) noteUse(client, item.key);
        this.#host.dispatchEvent(
          "operation" in outcome
            ? new MemberActionDoneEvent(outcome.operation)
            : new MemberActionFailedEvent(item.action.id, member.id, outcome.error),
        );
      },
    });
    whenIdle(() => void this.#loadOutcome().catch(() => undefined));
    if (item.action.removesMember && capabilities.modules.includes(certificatesModule)) void this.#certificate.load();
    return new OpenAction({
      item,
      form: formOf(item.action, item.currency, capabilities, operator.permissions, { makeGroup, asksForNote }),
      typed,
      run,
      member,
      known,
      locale,
      reference,
    });
  }

  /** What was read meanwhile reaches an open form: the member as they are by now, the program's lists. */
  update({ member }: ModalView, open: OpenAction): void {
    open.see(member);
    this.#session.watch();
  }

  /** What of an item's preset its form can't take. */
  mistakesIn(item: MenuItem, { capabilities }: ModalView): readonly Suspicion[] {
    return presetMistakes(item, capabilities);
  }

  body(view: ModalView, open: OpenAction, options: { readonly submit: () => void; readonly goTo: GoTo }): unknown {
    const certificate = open.item.action.removesMember ? this.#certificate.value : null;
    if (this.#hasOutcome(open)) return this.#outcome?.body(view, open, this.#reasonName(open), certificate);
    const changed = () => this.#host.requestUpdate();
    return form(view, open, { library: this.#library, finder: this.#finder, changed, ...options });
  }

  /** That the operator's session is about to end, or has ended, unless that is said already. */
  session(view: ModalView, { run }: OpenAction): unknown {
    return kindOf(run.error ?? run.preview.error) === "authentication" ? nothing : this.#session.draw(view);
  }

  footer(view: ModalView, open: OpenAction, options: FooterOptions): unknown {
    return this.#hasOutcome(open) ? this.#outcome?.footer(view, open, options) : formFooter(view, open, options);
  }

  /** What a screen reader is told of the outcome; "" before there is one. */
  outcome(view: ModalView, open: OpenAction): string {
    return this.#hasOutcome(open) ? (this.#outcome?.sentence(view, open) ?? "") : "";
  }

  /** Sends the action, or moves the focus to what is wrong. */
  async submit(open: OpenAction, isStillOpen: () => boolean): Promise<void> {
    if (open.run.inFlight) return;
    const wrong = open.firstWrong() ?? (open.needsReview || open.isConfirmed ? null : "confirmation");
    if (!wrong) await this.#next(open);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const still = open.firstWrong() ?? wrong;
    if (isStillOpen() && !open.run.operation)
      focusFirst(this.#host.renderRoot, [still && `#field-${CSS.escape(still)}`, "#failure"]);
  }

  /** Shows what is to be seen before it is done, or does it. */
  async #next(open: OpenAction): Promise<void> {
    // A message that was not read yet is not sent: the run sees to that.
    if (!open.sends) await open.run.preview.finished();
    if (open.mustAsk) open.isAsked = true;
    else await (open.needsReview ? open.review() : open.run.submit());
  }

  /** The dialog closes: the next opening shows what the program has then, and nothing is kept signed in for it. */
  forget(): void {
    this.#session.stop();
    this.#library.forget();
  }

  #hasOutcome({ run }: OpenAction): boolean {
    return run.operation !== null || run.phase === "unknown";
  }

  async #loadOutcome(): Promise<void> {
    if (this.#outcome) return;
    this.#outcome = await import("./outcome/outcome.js");
    this.#adoptStyles();
    this.#host.requestUpdate();
  }

  #adoptStyles(): void {
    this.#adopt([...(this.#outcome?.styles ?? []), ...actionFlowStyles]);
  }

  #reasonName({ run, item }: OpenAction): string | null {
    return this.#reasonOf(run.operation?.reasonCode, item.action.fields, run.memberId)?.name ?? null;
  }

  /** One of the program's reasons, once they are read; retired ones, too. */
  #reasonOf(code: string | null | undefined, { reasonCode: field }: Fields, memberId: string): Option | undefined {
    return code && field ? this.#library.list(field, memberId).options.find(({ id }) => id === code) : undefined;
  }
}
