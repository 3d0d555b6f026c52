import type * as z from "zod/mini";
import type { RouteId } from "./all-routes.js";
import {
  AudienceChange,
  AudienceHandoff,
  AudienceQuery,
  AuditSearch,
  BulkPreview,
  BulkStart,
  JobDecision,
  Export,
  NewAudience,
  NotDone,
  NotDoneAudience,
  SubjectAccess,
} from "./bulk/requests.js";
import {
  DecisionInput,
  MemberReads,
  MemberSearch,
  MemberViews,
  OperationSearch,
  Reveal,
  Reversal,
  Settle,
  TagSearch,
} from "./schemas/requests.js";

/**
 * What the bodies of routes must be, strictly; a route that is not here takes none. They stand apart from the routes
 * since only who answers checks them: a page that calls them never loads these schemas.
 */
const bodies = {
  searchMembers: MemberSearch,
  searchTags: TagSearch,
  searchOperations: OperationSearch,
  readMembers: MemberReads,
  memberViews: MemberViews,
  settle: Settle,
  reveal: Reveal,
  reverse: Reversal,
  decide: DecisionInput,
  audienceQuery: AudienceQuery,
  saveAudience: NewAudience,
  changeAudience: AudienceChange,
  exportMembers: Export,
  subjectAccess: SubjectAccess,
  handOff: AudienceHandoff,
  audit: AuditSearch,
  bulkPreview: BulkPreview,
  startJob: BulkStart,
  exportNotDone: NotDone,
  saveNotDone: NotDoneAudience,
  decideJob: JobDecision,
  reverseJob: Reversal,
} as const satisfies Partial<Record<RouteId, z.ZodMiniType>>;

type Bodies = typeof bodies;
/** What a route's body holds. */
export type BodyOf<Id extends RouteId> = Id extends keyof Bodies ? z.output<Bodies[Id]> : undefined;

/** The schema of a route's body; undefined where it takes none. */
export const bodyOf = (id: RouteId): z.ZodMiniType | undefined =>
  (bodies as Partial<Record<RouteId, z.ZodMiniType>>)[id];
