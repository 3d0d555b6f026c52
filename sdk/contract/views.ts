/**
 * The parts of a view: what a profile's first view reads. Each is named by the route that answers it alone, and is what
 * that answers to this query.
 */
export const viewParts = {
  capabilities: {},
  operator: {},
  member: {},
  activities: {},
  heldGifts: { limit: 100 },
  heldPunchCards: { limit: 100 },
  heldCoupons: { limit: 100 },
} as const;

export type ViewPart = keyof typeof viewParts;
