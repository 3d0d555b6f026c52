/** What an operator reads where a host's mistake leaves nothing to draw. The developer reads more in the console. */
export const mistakeMessages = {
  "blank.unconnected": "This part of the page is not connected.",
  "blank.member": "No member is chosen.",
} as const;
