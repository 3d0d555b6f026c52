/** English of what a member bought. */
export const purchaseMessages = {
  "purchases.none": "No purchases yet.",
  "purchases.more": "Show more purchases",
  "purchases.shown": { one: "{count} purchase shown", other: "{count} purchases shown" },
  "purchase.quantity": "{count} × {item}",
  "purchase.more": { one: "{count} more", other: "{count} more" },
  "purchase.return": "Return…",
  "purchase.of": "purchase of {amount} on {date}",
  "purchase.returned": "Returned",
  "purchase.returned.part": "{amount} returned",
  "error.purchases": "Couldn't load the purchases",
} as const;
