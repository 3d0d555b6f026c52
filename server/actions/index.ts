import type { ActionId } from "../../sdk/contract/index.js";
import type { Handler } from "../domain/handler.js";
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

/** What each action of the catalogue does. One that is missing does not compile. */
export const handlers: { readonly [Id in ActionId]: Handler<Id> } = {
  add,
  redeem,
  subtract,
  refund,
  adjust,
  expire,
  transfer,
  reinstate,
  "release-pending": releasePending,
  "cancel-pending": cancelPending,
  "send-asset": sendAsset,
  "use-gift": useGift,
  "revoke-gift": revokeGift,
  "punch-card": punchCard,
  "claim-reward": claimReward,
  "give-reward": giveReward,
  "revoke-reward": revokeReward,
  "claim-purchase": claimPurchase,
  "return-purchase": returnPurchase,
  "send-sms": sendSms,
  "send-email": sendEmail,
  "send-notification": sendNotification,
  "send-message": sendMessage,
  "add-event": addEvent,
  "edit-profile": editProfile,
  "set-consent": setConsent,
  "add-note": addNote,
  resync,
  "change-currency": changeCurrency,
  "add-card": addCard,
  "replace-card": replaceCard,
  "change-tier": changeTier,
  "change-hidden-tier": changeHiddenTier,
  verify,
  block,
  unblock,
  merge,
  "opt-out": optOut,
  anonymize,
  delete: deleteMember,
  "add-tag": addTag,
  "remove-tag": removeTag,
  "rename-tag": renameTag,
};
