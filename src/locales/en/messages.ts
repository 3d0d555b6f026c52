/** English of the messages to a member. */
export const messageMessages = {
  "messages.thread": "Channel",
  "messages.all": "All",
  "messages.none": "No messages yet.",
  "messages.none.of": "No messages by {channel} yet.",
  "messages.more": "Show older messages",
  "messages.shown": { one: "{count} message shown", other: "{count} messages shown" },
  "messages.own": "Own words",
  "messages.whole": "Show the whole text",
  "messages.gone": "Its text is kept no longer.",
  "error.messages": "Couldn't load the messages",
  "undelivered.opted-out": "They have opted out with the provider",
  "undelivered.member-blocked": "The member was blocked",
  "undelivered.rejected": "The provider refused it",
  "undelivered.no-answer": "The provider did not answer",
  "undelivered.no-provider": "No provider is set up for this channel",
} as const;
