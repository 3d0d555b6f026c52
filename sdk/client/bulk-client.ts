import type {
  Audience,
  AudienceChange,
  AudienceHandoff,
  AudiencePage,
  AudienceQuery,
  AuditEntry,
  AuditKind,
  Certificate,
  FilterSchema,
  Export,
  Handoff,
  NewAudience,
  Segment,
  SingleUse,
  SubjectAccess,
} from "../contract/index.js";
import type { JobsClient } from "./jobs-client.js";
import type { Paged, ReadOptions } from "./reading.js";

/** What the audit is narrowed by: all that is given holds. */
export interface AuditFilter {
  /** An operator's id. */
  operator?: string;
  /** What was done to them, and where they were shown: alone, or in a list. */
  memberId?: string;
  kind?: AuditKind;
  /** An action's id, or what else entries have as theirs. */
  action?: string;
  /** A ticket's: what was done for it. */
  reference?: string;
  /** Instants, RFC 3339, both included. */
  from?: string;
  to?: string;
  /** How many entries come with each page, at most 100; by default 50. */
  limit?: number;
}

/**
 * What a backend of the level `bulk` can do with many members at once. Its methods throw what those of the client throw; a backend without the level refuses with `not-found` or `capability-not-supported`.
 */
export interface BulkClient {
  /** What members can be filtered by. */
  filterSchema(options?: ReadOptions): Promise<FilterSchema>;
  /**
   * A page of the members that a filter finds, and what was asked for beside it. Throws a `ProblemError` that points at
   * the wrong row (`validation`), or at what to narrow (`too-costly`). Safe to repeat; aborting its signal gives it up.
   */
  query(query: AudienceQuery, options?: ReadOptions): Promise<AudiencePage>;
  /** Saved filters, by name. */
  audiences(): Paged<Audience>;
  /** Those of them that profiles show, by name. `capability-not-supported` where there are none. */
  segments(): Paged<Segment>;
  audience(audienceId: string, options?: ReadOptions): Promise<Audience>;
  /**
   * Saves a filter. The answer's filter may be another than was sent: addresses and numbers in pasted lists are kept as
   * the ids of the members that have them. A name that is taken is a `conflict`. Safe to repeat: the same by the same
   * operator answers what was saved.
   */
  saveAudience(audience: NewAudience, options?: ReadOptions): Promise<Audience>;
  /** Safe to repeat. */
  changeAudience(audienceId: string, change: AudienceChange, options?: ReadOptions): Promise<Audience>;
  /** Safe to repeat: one that is gone already is deleted, too. */
  deleteAudience(audienceId: string, options?: ReadOptions): Promise<void>;
  /** Actions over all of them: looked at, started, followed. */
  readonly jobs: JobsClient;
  /**
   * Where a file of an audience can be fetched: an address for the browser's own download, good once and for minutes. A
   * download that is cut has failed. Each call makes another; the purpose is kept.
   */
  export(request: Export, options?: ReadOptions): Promise<SingleUse>;
  /**
   * Where a file of all that is held about one member can be fetched, to be handed to the member (GDPR, Article 15): as
   * {@link export}'s. Each call makes another; the purpose is kept.
   */
  subjectAccess(memberId: string, request: SubjectAccess, options?: ReadOptions): Promise<SingleUse>;
  /**
   * Who did, and was shown, what, newest first. `forbidden` without the permission `audit:read`, `capability-not-supported`
   * where the backend has no module `audit`. Each look is in the audit itself, the same within five minutes once.
   */
  audit(filter?: AuditFilter): Paged<AuditEntry>;
  /**
   * What an erasure removed, kept and released, signed: to be kept by whoever has to prove it later, and verified by the keys at
   * `/certificates/keys`. The same each time. An erasure of a moment ago is waited for. Throws a `ProblemError` where the
   * operation was no erasure (`not-found`), the operator may neither erase in this way nor read the audit (`forbidden`), or the backend certifies
   * none (`capability-not-supported`).
   */
  certificate(operationId: string, options?: ReadOptions): Promise<Certificate>;
  /** Where the host's campaign wizard goes on with an audience. Safe to repeat. */
  handOff(audience: AudienceHandoff, options?: ReadOptions): Promise<Handoff>;
}
