import type { LitElement } from "lit";
import { ActionRunController } from "../../controllers/action-run-controller.js";
import type { KitController } from "../../controllers/kit-controller.js";
import { MemberActionDoneEvent, MemberActionFailedEvent, requestAction } from "../../events/action-events.js";
import { formOf } from "../../fields/form.js";
import { LibraryController } from "../../fields/library.js";
import { actingMessages } from "../../locales/en/action-flow.js";
import { fieldMessages } from "../../locales/en/fields.js";
import { actingStyles } from "./styles.js";
import { focusOn } from "../focus.js";
import { footer, undoFailure, type FooterOptions } from "./footer.js";
import { formView } from "./form.js";
import type { MenuItem } from "../menu/menu.js";
import { OpenAction } from "./open-action.js";
import { outcomeOf, receipt } from "./receipt.js";
import type { Scene } from "../modal-view.js";
import type { Session } from "../member-drafts.js";
import { unknown } from "./unknown.js";

/** What comes after the menu: forms, previews, receipts, unknown outcomes. A chunk of its own, loaded while the menu is read. */
export class Acting {
  readonly messages = { ...fieldMessages, ...actingMessages };
  readonly styles = actingStyles;
  readonly #host: LitElement;
  readonly #kit: KitController;
  readonly #library: LibraryController;

  constructor(host: LitElement, kit: KitController) {
    this.#host = host;
    this.#kit = kit;
    this.#library = new LibraryController(host, () => kit.client ?? null);
  }

  /** Opens one action of the menu for the session's member. */
  open({ capabilities, member }: Scene, item: MenuItem, session: Session): void {
    const { client, kit, locale } = this.#kit;
    if (!client || !kit) return;
    const { reference } = kit;
    const run = new ActionRunController(this.#host, {
      client,
      memberId: member.id,
      action: item.action,
      previews: capabilities.preview !== "none",
      reference,
      permit: (action, input) => requestAction(this.#host, action, member.id, input),
      settled: (outcome) =>
        this.#host.dispatchEvent(
          "operation" in outcome
            ? new MemberActionDoneEvent(outcome.operation)
            : new MemberActionFailedEvent(item.action.id, member.id, outcome.error),
        ),
    });
    const form = formOf(item.action, item.currency, capabilities);
    session.open = new OpenAction({ item, form, draft: session.draftOf(item.key), run, member, locale, reference });
  }

  body(scene: Scene, open: OpenAction, submit: () => void): unknown {
    if (open.run.phase === "unknown") return unknown(scene, open);
    if (open.run.operation) return [undoFailure(scene, open), receipt(scene, open, this.#reasonName(open))];
    const changed = () => this.#host.requestUpdate();
    return formView(scene, open, { library: this.#library, changed, submit });
  }

  footer(scene: Scene, open: OpenAction, options: FooterOptions): unknown {
    return footer(scene, open, options);
  }

  /** How it ended, or that this is not known, to be heard; "" while neither. */
  outcome(scene: Scene, open: OpenAction): string {
    return open.run.phase === "unknown" ? scene.say("unknown.title") : outcomeOf(scene, open);
  }

  /** Sends it, or goes to what stands in the way. */
  async submit(open: OpenAction, isStillOpen: () => boolean): Promise<void> {
    if (open.run.inFlight) return;
    const wrong = open.firstWrong() ?? (open.isConfirmed ? null : "confirmation");
    if (!wrong) await open.run.submit();
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const still = open.firstWrong() ?? wrong;
    if (isStillOpen() && open.run.phase !== "done") focusOn(this.#host.renderRoot, [still && `#field-${still}`, "#failure"]);
  }

  /** Drops the lists that were picked from: the next opening shows what the program has then. */
  forget(): void {
    this.#library.forget();
  }

  #reasonName({ run, form }: OpenAction): string | null {
    const code = run.operation?.reasonCode;
    const field = form.fields.find(({ name }) => name === "reasonCode")?.field;
    return (code && field && this.#library.shelf(field).options.find(({ id }) => id === code)?.name) ?? null;
  }
}
