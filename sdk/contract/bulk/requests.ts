import * as z from "zod/mini";
import { CalendarDate, Id, InstantInput, Reference } from "../schemas/inputs.js";
import { auditKinds } from "./audit-kinds.js";
import { storable, visible } from "../schemas/storable.js";
import { type FilterGroup as Group, filterLimits, filterOperators } from "./filter.js";

const FieldId = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/));
const RowId = z.optional(z.string().check(z.maxLength(100), storable));
const Text = z.string().check(z.maxLength(500), storable);
const Scalar = z.union([Text, z.number(), z.boolean()]);

const FieldRule = z.strictObject({
  id: RowId,
  field: FieldId,
  operator: z.enum(filterOperators),
  value: z.optional(z.union([Scalar, z.array(Scalar).check(z.maxLength(filterLimits.values))])),
});

const Quantity = z.strictObject({
  operator: z.enum(["=", "<", ">", "<=", ">="]),
  value: z.int().check(z.gte(0), z.lte(1_000_000_000_000)),
});

const EventRule = z.strictObject({
  id: RowId,
  event: z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/)),
  occurred: z.boolean(),
  count: z.optional(Quantity),
  total: z.optional(Quantity),
  between: z.optional(z.tuple([CalendarDate, CalendarDate])),
  lastDays: z.optional(z.int().check(z.gte(1), z.lte(36_500))),
  get where() {
    return z.optional(FilterGroup);
  },
});

/** See `filter.ts`. How deep it is, and how many rules it has, is looked at before it is read. */
export const FilterGroup: z.ZodMiniType<Group> = z.strictObject({
  id: RowId,
  combinator: z.enum(["and", "or"]),
  not: z.optional(z.boolean()),
  get rules() {
    return z.array(z.union([FieldRule, EventRule, FilterGroup])).check(z.maxLength(filterLimits.rules));
  },
});

const Columns = z.array(FieldId).check(z.maxLength(30));

/** Whom a list or an export shows: who matches, and is found by what was typed. */
const audience = {
  filter: FilterGroup,
  /** As in the quick search. */
  q: z.optional(z.string().check(z.maxLength(200), storable)),
};

/** A page of an audience. The same question with `limit: 0` answers counts only. */
export const AudienceQuery = z.strictObject({
  ...audience,
  columns: z.optional(Columns),
  /** By default by name. */
  sort: z.optional(z.strictObject({ field: FieldId, direction: z.enum(["ascending", "descending"]) })),
  limit: z.optional(z.int().check(z.gte(0), z.lte(100))),
  cursor: z.optional(z.string().check(z.maxLength(1000))),
  /** Which of these to answer beside the page. */
  count: z.optional(z.boolean()),
  everybody: z.optional(z.boolean()),
  reach: z.optional(z.boolean()),
});
export type AudienceQuery = z.infer<typeof AudienceQuery>;

const audienceName = z.string().check(z.trim(), z.minLength(1), z.maxLength(100), storable, visible);
const audienceDescription = z.nullable(z.string().check(z.trim(), z.maxLength(500), storable));

/** A filter that is to be saved. */
export const NewAudience = z.strictObject({
  name: audienceName,
  description: z.optional(audienceDescription),
  filter: FilterGroup,
  /** Whether profiles show who is in it, and filters can name it (module `segments`). By default not. */
  isSegment: z.optional(z.boolean()),
});
export type NewAudience = z.infer<typeof NewAudience>;

/** What of it is to be another. */
export const AudienceChange = z.strictObject({
  name: z.optional(audienceName),
  description: z.optional(audienceDescription),
  filter: z.optional(FilterGroup),
  isSegment: z.optional(z.boolean()),
});
export type AudienceChange = z.infer<typeof AudienceChange>;

/** Of a job, to whom it was not done: who failed, was skipped or was left out. Each of these narrows it. */
const notDone = {
  status: z.optional(z.enum(["failed", "skipped", "excluded"])),
  /** Why: a problem's code, as in the job's `failures` and `exclusions`. */
  code: z.optional(z.string().check(z.minLength(1), z.maxLength(100), storable)),
};

export const NotDone = z.strictObject(notDone);
export type NotDone = z.infer<typeof NotDone>;

/** The members of a job to whom it was not done, to be saved as they are now: 10,000 at most. */
export const NotDoneAudience = z.strictObject({
  ...notDone,
  name: audienceName,
  description: z.optional(audienceDescription),
});
export type NotDoneAudience = z.infer<typeof NotDoneAudience>;

/** Members that something is to be done to: who matches, less some; these; or to whom a job was not done. */
export const Target = z.union([
  z.strictObject({ ...audience, except: z.optional(z.array(Id).check(z.maxLength(filterLimits.values))) }),
  z.strictObject({ memberIds: z.array(Id).check(z.minLength(1), z.maxLength(filterLimits.values)) }),
  z.strictObject({ notDone: z.strictObject({ jobId: Id, ...notDone }) }),
]);
export type Target = z.infer<typeof Target>;

/** An action that is to be looked at over many members. Safe to repeat: each makes a job that only looks. */
export const BulkPreview = z.strictObject({
  target: Target,
  action: Id,
  /** As for one member. */
  input: z.record(z.string().check(z.maxLength(100)), z.unknown()),
  /** Only those of them who have this tag: "Test first" (S1-11). */
  onlyTagged: z.optional(z.string().check(z.maxLength(64), storable)),
  /** Of a message: leaves out who got one by its channel in the last so many days. */
  notContactedForDays: z.optional(z.int().check(z.gte(1), z.lte(365))),
  /** Leaves out to whom the same was done within the last so many days. */
  notReceivedForDays: z.optional(z.int().check(z.gte(1), z.lte(365))),
});
export type BulkPreview = z.infer<typeof BulkPreview>;

/** Starts what was checked. The same start is safe to repeat. */
export const BulkStart = z.strictObject({
  /** The id of the checked job. */
  jobId: Id,
  /** How many members the operator typed, where the job asks for it. */
  confirmedCount: z.optional(z.int().check(z.gte(0))),
});
export type BulkStart = z.infer<typeof BulkStart>;

/** What a second person decides about a job. */
export const JobDecision = z.strictObject({
  decision: z.enum(["approve", "decline"]),
  comment: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(1000), storable, visible)),
});
export type JobDecision = z.infer<typeof JobDecision>;

/** All of an audience as a file. */
export const Export = z.strictObject({
  ...audience,
  columns: Columns.check(z.minLength(1)),
  format: z.enum(["csv", "ndjson"]),
  /** Kept in the audit: what it is for. */
  purpose: z.string().check(z.trim(), z.minLength(3), z.maxLength(200), storable, visible),
});
export type Export = z.infer<typeof Export>;

/** A file of all that is held about one member, for the member. */
export const SubjectAccess = z.strictObject({
  /** `html` reads well, `json` can be taken elsewhere. */
  format: z.enum(["html", "json"]),
  /** Kept in the audit: what it is for, such as the letter that asked. */
  purpose: z.string().check(z.trim(), z.minLength(3), z.maxLength(200), storable, visible),
});
export type SubjectAccess = z.infer<typeof SubjectAccess>;

/** An audience for the host's campaign wizard. */
export const AudienceHandoff = z.strictObject(audience);
export type AudienceHandoff = z.infer<typeof AudienceHandoff>;

const Code = z.string().check(z.minLength(1), z.maxLength(100), storable);

/** What the audit is narrowed by; a POST, since a ticket may be called anything. */
export const AuditSearch = z.strictObject({
  operator: z.optional(Code),
  memberId: z.optional(Code),
  kind: z.optional(z.enum(auditKinds)),
  action: z.optional(Code),
  reference: z.optional(Reference),
  from: z.optional(InstantInput),
  to: z.optional(InstantInput),
  limit: z.optional(z.int().check(z.gte(1), z.lte(100))),
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(1000))),
});
