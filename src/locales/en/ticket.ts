/** English of what was done for one ticket. */
export const ticketMessages = {
  "ticket.title": "Done for “{reference}”",
  "ticket.about": "For all members, newest first",
  "ticket.none": "Nothing was done for it",
  "ticket.none.why": "It is looked for as it is written here: capitals count.",
  "ticket.unsupported": "Your loyalty system can't look up tickets.",
  "ticket.loading": "Looking it up",
  "ticket.error": "Couldn't look it up",
  "ticket.by": "by {name}",
  "ticket.open": "Open {name}",
  "ticket.more": "Show more",
  "ticket.shown": { one: "{count} entry", other: "{count} entries" },
} as const;
