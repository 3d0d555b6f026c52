import type { actionFlowMessages } from "./en/action-flow.js";
import type { entryDetailsMessages } from "./en/entry-details.js";
import type { fieldMessages } from "./en/fields.js";
import type { modalMessages } from "./en/modal.js";
import type { profileMessages } from "./en/profile.js";
import type { tagMessages } from "./en/tags.js";
import type { walletMessages } from "./en/wallet.js";
import type { Message, Messages } from "./translate.js";

/** All that a profile says: its own words, those of its panels and of the tag editor. A panel with a file of words is listed here. */
export type ProfileWords = typeof profileMessages & typeof walletMessages & typeof entryDetailsMessages & typeof tagMessages;

/** All that the actions modal says: the menu, the forms, and what follows. */
export type ModalWords = typeof modalMessages & typeof actionFlowMessages & typeof fieldMessages;

/**
 * A language's words for one surface: each of the kit's own, and the names of actions as far as it has them. An action that a
 * language has no name for is shown by its declaration's English.
 */
export type Translation<Words> = Messages & Readonly<Record<keyof Words, Message>>;
