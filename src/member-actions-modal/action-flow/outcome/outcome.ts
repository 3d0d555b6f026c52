import { css, nothing } from "lit";
import { outcomeMessages } from "../../../locales/en/outcome.js";
import { outcomes } from "../../../theme/outcomes.js";
import type { ModalView } from "../../modal-view.js";
import type { OpenAction } from "../open-action.js";
import type { CertificatePart } from "./certificate.js";
import { notDone, notDoneSentence } from "./not-done.js";
import { receipt, receiptSentence } from "./receipt.js";
import { unknownOutcome } from "./unknown.js";
import { waitingOutcome, waitingSentence } from "./waiting.js";

export { outcomeFooter as footer } from "./footer.js";
export { outcomeMessages as messages };

export const styles = [
  outcomes,
  css`
    .steps.record {
      gap: 0;
      padding-block: calc(var(--_u) * 1.5);
    }
    .facts .copy .mono {
      text-align: start;
    }
    .facts .btn + div {
      margin-block: calc(var(--_u) * 1.5) 2px;
    }
    /* An id stands on one line where it can: on a narrow screen it has the whole of it. */
    @container (inline-size < max(400px, 25rem)) {
      dl.facts {
        grid-template-columns: minmax(0, 1fr);
        gap: 2px;
      }
      .facts dd {
        margin-block-end: calc(var(--_u) * 2);
      }
    }
    .said .mono {
      font: inherit;
      color: var(--_text);
    }
  `,
];

/**
 * What an action came to. `reasonName` is the name of the operation's reason; null: it has none. `certificate` is what draws that
 * of an erasure; null: there is none.
 */
export const body = (
  view: ModalView,
  open: OpenAction,
  reasonName: string | null,
  certificate: CertificatePart | null,
): unknown => {
  const { phase, operation } = open.run;
  if (phase === "unknown") return unknownOutcome(view, open);
  if (phase === "following") return waitingOutcome(view, open, reasonName);
  if (phase === "not-done") return notDone(view, open, reasonName);
  return operation ? receipt(view, open, reasonName, certificate) : nothing;
};

/** The same as one sentence, for a screen reader. */
export const sentence = (view: ModalView, open: OpenAction): string => {
  const { phase } = open.run;
  if (phase === "unknown") return view.t("unknown.title");
  if (phase === "following") return waitingSentence(view, open);
  return phase === "not-done" ? notDoneSentence(view) : receiptSentence(view, open);
};
