/** English of balances over time, which are read once they are asked for. */
export const historyMessages = {
  "history.period": "Period",
  "history.30": "30 days",
  "history.365": "12 months",
  "history.all": "All",
  "history.table": "As a table",
  "history.line": "{currency} from {start} to {end}: from {from} to {to}, {least} at the least and {most} at the most",
  "history.rows": "Balances from {start} to {end}",
  "history.day": "End of",
  "history.none": "Nothing has been booked yet.",
  "history.next": "What comes next",
  "history.expires": "Last day to spend {amount}: {date}",
  "history.available": "{amount} more to spend from {date}",
  "history.later": { one: "{count} more date later", other: "{count} more dates later" },
  "error.history": "Couldn't load the balances over time",
} as const;
