/** English of the compact profile. */
export const compactMessages = {
  "compact.all": "Show all activity",
  "compact.last": "Last on {date}",
  "compact.no-consent": "None agreed",
} as const;
