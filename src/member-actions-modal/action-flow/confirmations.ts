import type { Danger } from "../../../sdk/contract/index.js";
import type { ModalWords } from "../../locales/words.js";

type MessageId = keyof ModalWords;

/** How an act is confirmed. */
interface Confirmation {
  /** The class of the confirming button: one filled button per view, and red for what can't be undone only. */
  readonly button: "primary" | "danger fill";
  /** What the preview promises has not happened yet. */
  readonly notYet: MessageId;
  /** What the way out is called. */
  readonly cancel: MessageId;
}

/**
 * One table decides how each danger is confirmed: by its preview, by the message as it will be read, by typing who is
 * meant.
 */
export const confirmations: Readonly<Record<Danger, Confirmation>> = {
  reversible: { button: "primary", notYet: "preview.not-saved", cancel: "modal.cancel" },
  outward: { button: "primary", notYet: "preview.not-sent", cancel: "modal.cancel" },
  irreversible: { button: "danger fill", notYet: "preview.not-saved", cancel: "modal.keep-member" },
};
