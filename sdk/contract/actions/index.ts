import type { ActionDeclaration, ActionInput } from "../define-action.js";
import type { ActionId } from "../permissions.js";
import { addCard } from "./add-card.js";
import { addEvent } from "./add-event.js";
import { addNote } from "./add-note.js";
import { addTag } from "./add-tag.js";
import { add } from "./add.js";
import { adjust } from "./adjust.js";
import { anonymize } from "./anonymize.js";
import { block } from "./block.js";
import { cancelPending } from "./cancel-pending.js";
import { changeCurrency } from "./change-currency.js";
import { changeHiddenTier } from "./change-hidden-tier.js";
import { changeTier } from "./change-tier.js";
import { claimPurchase } from "./claim-purchase.js";
import { claimReward } from "./claim-reward.js";
import { deleteMember } from "./delete.js";
import { editProfile } from "./edit-profile.js";
import { expire } from "./expire.js";
import { giveReward } from "./give-reward.js";
import { merge } from "./merge.js";
import { optOut } from "./opt-out.js";
import { punchCard } from "./punch-card.js";
import { redeem } from "./redeem.js";
import { refund } from "./refund.js";
import { reinstate } from "./reinstate.js";
import { releasePending } from "./release-pending.js";
import { removeTag } from "./remove-tag.js";
import { renameTag } from "./rename-tag.js";
import { replaceCard } from "./replace-card.js";
import { resync } from "./resync.js";
import { returnPurchase } from "./return-purchase.js";
import { revokeGift } from "./revoke-gift.js";
import { revokeReward } from "./revoke-reward.js";
import { sendAsset } from "./send-asset.js";
import { sendEmail } from "./send-email.js";
import { sendMessage } from "./send-message.js";
import { sendNotification } from "./send-notification.js";
import { sendSms } from "./send-sms.js";
import { setConsent } from "./set-consent.js";
import { subtract } from "./subtract.js";
import { transfer } from "./transfer.js";
import { unblock } from "./unblock.js";
import { useGift } from "./use-gift.js";
import { verify } from "./verify.js";

/** Every action of the contract, in menu order. The comments become the quick info of the client's methods. */
export const catalogue = {
  /** Adds to a balance: earned and spendable both rise. */
  add: add,
  /** Spends from a balance, oldest expiry first; earned and tier stay. */
  redeem: redeem,
  /** Takes back from a balance as if never earned: the tier may fall. Needs `ifMatch`. */
  subtract: subtract,
  /** Brings back what was spent; earned and tier stay. */
  refund: refund,
  /** Corrects a balance by a signed amount: earned, spendable and so the tier move. Needs `ifMatch`. */
  adjust: adjust,
  /** Ends part of a balance before its time; earned and tier stay. */
  expire: expire,
  /** Moves part of a balance to another member: earned and spendable fall here and rise there. */
  transfer: transfer,
  /** Brings back what has expired, with a new last day; earned and tier stay. */
  reinstate: reinstate,
  /** Makes what was collected for a later day available now: earned and spendable rise. */
  releasePending: releasePending,
  /** Cancels what was collected for a later day. */
  cancelPending: cancelPending,
  /** Sends a gift of the program to the member's wallet, free. */
  sendAsset: sendAsset,
  /** Uses up a gift of the wallet. */
  useGift: useGift,
  /** Takes a gift out of the wallet, back into stock. Can't be undone. */
  revokeGift: revokeGift,
  /** Punches the member's active card, issuing one where there is none. */
  punchCard: punchCard,
  /** Claims a reward for the member: its price is spent, and a coupon made. `force` needs `rewards:force`. */
  claimReward: claimReward,
  /** Gives a reward's coupon, for its price or free; whether the member is eligible is not asked. */
  giveReward: giveReward,
  /** Disables a coupon. What was paid for it stays paid: that comes back by an undo of the claim. */
  revokeReward: revokeReward,
  /** Registers a receipt that the till missed, once for its number; the program's rules react to it. */
  claimPurchase: claimPurchase,
  /** Takes a purchase back, whole or in part, with what it brought. */
  returnPurchase: returnPurchase,
  /** Sends an SMS from a template or a custom text; consent is enforced at delivery. */
  sendSms: sendSms,
  /** Sends an e-mail from a template; charged as a campaign's send is. */
  sendEmail: sendEmail,
  /** Sends an app notification from a template or a custom text. */
  sendNotification: sendNotification,
  sendMessage: sendMessage,
  /** Registers something that happened; the program's rules react to it. Can't be undone. */
  addEvent: addEvent,
  /** Changes what is known of the member. Each touched attribute carries what was seen there. */
  editProfile: editProfile,
  /** Records that the member agrees to a channel or no longer does, with the evidence. */
  setConsent: setConsent,
  /** Notes something for the team; it changes nothing else. */
  addNote: addNote,
  /** Gives the member another currency: the prices of rewards follow, balances stay. */
  resync: resync,
  changeCurrency: changeCurrency,
  /** Gives the member a card, by its number. */
  addCard: addCard,
  /** Puts another card in the place of one that the member holds. */
  replaceCard: replaceCard,
  /** Gives a tier above the member's own, which no recalculation takes away, for good or until a day. Needs `ifMatch`. */
  changeTier: changeTier,
  /** Gives a higher tier on the ladder that only the team sees. Needs `ifMatch`. */
  changeHiddenTier: changeHiddenTier,
  /** Activates a member whose own confirmation failed. Needs `ifMatch`. */
  verify: verify,
  /** Bars the member from the program until they are unblocked. Needs `ifMatch`. */
  block: block,
  /** Lets a blocked member take part again. Needs `ifMatch`. */
  unblock: unblock,
  /** Takes another profile of the same person in, which is gone then. Can't be undone. Needs `ifMatch`. */
  merge: merge,
  /** Unregisters the member for good, with all that is personal and all they had. Needs `ifMatch`. */
  optOut: optOut,
  /** Removes all that is personal for good; what the member did stays, for statistics. Needs `ifMatch`. */
  anonymize: anonymize,
  /** Erases the member for good and frees e-mail and phone. Needs `ifMatch`. */
  delete: deleteMember,
  /** Tags the member; any string is a tag. */
  addTag: addTag,
  /** Takes a tag off the member. */
  removeTag: removeTag,
  /** Puts another tag in the place of one that the member has. */
  renameTag: renameTag,
} as const satisfies Record<string, ActionDeclaration>;

export type Catalogue = typeof catalogue;
/** One of the built-in declarations. */
export type CatalogueAction = Catalogue[keyof Catalogue];
/** The input of a built-in action, by its id. */
export type InputOfAction<Id extends ActionId> = ActionInput<Extract<CatalogueAction, { id: Id }>>;

const byId: ReadonlyMap<string, ActionDeclaration> = new Map(
  Object.values(catalogue).map((action) => [action.id, action]),
);

/** The built-in declaration with this id, if there is one. */
export const findAction = (id: string): ActionDeclaration | undefined => byId.get(id);
