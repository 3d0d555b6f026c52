/** English of the cards of a member. */
export const cardMessages = {
  "cards.none": "No cards yet.",
  "card.replace": "Replace…",
  "card.ending": "Card ending in {digits}",
  "card.since": "Since {date}",
  "card.active": "Active",
  "card.replaced": "Replaced",
  "card.replaced-by": "Replaced by {number}",
  "error.cards": "Couldn't load the cards",
} as const;
