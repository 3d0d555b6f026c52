/** English of the button that shows balances over time. */
export const overTimeMessages = {
  history: "Over time",
} as const;
