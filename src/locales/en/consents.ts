/** English of the consents and their evidence. */
export const consentMessages = {
  "consent.granted": "Agreed {date}",
  "consent.agreed": "Agreed",
  "consent.withdrawn": "Withdrawn {date}",
  "consent.never": "Not agreed",
  "consent.by": "by {name}",
  "consents.none": "No consents recorded.",
  "error.evidence": "Couldn't load the evidence.",
} as const;
