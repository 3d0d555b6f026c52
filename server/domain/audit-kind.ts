import type { AuditKind } from "../../sdk/contract/index.js";

/** What rows of the audit have as their action, by the kind of look. Whatever is none of these is a change. */
export const looksOf: Readonly<Record<Exclude<AuditKind, "change">, readonly string[]>> = {
  // A look at what isn't there is one, too.
  view: ["view", "read"],
  search: ["search"],
  reveal: ["reveal"],
  export: ["export", "export-taken", "export-done", "export-cut"],
  audit: ["audit"],
};

/** The actions of all looks. */
export const looks: readonly string[] = Object.values(looksOf).flat();

const kinds = new Map(
  Object.entries(looksOf).flatMap(([kind, actions]) => actions.map((action) => [action, kind as AuditKind])),
);

/** What an action of the audit is. */
export const auditKindOf = (action: string): AuditKind => kinds.get(action) ?? "change";
