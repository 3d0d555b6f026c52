/** English of what stands in place of a profile: why there is none, or which of several it is to be. */
export const insteadMessages = {
  "status.erased": "Erased",
  "forbidden.title": "You can't see this member",
  "forbidden.why": "Your role doesn't cover this member. Ask an administrator for access, and give them the id.",
  "authentication.title": "Sign in again",
  "authentication.why": "The page could not get a sign-in for you: it may have ended. Nothing was changed.",
  "missing.title": "There is no such member",
  "missing.why": "No member has this id. It may have been mistyped.",
  "gone.title": "Erased member",
  "gone.why": "The name and contact details were erased. They can't be brought back.",
  "gone.kept": "Kept",
  "gone.freed": "Freed",
  "stranger.title": "Not a member",
  "stranger.why": "This contact is not in the loyalty program.",
  "several.title": { one: "{count} member has this id", other: "{count} members have this id" },
  "several.why": "Choose whose profile to show.",
} as const;
