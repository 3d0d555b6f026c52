/** What is written as in English in every language. */
const everywhere = ["SMS", "SMS {subject}", "{operator}, {date} {time}"];

/** Words that a language has in common with English. */
const own: Readonly<Record<string, readonly string[]>> = {
  de: [
    ...["Tag", "Tags", "Support", "Name", "Coupon", "Coupons", "Text", "Format", "Filter", "Push"],
    ...["Ticket", "Tickets", "Wallet", "Segment", "Segmente"],
  ],
  pt: ["Tag", "Tags", "E-mail", "e-mail", "E-mail {subject}", "Push", "Manual", "id"],
};

/** Texts that are no English that was forgotten, though they are the same. */
export const same = (language: string): readonly string[] => [...everywhere, ...(own[language] ?? [])];
