/** A code as words: `wrong_member` is "Wrong member". */
export const asWords = (code: string): string => capital(code.replace(/[_-]+/g, " ").trim());

/** The text with a capital first letter. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
