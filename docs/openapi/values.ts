import { auditKinds, catalogue, problems, viewParts } from "../../sdk/contract/index.js";
import type { Json } from "./schemas.js";

/**
 * The values of a text that stands for one of a few. None is closed: a reader takes any text, so that an older one
 * meets a newer backend without failing. That is why they are examples, and no `enum`.
 */
interface Values {
  readonly values: readonly string[];
  /** What a reader does with any other; left out: it shows it by its own name. */
  readonly other?: string;
}

const channels = { values: ["sms", "email", "push"] };
const memberStatuses = { values: ["active", "blocked", "pending", "deleted", "opted-out", "anonymized"] };
const problemCodes = Object.keys(problems);
const refusals: Values = { values: problemCodes, other: "shows the `detail` of any other" };
const searched: Values = {
  values: ["name", "email", "phone", "id", "support-id", "card", "external-id"],
  other: "leaves any other out",
};
const reasonRule: Values = { values: ["hidden", "optional", "required"], other: "takes any other as `optional`" };
const warnings: Values = {
  values: [
    "address-missing",
    "already-spent",
    "characters-left-out",
    "consent-missing",
    "done-before",
    "earned-twice",
    "messaged-often",
    "needs-approval",
    "punches",
    "quiet-hours",
    "tier-change",
    "unknown-variable",
  ],
  other: "shows the `detail` of any other",
};
const obstacles: Values = {
  values: [
    ...["no-price", "out-of-stock", "tier", "segment", "not-started", "ended"],
    ...["frequency", "insufficient-balance"],
  ],
  other: "shows the `detail` of any other",
};
const inputErrors: Values = {
  values: [
    ...["required", "unknown", "unknown-field", "wrong-type", "wrong-format", "not-an-option", "one-alternative"],
    ...["zero", "too-small", "too-large", "too-short", "too-long", "too-few", "too-many", "past", "mismatch"],
    ...["same-member", "too-late", "same-day"],
    ...["blank", "invisible-character", "not-storable", "not-json", "not-utf-8", "invalid", "empty"],
    ...["not-offered", "not-editable", "future", "changed", "taken", "masked"],
    ...["too-deep", "too-costly", "not-found", "conflict"],
  ],
  other: "shows the `detail` of any other",
};

const operationStatuses: Values = {
  values: ["simulated", "applied", "pending", "awaiting_approval", "rejected", "failed", "reversed", "unknown"],
  other: "takes any other as `unknown`",
};
const operationSources: Values = { values: ["manual", "rule", "pos", "campaign", "program", "provider"] };

const detailKinds: Values = {
  values: [
    ...["text", "email", "phone", "date", "language", "branch", "currency", "number", "boolean", "address", "id"],
    "masked",
  ],
  other: "takes any other as `text`",
};

const fieldKinds: Values = {
  values: ["text", "number", "date", "boolean", "choice", "set", "key"],
  other: "leaves any other out of its conditions",
};
const countPrecision: Values = {
  values: ["exact", "estimate", "at_least"],
  other: "takes any other as `estimate`",
};

/** By schema and property. */
const valuesOf: Readonly<Record<string, Values>> = {
  "Account.currency": { values: ["points", "credits"] },
  "ActionCapability.firesRules": { values: ["yes", "no", "unknown"], other: "takes any other as `unknown`" },
  "ActionCapability.noteSeenBy": { values: ["internal", "member"], other: "takes any other as `member`" },
  "ActionCapability.undo": { values: ["exact", "compensating", "none"], other: "takes any other as `none`" },
  "ActionCapability.own.danger": {
    values: ["reversible", "outward", "irreversible"],
    other: "takes any other as `irreversible`",
  },
  "ActionCapability.own.category": {
    values: ["assets", "communication", "profile", "corrections", "membership", "delete", "tags"],
  },
  "AuditEntry.action": {
    values: [
      ...Object.keys(catalogue),
      "undo",
      "view",
      "search",
      "reveal",
      "export",
      "export-done",
      "start-job",
      "approve",
    ],
  },
  "AuditEntry.kind": { values: auditKinds },
  "AuditEntry.outcome": { values: ["applied", "shown", "awaiting-approval", "declined", ...problemCodes] },
  "AuditEntry.source": operationSources,
  "AudienceMember.status": memberStatuses,
  "AudiencePage.count.precision": countPrecision,
  "AudiencePage.everybody.precision": countPrecision,
  "Exclusion.code": {
    values: [...problemCodes, "unconsented", "contacted", "received"],
    other: "shows the `detail` of any other",
  },
  "FilterField.kind": fieldKinds,
  "Job.kind": { values: ["action", "import", "reversal"] },
  "Job.status": {
    values: [
      ...["checking", "checked", "awaiting_approval", "running", "cancelling", "cancelled", "done", "declined"],
      "failed",
    ],
  },
  "Job.deliveries.state": { values: ["queued", "sent", "delivered", "blocked", "failed", "unknown"] },
  "JobItem.status": { values: ["waiting", "excluded", "succeeded", "failed", "skipped"] },
  "Reach.channel": channels,
  "Attribute.kind": {
    values: ["text", "number", "date", "choice", "boolean", "address", "email", "phone", "language", "branch"],
    other: "leaves any other out of its form",
  },
  "Capabilities.level": { values: ["core", "preview", "bulk"], other: "takes any other as `core`" },
  "Capabilities.preview": { values: ["exact", "estimate", "none"], other: "takes any other as `none`" },
  "Capabilities.idempotency": { values: ["native", "gateway", "none"], other: "takes any other as `none`" },
  "Capabilities.tagCase": { values: ["exact", "folded"], other: "takes any other as left out" },
  "Capabilities.modules": {
    values: [
      ...["gifts", "punch-cards", "rewards", "purchases", "multicurrency", "cards", "messages", "tags", "tiers"],
      ...["hidden-tiers", "integrations", "approvals", "campaigns", "segments", "audit"],
    ],
    other: "leaves any other out",
  },
  "ChannelCapability.channel": channels,
  "Consent.channel": channels,
  "Currency.code": { values: ["points", "credits"] },
  "Currency.kind": { values: ["points", "credits", "stamps", "money"], other: "takes any other as `points`" },
  "Detail.kind": detailKinds,
  "Revealed.kind": detailKinds,
  "Operation.conflicts.kind": detailKinds,
  "Simulation.conflicts.kind": detailKinds,
  "Effect.value.kind": detailKinds,
  "Effect.kind": {
    values: [
      ...[
        "gift",
        "punch",
        "coupon",
        "tag",
        "status",
        "consent",
        "profile",
        "event",
        "currency",
        "card",
        "hidden-tier",
        "purchase",
        "absorb",
      ],
      ...["resync", "merge", "erasure"],
    ],
  },
  "HeldCard.status": { values: ["active", "replaced"] },
  "HeldCoupon.status": { values: ["active", "used", "disabled", "expired"] },
  "HeldGift.status": { values: ["active", "used", "expired", "revoked"] },
  "HeldPunchCard.status": { values: ["active", "full", "expired"] },
  "Member.status": memberStatuses,
  "MemberAction.reason.code": refusals,
  "MemberAction.warnings.code": warnings,
  "MemberSearch.status": { ...memberStatuses, other: "finds nobody by any other" },
  "MemberSummary.status": memberStatuses,
  "MemberViews.views.parts": { values: Object.keys(viewParts), other: "leaves any other out" },
  "Message.channel": channels,
  "Message.status": {
    values: ["simulated", "queued", "sent", "delivered", "blocked", "failed", "unknown"],
    other: "takes any other as `unknown`",
  },
  "Message.reason": {
    values: [
      ...["no-consent", "no-address", "erased", "rejected", "opted-out", "no-answer"],
      ...["member-blocked", "no-provider"],
    ],
  },
  "Notice.code": warnings,
  "Obstacle.code": obstacles,
  "Operation.status": operationStatuses,
  "Erasure.source": { values: ["manual", "restore"] },
  "Operation.source": operationSources,
  "OperatorLimit.measure": { values: ["amount", "count"], other: "takes any other as `amount`" },
  "OperatorLimit.per": { values: ["operation", "day", "week", "month"], other: "takes any other as `operation`" },
  "Problem.code": { values: problemCodes, other: "goes by the `status` and `retryable` of any other" },
  "Problem.errors.code": inputErrors,
  "ReasonRule.customerMessage": reasonRule,
  "ReasonRule.note": reasonRule,
  "ReasonRule.reasonCode": reasonRule,
  "SearchCapability.exact": searched,
  "SearchCapability.prefix": searched,
  "Settlement.state": { values: ["settled", "running", "voided", "unknown"], other: "takes any other as `unknown`" },
  "Settlement.problem.code": refusals,
  "MessageTotal.channel": channels,
  "Simulation.status": operationStatuses,
  "Simulation.source": operationSources,
  "Template.channel": channels,
};

const describe = (schema: Json, { values, other = "shows any other by its own name" }: Values): Json => ({
  ...schema,
  description: `One of ${values.join(", ")}. A reader ${other}.`,
  examples: values,
});

/** The schema with the values of its texts spelled out. What a list or a nullable holds has the path of the list. */
export const withValues = (path: string, schema: Json): Json => {
  const values = schema.type === "string" ? valuesOf[path] : undefined;
  if (values) return describe(schema, values);
  const { properties, ...rest } = schema as { properties?: Record<string, Json>; items?: Json; anyOf?: Json[] };
  const spelled = Object.entries(properties ?? {}).map(([name, own]) => [name, withValues(`${path}.${name}`, own)]);
  return {
    ...rest,
    ...(rest.items && { items: withValues(path, rest.items) }),
    ...(rest.anyOf && { anyOf: rest.anyOf.map((form) => withValues(path, form)) }),
    ...(properties && { properties: Object.fromEntries(spelled) as Json }),
  };
};
