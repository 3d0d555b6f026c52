/**
 * What an operator must be allowed to do for each action, by its id. It stands apart from the declarations since a page
 * needs it before its first paint, and them only once an action is opened.
 */
export const permissions = {
  add: "ledger:add",
  redeem: "ledger:redeem",
  subtract: "ledger:subtract",
  refund: "ledger:refund",
  adjust: "ledger:adjust",
  expire: "ledger:expire",
  transfer: "ledger:transfer",
  reinstate: "ledger:reinstate",
  "release-pending": "ledger:release",
  "cancel-pending": "ledger:cancel",
  "send-asset": "gifts:send",
  "use-gift": "gifts:use",
  "revoke-gift": "gifts:revoke",
  "punch-card": "punch-cards:punch",
  "claim-reward": "rewards:claim",
  "give-reward": "rewards:give",
  "revoke-reward": "rewards:revoke",
  "claim-purchase": "purchases:claim",
  "return-purchase": "purchases:return",
  "send-sms": "messages:sms",
  "send-email": "messages:email",
  "send-notification": "messages:push",
  "send-message": "messages:direct",
  "edit-profile": "profile:edit",
  "add-event": "events:add",
  "set-consent": "consents:edit",
  "add-note": "notes:add",
  "change-tier": "tiers:change",
  "change-hidden-tier": "hidden-tiers:change",
  resync: "members:resync",
  "change-currency": "members:currency",
  "add-card": "cards:add",
  "replace-card": "cards:replace",
  verify: "members:verify",
  block: "members:block",
  unblock: "members:block",
  merge: "members:merge",
  "opt-out": "members:opt-out",
  anonymize: "members:anonymize",
  delete: "members:delete",
  "add-tag": "tags:edit",
  "remove-tag": "tags:edit",
  "rename-tag": "tags:edit",
} as const;

/** The id of a built-in action: the last part of its route. */
export type ActionId = keyof typeof permissions;

/** The permission that an action of the catalogue needs; undefined: it has no such action. */
export const permissionOf = (id: string): string | undefined =>
  Object.hasOwn(permissions, id) ? permissions[id as ActionId] : undefined;
