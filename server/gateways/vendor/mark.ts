/** How a text of ours ends in a vendor's ledger: with the id of our operation, by which it is found again. */
const MARK = /(?:^| · )(op_[a-z0-9]{10,60})$/;

/** What is written beside an act: the operator's words, and its mark. */
export const marked = (note: string | null, mark: string): string => (note === null ? mark : `${note} · ${mark}`);

/** The mark in a text of the vendor's ledger; null: it is none of ours. */
export const markIn = (text: string): string | null => MARK.exec(text)?.[1] ?? null;

/** What somebody wrote in it; null: nothing. */
export const noteIn = (text: string): string | null => text.replace(MARK, "").trim() || null;
