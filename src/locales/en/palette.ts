/** English of the palette: one line in which an operator types what is to be done or where to go. */
export const paletteMessages = {
  "palette.label": "Action, customer or panel",
  "palette.placeholder": "add 100, sms, tag vip …",
  "palette.options": "What can be done",
  "palette.actions": "Actions",
  "palette.members": "Recent customers",
  "palette.places": "On this page",
  "palette.tickets": "Tickets",
  "palette.ticket": "ticket",
  "palette.look-up": "Everything done for {reference}",
  "palette.none": "Nothing matches “{query}”",
  "palette.loading": "Loading",
  "palette.found": { one: "{count} match", other: "{count} matches" },
  "palette.choose": "choose",
  "palette.open": "open",
  "palette.close": "close",
} as const;
