import { actionFlowMessages } from "./en/action-flow.js";
import { behaviourMessages } from "./en/behaviour.js";
import { bulkMessages } from "./en/bulk.js";
import { entryDetailsMessages } from "./en/entry-details.js";
import { entryUndoMessages } from "./en/entry-undo.js";
import { cardMessages } from "./en/cards.js";
import { certificateMessages } from "./en/certificate.js";
import { compactMessages } from "./en/compact.js";
import { consentMessages } from "./en/consents.js";
import { fieldMessages } from "./en/fields.js";
import { filterMessages } from "./en/filter.js";
import { givenTierMessages } from "./en/given-tier.js";
import { historyMessages } from "./en/history.js";
import { householdMessages } from "./en/household.js";
import { insteadMessages } from "./en/instead.js";
import { lateMessages } from "./en/late.js";
import { liveMessages } from "./en/live.js";
import { listMessages } from "./en/list.js";
import { messageMessages } from "./en/messages.js";
import { mistakeMessages } from "./en/mistakes.js";
import { modalMessages } from "./en/modal.js";
import { noteMessages } from "./en/notes.js";
import { outcomeMessages } from "./en/outcome.js";
import { overTimeMessages } from "./en/over-time.js";
import { paletteMessages } from "./en/palette.js";
import { profileMessages } from "./en/profile.js";
import { purchaseMessages } from "./en/purchases.js";
import { revealMessages } from "./en/reveals.js";
import { sessionMessages } from "./en/session.js";
import { tagMessages } from "./en/tags.js";
import { ticketMessages } from "./en/ticket.js";
import { timelineFileMessages } from "./en/timeline-file.js";
import { timelineMessages } from "./en/timeline.js";
import { unsettledMessages } from "./en/unsettled.js";
import { walletMessages } from "./en/wallet.js";
import type { Message, Messages } from "./translate.js";

/**
 * All of the kit's English, by surface. The kit imports its types only, since each part loads the words that it needs.
 */
export const english = {
  profile: {
    ...profileMessages,
    ...insteadMessages,
    ...walletMessages,
    ...behaviourMessages,
    ...householdMessages,
    ...consentMessages,
    ...purchaseMessages,
    ...messageMessages,
    ...cardMessages,
    ...noteMessages,
    ...lateMessages,
    ...timelineMessages,
    ...timelineFileMessages,
    ...entryDetailsMessages,
    ...entryUndoMessages,
    ...unsettledMessages,
    ...liveMessages,
    ...compactMessages,
    ...revealMessages,
    ...overTimeMessages,
    ...historyMessages,
    ...givenTierMessages,
    ...tagMessages,
    ...mistakeMessages,
  },
  modal: {
    ...modalMessages,
    ...actionFlowMessages,
    ...fieldMessages,
    ...outcomeMessages,
    ...paletteMessages,
    ...ticketMessages,
    ...certificateMessages,
    ...sessionMessages,
  },
  list: { ...listMessages, ...bulkMessages },
  filter: filterMessages,
};

/** The words of a profile, of its panels, of the tag editor, and of what stands where nothing can be drawn. */
export type ProfileWords = typeof english.profile;
/** The words of the actions modal: the menu, the forms, and what follows. */
export type ModalWords = typeof english.modal;
/** The words of the list of members, and of what is done to many of them. */
export type ListWords = typeof english.list;
/** The words of the member filter. */
export type FilterWords = typeof english.filter;

/**
 * A language's words for one surface: all of the kit's own, and names of actions. An action that a language has no name
 * for is shown in its declaration's English.
 */
export type Translation<Words> = Messages & Readonly<Record<keyof Words, Message>>;

/** The id of a text that the kit always has. */
export type MessageId = keyof ProfileWords | keyof ModalWords | keyof ListWords | keyof FilterWords;

/** What the contract, or a backend, names by codes of its own: `action.add.title`, `input.note`, `problem.conflict`. */
type OpenId =
  | "action"
  | "alternative"
  | "consequence"
  | "currency"
  | "detail"
  | "input"
  | "invalid"
  | "option"
  | "problem"
  | "property"
  | "reason"
  | "type"
  | "undelivered"
  | "warning";

/**
 * Texts of a host's own, by message id, in place of the kit's. `Required<HostMessages>` is a whole language: one that lacks
 * an id does not compile.
 */
export type HostMessages = Readonly<Partial<Record<MessageId, Message>>> &
  Readonly<Record<`${OpenId}.${string}`, Message>>;
