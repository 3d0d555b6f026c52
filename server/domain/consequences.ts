import type { ActionCapability, ErasedStatus } from "../../sdk/contract/index.js";

const person = "Name, e-mail, phone and all other details";
const words = "Tags, consents, notes and messages";
const freed = ["E-mail and phone can join again", "A new membership starts at zero"];

/**
 * What each way to leave removes, keeps and frees, in words for the operator, and for whoever reads the certificate of it:
 * server/postgres/personal-data.ts says what becomes of each table.
 */
export const consequences: Readonly<Record<ErasedStatus, NonNullable<ActionCapability["consequences"]>>> = {
  deleted: {
    removed: [person, "Balances, gifts, coupons and punch cards", "Tier", words],
    kept: ["Ledger totals, without a name", "This deletion, with your name"],
    freed,
  },
  "opted-out": {
    removed: [person, "Balances, gifts, coupons and punch cards", words],
    kept: [
      "Ledger totals, without a name",
      "Tier and dates, for the count of who left",
      "This opt-out, with your name",
    ],
    freed,
  },
  anonymized: {
    removed: [person, words],
    kept: [
      "Ledger totals, without a name",
      "Balances, tier, gifts, coupons without their codes, and purchases, for statistics",
      "That you did this, with your name",
    ],
    freed,
  },
};
