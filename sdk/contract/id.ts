/**
 * What an opaque id may be: 1-100 visible ASCII characters without a slash, so that it fits a path unescaped or
 * escaped.
 */
export const idPattern = /^[\x21-\x2e\x30-\x7e]{1,100}$/;
