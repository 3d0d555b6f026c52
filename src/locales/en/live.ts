/** English of what is changed elsewhere while a profile is open. */
export const liveMessages = {
  "live.changed.others": "Updated at {time}: somebody else changed this member.",
  "live.changed.self": "Updated at {time}: you changed this member in another window.",
  "live.changed.unknown": "Updated at {time}: this member was changed elsewhere.",
} as const;
