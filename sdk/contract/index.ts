/**
 * The contract as plain declarations: what a backend implements and a client speaks. Importing it defines no schema.
 */
export * from "./actions/index.js";
export * from "./permissions.js";
export * from "./define-action.js";
export * from "./fields.js";
export * from "./id.js";
export * from "./inverses.js";
export * from "./outcomes.js";
export * from "./problems.js";
export * from "./all-routes.js";
export * from "./bulk/audit-kinds.js";
export * from "./bulk/filter.js";
export * from "./bulk/for-many.js";
export * from "./bulk/job-routes.js";
export * from "./bulk/routes.js";
export * from "./change-routes.js";
export * from "./route.js";
export * from "./routes.js";
export * from "./views.js";
export type {
  ActionCapability,
  Capabilities,
  ChannelCapability,
  Currency,
  SearchCapability,
  TierStep,
} from "./schemas/capabilities.js";
export type { BalanceHistory } from "./schemas/balance-history.js";
export type { Household, HouseholdMember } from "./schemas/household.js";
export type { Change } from "./schemas/change.js";
export type { Approval } from "./schemas/approval.js";
export type { Count, Money, Named, Notice } from "./schemas/common.js";
export type {
  Attribute,
  EventType,
  Gift,
  HeldCard,
  Item,
  Obstacle,
  Price,
  PunchCard,
  Purchase,
  ReasonCode,
  Reward,
  Tag,
  Template,
} from "./schemas/library.js";
export type {
  Account,
  Behaviour,
  Consent,
  Detail,
  Lot,
  Member,
  MemberAction,
  MemberSummary,
} from "./schemas/member.js";
export type {
  Conflict,
  BalanceChange,
  Delta,
  Effect,
  Message,
  MessageTotal,
  Operation,
  Settlement,
} from "./schemas/operation.js";
export type { Operator, OperatorLimit } from "./schemas/operator.js";
export type { Problem } from "./schemas/problem.js";
export type { Revealed } from "./schemas/reveal.js";
export type { Given, Simulation } from "./schemas/simulation.js";
export type { HeldCoupon, HeldGift, HeldPunchCard } from "./schemas/wallet.js";
export type { MemberView } from "./schemas/member-views.js";
export type {
  DecisionInput,
  MemberReads,
  MemberSearch,
  MemberViews,
  Reveal,
  Reversal,
  Settle,
} from "./schemas/requests.js";
export type {
  Audience,
  AudienceMember,
  AudiencePage,
  BulkTotals,
  Certificate,
  Erasure,
  Exclusion,
  FilterEvent,
  FilterField,
  FilterSchema,
  Handoff,
  Job,
  JobItem,
  Reach,
  Segment,
  SingleUse,
} from "./bulk/answers.js";
export type { AuditEntry } from "./bulk/audit.js";
export type {
  AudienceChange,
  AudienceHandoff,
  AudienceQuery,
  BulkPreview,
  BulkStart,
  JobDecision,
  Export,
  NewAudience,
  NotDone,
  NotDoneAudience,
  SubjectAccess,
  Target,
} from "./bulk/requests.js";
