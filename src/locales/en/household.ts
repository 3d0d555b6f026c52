/** English of who belongs together with a member. */
export const householdMessages = {
  "household.together": "{currency} together",
  "household.head": "Head",
  "household.shown": "Shown here",
  "household.open": "Open",
  "household.own": "Actions here change {name}'s own balances only.",
  "error.household": "Couldn't load the household",
} as const;
