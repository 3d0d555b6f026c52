/**
 * What an entry of the audit tells of: that a member was looked at (`view`), was in a list (`search`), or a masked detail of
 * theirs was shown (`reveal`); that a file of members was asked for, fetched or cut (`export`); that the audit itself was
 * read (`audit`); or anything else, which changes something (`change`). What was refused is of the kind of what was tried.
 */
export const auditKinds = ["view", "search", "reveal", "export", "audit", "change"] as const;
export type AuditKind = (typeof auditKinds)[number];
