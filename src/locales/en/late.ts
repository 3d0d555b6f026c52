/** English of what stands in a panel that can't be read. */
export const lateMessages = {
  "panel.forbidden": "Your role can't see this",
  "panel.forbidden.why": "Ask an administrator for access.",
} as const;
