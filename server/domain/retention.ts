/**
 * For how many days what would otherwise stay is kept; null: as long as the member. docs/data-protection.md has a table
 * of all that is kept.
 */
export interface Retention {
  /** Address, subject and text of a message, once it is settled; from when it was asked for. */
  readonly messageTexts: number | null;
  /** What operators wrote beside what they did: the note, and the words for the customer. */
  readonly notes: number | null;
  /** What was asked for of a second person, and what they said, from when it was decided about or ran out. */
  readonly approvals: number | null;
  /** What was typed for an action over many, and what the rows of an import say, from when the job was over. */
  readonly jobTexts: number | null;
  /** What became of each member of a job, from when it was over. */
  readonly jobItems: number | null;
  /** An audience that was handed on, from when it was last. */
  readonly handedAudiences: number | null;
  /** What an export was for; the audit knows of it all the same. */
  readonly exports: number | null;
}

/** What a program's settings say of it; of what is left out, the default holds. */
export interface RetentionSettings {
  /** In days: see docs/data-protection.md. */
  readonly retention?: { readonly [K in keyof Retention]?: number };
  /** What `retention.jobItems` was called before; that one comes first. */
  readonly jobItemsForDays?: number;
}

interface Bounds {
  /** Where the program says nothing. */
  readonly days: number | null;
  /** More than it counts as it. */
  readonly most: number;
}

/** Shorter counts as this: so long an answer can be asked for again, word for word. */
export const LEAST_DAYS = 7;

/** What holds of each, by its name in {@link Retention}. */
export const retentionBounds: { readonly [K in keyof Retention]: Bounds } = {
  messageTexts: { days: 30, most: 365 },
  notes: { days: null, most: 3650 },
  approvals: { days: 90, most: 365 },
  jobTexts: { days: 30, most: 365 },
  jobItems: { days: 90, most: 3650 },
  handedAudiences: { days: 30, most: 365 },
  exports: { days: 1095, most: 3650 },
};

/**
 * For how many days a program keeps a kind of data; null: as long as the member. What a setting says beyond the bounds counts as the nearest
 * of them, and what is no whole number of days as nothing said.
 */
export const keptForDays = (
  { retention = {}, jobItemsForDays }: RetentionSettings,
  kind: keyof Retention,
): number | null => {
  const { days, most } = retentionBounds[kind];
  const said = retention[kind] ?? (kind === "jobItems" ? jobItemsForDays : undefined);
  return Number.isInteger(said) ? Math.min(Math.max(Number(said), LEAST_DAYS), most) : days;
};
