/** English of what a member's purchases tell of them. */
export const behaviourMessages = {
  "behaviour.none": "No purchases yet.",
  "behaviour.last": "Last purchase",
  "behaviour.visits": "Visits",
  "behaviour.visits.exact": "{count} in the last year",
  "behaviour.visits.at-least": "{count} or more in the last year",
  "behaviour.visits.estimate": "About {count} in the last year",
  "behaviour.basket": "Average basket",
  "behaviour.branch": "Favourite branch",
  "behaviour.items": "Favourite items",
} as const;
