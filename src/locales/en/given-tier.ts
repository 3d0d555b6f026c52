/** English of a tier that the member was given. */
export const givenTierMessages = {
  "given.until": "{tier} was given until {date}",
  "given.for-good": "{tier} was given for good",
  "given.hidden": "{tier} was given, which only your team sees",
  "given.by": "by {name}, {date}",
  "given.cause": "by “{name}”, {date}",
  "given.note": "“{note}”",
  "error.given": "Couldn't load who gave the tier",
} as const;
