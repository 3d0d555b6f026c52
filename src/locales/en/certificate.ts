/** English of the certificate of an erasure. */
export const certificateMessages = {
  "certificate.label": "Certificate",
  "certificate.download": "Download certificate",
  "certificate.hint": "What was removed, kept and released, signed. It proves the erasure later, without the data.",
  "certificate.fetching": "Waiting for the signature",
  "certificate.saved": "Saved as {file}",
  "certificate.failed": "It couldn't be fetched. What was done stays done: try again.",
} as const;
