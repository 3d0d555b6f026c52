/** English of what others change while a profile is open. */
export const liveMessages = {
  "live.changed": "Updated at {time}: somebody else changed this member.",
} as const;
