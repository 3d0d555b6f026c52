/** What is written as in English in every language. */
const everywhere = ["SMS", "SMS {subject}", "{operator}, {date} {time}"];

/** Words that a language has in common with English. */
const own: Readonly<Record<string, readonly string[]>> = {
  pl: [
    "Push",
    "E-mail",
    "e-mail",
    "E-mail {subject}",
    "Tag",
    "Operator",
    "Program",
    "Format",
    "Import",
    "{count} segment",
  ],
  es: ["Push", "No", "no", "Tickets", "ticket", "id"],
  fr: [
    "Actions",
    "Segments",
    "Messages",
    "Push",
    "E-mail",
    "e-mail",
    "E-mail {subject}",
    "Notes",
    "Note",
    "Type",
    "Source",
    "Coupons",
    "Coupon",
    "Message",
    "Suggestions",
    "Communication",
    "Corrections",
    "Notifications",
    "notifications",
    "Tickets",
    "ticket",
    "Segment",
    "Condition",
    "Conditions",
    "Date",
    "Format",
    "{count} segment",
    "{count} segments",
    "{count} suggestion",
    "{count} suggestions",
    "Active",
    "points",
    "Actions",
  ],
  de: [
    ...["Tag", "Tags", "Support", "Name", "Coupon", "Coupons", "Text", "Format", "Filter", "Push"],
    ...["Ticket", "Tickets", "Wallet", "Segment", "Segmente"],
  ],
  pt: ["Tag", "Tags", "E-mail", "e-mail", "E-mail {subject}", "Push", "Manual", "id"],
};

/** Texts that are no English that was forgotten, though they are the same. */
export const same = (language: string): readonly string[] => [...everywhere, ...(own[language] ?? [])];
