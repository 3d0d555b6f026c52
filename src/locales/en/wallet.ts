/** English of the wallet: gifts and punch cards. */
export const walletMessages = {
  gifts: "Gifts",
  "gifts.none": "No gifts yet.",
  "gift.until": "Until {date}",
  "gift.forever": "No end date",
  "gift.used": "Used",
  "gift.expired": "Expired",
  "gift.revoked": "Revoked",
  "punches.label": "{done} of {size} punches",
  "punches.more": { one: "{count} more for a {reward}", other: "{count} more for a {reward}" },
  "punches.full": "Full: a {reward} is due",
  "punches.none": "No punch card yet.",
} as const;
